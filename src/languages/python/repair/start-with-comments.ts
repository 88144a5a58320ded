import type * as ast from '../ast.js';
import { lineStart } from './layout.js';

/** The start of a statement's line, or of the comments right above, which speak of it; those that open the file speak of the file. */
export function startWithComments(statement: ast.Statement, text: string): number {
  const start = lineStart(text, statement.range[0]);
  let offset = start;
  while (offset > 0) {
    const above = lineStart(text, offset - 1);
    if (!/^[ \t]*#/.test(text.slice(above, offset))) break;
    offset = above;
  }
  return offset === 0 ? start : offset;
}
