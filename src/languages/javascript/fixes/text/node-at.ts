import type { Span } from '../../../../model/span.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** The outermost node that stands at a span, neither more nor less. */
export function nodeAt({ start, end }: Span, { sourceCode }: Pick<RepairContext, 'sourceCode'>): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | null | undefined = sourceCode.getNodeByRangeIndex(start); at && at.range[0] >= start; at = at.parent) {
    if (at.range[0] === start && at.range[1] === end) found = at;
    if (at.range[1] > end) break;
  }
  return found;
}
