import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { functionAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { layoutOf, lineEnd } from '../text/layout.js';
import { firstPlace } from '../text/import-lines.js';
import { startOf } from '../text/start-with-comments.js';

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
  const end = body.findIndex((s) => startOf(s) >= limit || DEFINITIONS.has(s.type));
  const leading = end < 0 ? body : body.slice(0, end);
  const first = leading.findIndex((s, i) => !isPreamble(s, i));
  // Imports behind other statements count too: the function may need what they bind.
  const above = leading.findLast(
    (s, i) => isImport(s) || ((first < 0 || i < first) && isPreamble(s, i) && s.type !== 'Expr' && !isFuture(s)),
  );
  if (!above) {
    // Where the imports go that the function needs.
    const place = body.length > 0 ? firstPlace(context) : undefined;
    if (!place) return undefined;
    const missing = 3 - (place.before === '' ? 1 : newlinesAt(place.offset, text));
    return {
      offset: place.offset,
      before: newline.repeat(2 - place.after.length / newline.length),
      after: newline.repeat(Math.max(0, missing)),
    };
  }
  const lineStop = lineEnd(text, above.range[1]);
  if (!/^[ \t]*;?[ \t]*(?:#.*)?$/.test(text.slice(above.range[1], lineStop))) return undefined;
  const isLast = lineStop >= text.length;
  const offset = isLast ? text.length : lineStop + (text[lineStop] === '\r' ? 2 : 1);
  return { offset, before: (isLast ? newline : '') + newline + newline, after: newline.repeat(Math.max(0, 3 - newlinesAt(offset, text))) };
}

/** One more than the number of empty lines at an offset. */
function newlinesAt(offset: number, text: string): number {
  return /^(?:[ \t]*\r?\n)*/.exec(text.slice(offset))?.[0].split('\n').length ?? 1;
}

const DEFINITIONS: ReadonlySet<string> = new Set(['FunctionDef', 'AsyncFunctionDef', 'ClassDef']);

function isFuture(statement: ast.Statement): boolean {
  return statement.type === 'ImportFrom' && statement.module === '__future__';
}

function isImport(statement: ast.Statement): boolean {
  return (statement.type === 'Import' || statement.type === 'ImportFrom') && !isFuture(statement);
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
