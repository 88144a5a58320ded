import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { lineStart } from './layout.js';

/** Where a statement begins: a definition with its first decorator, without the `@`. */
export function startOf(statement: Node): number {
  const decorators = 'decorator_list' in statement ? statement.decorator_list : [];
  return Math.min(statement.range[0], ...decorators.map(({ range }) => range[0]));
}

/** The start of a statement's line, or of the comments right above, which speak of it; those that open the file speak of the file. */
export function startWithComments(statement: ast.Statement, text: string): number {
  const start = lineStart(text, startOf(statement));
  let offset = start;
  while (offset > 0) {
    const above = lineStart(text, offset - 1);
    if (!/^[ \t]*#/.test(text.slice(above, offset))) break;
    offset = above;
  }
  return offset === 0 ? start : offset;
}
