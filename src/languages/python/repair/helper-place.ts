import type * as ast from '../ast.js';
import type { Node } from '../ast.js';
import { functionAround } from '../tree.js';
import type { RepairContext } from './context.js';
import { layoutOf, lineEnd } from './layout.js';
import { firstPlace } from './import-lines.js';
import { startOf } from './start-with-comments.js';

/** Where a function goes, with the empty lines around it. */
export interface HelperPlace {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/** Behind the imports at the top of a file, before whatever runs while the module is loaded. */
export function helperPlace(at: Node, context: RepairContext): HelperPlace | undefined {
  const { text } = context.file;
  const { newline } = layoutOf(context);
  const { body } = context.tree.module;
  const top = functionAround(at) ? undefined : topLevel(at);
  const limit = top ? startOf(top) : Infinity;
  const length = body.findIndex((s, i) => !isPreamble(s, i) || startOf(s) >= limit);
  const first = body[length];
  const above = body.slice(0, length < 0 ? body.length : length).findLast((s) => s.type !== 'Expr' && !(s.type === 'ImportFrom' && s.module === '__future__'));
  if (!above) {
    // Where the imports go that the function needs.
    const place = first && firstPlace(context);
    if (!place) return undefined;
    const missing = 3 - (place.before === '' ? 1 : newlinesAt(place.offset, text));
    return { offset: place.offset, before: newline.repeat(2 - place.after.length / newline.length), after: newline.repeat(Math.max(0, missing)) };
  }
  const end = lineEnd(text, above.range[1]);
  if (!/^[ \t]*;?[ \t]*(?:#.*)?$/.test(text.slice(above.range[1], end))) return undefined;
  const isLast = end >= text.length;
  const offset = isLast ? text.length : end + (text[end] === '\r' ? 2 : 1);
  return { offset, before: (isLast ? newline : '') + newline + newline, after: newline.repeat(Math.max(0, 3 - newlinesAt(offset, text))) };
}

/** One more than the number of empty lines at an offset. */
function newlinesAt(offset: number, text: string): number {
  return /^(?:[ \t]*\r?\n)*/.exec(text.slice(offset))?.[0].split('\n').length ?? 1;
}

/** Docstring, imports, and the blocks around imports. */
function isPreamble(statement: ast.Statement, index: number): boolean {
  switch (statement.type) {
    case 'Import':
    case 'ImportFrom':
      return true;
    case 'Try':
      return statement.body.every((s) => isPreamble(s, -1));
    case 'If':
      return statement.orelse.length === 0 && statement.body.every((s) => isPreamble(s, -1));
    case 'Expr':
      return index === 0 && statement.value.type === 'Constant';
    default:
      return false;
  }
}

function topLevel(at: Node): Node | undefined {
  for (let node: Node | null = at; node; node = node.parent) if (node.parent?.type === 'Module') return node;
  return undefined;
}
