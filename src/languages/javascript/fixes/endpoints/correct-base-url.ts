import { correctionTitle } from '../../../../engine/problems/base-url.js';
import type { BaseUrlFault } from '../../../../model/problems/base-url.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import { type Node, readsOf, stringOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { nodeAt } from '../text/node-at.js';

/** Changes the text of the literal that is wrong; `unsafe` where something else reads it too. */
export function correctBaseUrl(fault: BaseUrlFault, context: RepairContext): Repair | undefined {
  const node = nodeAt(fault.span, context);
  const edit = node && changed(node, fault, context);
  return edit && { edits: [edit], applicability: hasOneReader(node, context) ? 'safe' : 'unsafe', title: correctionTitle(fault) };
}

function changed(node: Node, { change: { from, to } }: BaseUrlFault, { sourceCode }: RepairContext): Edit | undefined {
  const [start, end] = node.range;
  const text = sourceCode.text.slice(start, end);
  const at = text.indexOf(from);
  if (at < 0 || text.includes('\\') || text.includes(from, at + 1)) return undefined;
  if (node.type === 'Literal')
    return typeof node.value === 'string' ? { span: { start: start + at, end: start + at + from.length }, text: to } : undefined;
  if (
    node.type !== 'TemplateLiteral' ||
    !node.quasis.some((quasi) => quasi.range[0] <= start + at && start + at + from.length <= quasi.range[1])
  )
    return undefined;
  const [hole] = node.expressions;
  // Nothing but a hole is left, and it always holds a text: `${url || "http://…"}` is `url || "http://…"`.
  if (
    hole?.type === 'LogicalExpression' &&
    hole.operator === '||' &&
    stringOf(hole.right) !== undefined &&
    node.expressions.length === 1 &&
    to === '' &&
    node.quasis.map((quasi) => quasi.value.raw).join('') === from
  ) {
    const isSimple = node.parent.type === 'Property' || node.parent.type === 'VariableDeclarator';
    if (sourceCode.getCommentsInside(node).length > 0) return undefined;
    return { span: { start, end }, text: isSimple ? sourceCode.getText(hole) : `(${sourceCode.getText(hole)})` };
  }
  return { span: { start: start + at, end: start + at + from.length }, text: to };
}

/** Whether a literal stands where it is read, or in a constant that is read once and goes nowhere else. */
function hasOneReader(node: Node, { sourceCode }: RepairContext): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    switch (parent.type) {
      case 'LogicalExpression':
      case 'ConditionalExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TemplateLiteral':
        continue;
      case 'CallExpression':
      case 'NewExpression':
        return at !== parent.callee;
      case 'Property':
      case 'ObjectExpression':
        continue;
      case 'VariableDeclarator': {
        if (at === node || parent.init === at) {
          const [variable, ...others] = sourceCode.scopeManager?.getDeclaredVariables(parent) ?? [];
          const isExported = parent.parent.parent.type === 'ExportNamedDeclaration';
          return (
            parent.id.type === 'Identifier' &&
            variable !== undefined &&
            others.length === 0 &&
            !isExported &&
            readsOf(variable).length === 1
          );
        }
        return false;
      }
      default:
        return false;
    }
  }
  return false;
}
