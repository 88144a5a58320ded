import { TITLES } from '../../../../engine/fixes/titles.js';
import type { ProviderFallback } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, quoted } from '../text/layout.js';
import { nodeAt } from '../text/node-at.js';

/** Keeps a client from the public API: by a literal to fall back to, or by an error where the variable is not set. */
export function secureBaseUrl(
  { span, when, proposal, variable }: ProviderFallback,
  by: 'literal' | 'failure',
  context: RepairContext,
): Repair | undefined {
  const node = nodeAt(span, context);
  if (!node) return undefined;
  const { sourceCode } = context;
  const { quote, newline } = layoutOf(context);
  const read = node.type === 'LogicalExpression' ? node.left : node;
  if (by === 'literal') {
    if (when === 'blank' && node.type === 'LogicalExpression') {
      const operator = sourceCode.getTokensBetween(node.left, node.right).find((token) => token.value === '??');
      const { parent } = node;
      if (!operator || (parent.type === 'LogicalExpression' && parent.operator === '??')) return undefined;
      return {
        edits: [{ span: { start: operator.range[0], end: operator.range[1] }, text: '||' }],
        applicability: 'unsafe',
        title: TITLES.useOr(),
      };
    }
    if (sourceCode.getCommentsInside(node).length > 0) return undefined;
    const text = `${sourceCode.getText(read)} || ${quoted(proposal, quote)}`;
    return {
      edits: [{ span, text: needsParentheses(node) ? `(${text})` : text }],
      applicability: 'unsafe',
      title: TITLES.fallBackTo(proposal),
    };
  }
  const statement = statementAround(node);
  if (!statement || sourceCode.text.slice(sourceCode.text.lastIndexOf('\n', statement.range[0] - 1) + 1, statement.range[0]).trim() !== '')
    return undefined;
  const line = `if (!${sourceCode.getText(read)}) throw new Error(${quoted(`${variable} is not set.`, quote)});`;
  return {
    edits: [
      {
        span: { start: statement.range[0], end: statement.range[0] },
        text: `${line}${newline}${indentAt(sourceCode.text, statement.range[0])}`,
      },
    ],
    applicability: 'unsafe',
    title: TITLES.failUnset('throws', variable),
  };
}

function needsParentheses({ parent }: Node): boolean {
  return parent?.type === 'TSAsExpression' || parent?.type === 'TSNonNullExpression' || parent?.type === 'TSSatisfiesExpression';
}

/** The statement of a block that runs when a node does; none for a function's concise body, a class field or a declaration that is exported. */
function statementAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at; at = at.parent) {
    const { parent } = at as { parent?: Node };
    if (parent?.type === 'Program' || parent?.type === 'BlockStatement') return at;
    if (at.type === 'ArrowFunctionExpression' || at.type === 'FunctionExpression' || at.type === 'PropertyDefinition') return undefined;
  }
  return undefined;
}
