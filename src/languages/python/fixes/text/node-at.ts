import type { Span } from '../../../../model/span.js';
import type { Node } from '../../syntax/ast.js';
import { childrenOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** The innermost node that stands at a span, neither more nor less. */
export function nodeAt({ start, end }: Span, { tree }: RepairContext): Node | undefined {
  let found: Node | undefined;
  for (let at: Node | undefined = tree.module; at; at = childrenOf(at).find((child) => child.range[0] <= start && end <= child.range[1])) {
    if (at.range[0] === start && at.range[1] === end) found = at;
  }
  return found;
}
