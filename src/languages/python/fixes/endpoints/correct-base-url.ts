import { correctionTitle } from '../../../../engine/problems/base-url.js';
import type { BaseUrlFault } from '../../../../model/problems/base-url.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { stringOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

import { nodeAt } from '../text/node-at.js';
import { flatText, piecesOf } from './strings.js';

/** Changes the text of the literal that is wrong; `unsafe` where something else reads it too. */
export function correctBaseUrl(fault: BaseUrlFault, context: RepairContext): Repair | undefined {
  const node = nodeAt(fault.span, context);
  if (node?.type !== 'JoinedStr' && !(node?.type === 'Constant' && node.kind === 'str')) return undefined;
  const edit = changed(node, fault, context);
  return edit && { edits: [edit], applicability: hasOneReader(node, context) ? 'safe' : 'unsafe', title: correctionTitle(fault) };
}

function changed(
  node: ast.Constant | ast.JoinedStr,
  { change: { from, to } }: BaseUrlFault,
  { file, tree }: RepairContext,
): Edit | undefined {
  const pieces = piecesOf(node, file.text);
  const flat = pieces && flatText(node, pieces, file.text);
  const at = flat?.text.indexOf(from) ?? -1;
  if (!pieces || !flat || at < 0 || flat.text.includes(from, at + 1)) return undefined;
  const hole = node.type === 'JoinedStr' ? node.values.filter((value): value is ast.FormattedValue => value.type === 'FormattedValue') : [];
  // Nothing but a hole is left, and it always holds a text: `f"{url or 'http://…'}"` is `url or 'http://…'`.
  if (
    hole.length === 1 &&
    hole[0]?.value.type === 'BoolOp' &&
    hole[0].value.op === 'or' &&
    stringOf(hole[0].value.values.at(-1)) !== undefined &&
    to === '' &&
    flat.text === `\${}${from}` &&
    pieces.length === 1
  ) {
    const { value } = hole[0];
    const text = tree.textOf(value);
    return { span: { start: node.range[0], end: node.range[1] }, text: node.parent?.type === 'keyword' ? text : `(${text})` };
  }
  const start = flat.offsets[at];
  const last = flat.offsets[at + from.length - 1];
  if (start === undefined || last === undefined) return undefined;
  // A string that goes on in another piece cannot be changed in one stretch.
  if (!pieces.some((piece) => piece.bodyStart <= start && last < piece.bodyEnd)) return undefined;
  return { span: { start, end: last + 1 }, text: to };
}

/** Whether a literal stands where it is read, or in a name that is read once and belongs to a function. */
function hasOneReader(node: Node, { tree }: RepairContext): boolean {
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    switch (parent.type) {
      case 'BoolOp':
      case 'IfExp':
      case 'keyword':
      case 'JoinedStr':
      case 'FormattedValue':
        continue;
      case 'Call':
        return at !== parent.func;
      case 'Assign': {
        const [target] = parent.targets;
        const variable = parent.targets.length === 1 && target?.type === 'Name' ? tree.variableOf(target) : undefined;
        // A name of the module may be imported by another.
        return variable !== undefined && variable.scope.node.type !== 'Module' && variable.reads.length === 1;
      }
      default:
        return false;
    }
  }
  return false;
}
