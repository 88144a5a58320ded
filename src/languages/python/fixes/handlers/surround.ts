import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { lineStarts } from '../../syntax/line-starts.js';
import type { Statements } from './block.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';

/** Lines around statements, not indented: those in front (`try:`), how much deeper the statements stand, those behind. */
export interface Surround {
  readonly before: readonly string[];
  readonly levels: number;
  readonly after: readonly string[];
}

/**
 * Puts lines around statements, one or more levels deeper. Strings of several lines keep their text; statements
 * that share their line with others (`a = 1; b = 2`, `if x: f()`) get lines of their own.
 */
export function surround(statements: Statements, around: Surround, context: RepairContext): Edit | undefined {
  const { block, first, last } = statements;
  const { text } = context.file;
  const opening = block[0];
  const from = block[first];
  const to = block[last];
  if (!opening || !from || !to) return undefined;
  let start = first;
  while (start > 0 && isSameLine(block[start - 1], block[start], text)) start -= 1;
  let end = last;
  while (end + 1 < block.length && isSameLine(block[end], block[end + 1], text)) end += 1;
  const head = block[start] ?? from;
  const tail = block[end] ?? to;
  const isInline = text.slice(lineStart(text, head.range[0]), head.range[0]).trim() !== '';
  if (!isInline && start === first && end === last) return surroundLines(from, to, around, context);
  if (!isOneLine(block.slice(start, end + 1), text)) return undefined;

  const { newline, indent } = layoutOf(context);
  const base = indentAt(text, head.range[0]) + (isInline ? indent : '');
  const deeper = base + indent.repeat(around.levels);
  const rest = text.slice(tail.range[1], lineEnd(text, tail.range[1]));
  const comment = /^[ \t]*;?[ \t]*(#.*)?$/.exec(rest);
  if (!comment) return undefined;
  const written = (statement: ast.Statement): string =>
    text.slice(statement.range[0], statement.range[1]) + (statement === tail && comment[1] !== undefined ? `  ${comment[1]}` : '');
  const lines = [
    ...block.slice(start, first).map((s) => base + written(s)),
    ...around.before.map((line) => base + line),
    ...block.slice(first, last + 1).map((s) => deeper + written(s)),
    ...around.after.map((line) => base + line),
    ...block.slice(last + 1, end + 1).map((s) => base + written(s)),
  ];
  const gap = /[ \t]*$/.exec(text.slice(0, head.range[0]))?.[0].length ?? 0;
  return {
    span: { start: head.range[0] - gap, end: tail.range[1] + rest.length },
    text: (isInline ? newline : '') + lines.join(newline),
  };
}

/** Whole lines: their text stays, further in. */
function surroundLines(first: ast.Statement, last: ast.Statement, around: Surround, context: RepairContext): Edit | undefined {
  const { text } = context.file;
  const { newline, indent } = layoutOf(context);
  const start = lineStart(text, first.range[0]);
  const base = indentAt(text, first.range[0]);
  if (!/^[ \t]*;?[ \t]*(?:#.*)?$/.test(text.slice(last.range[1], lineEnd(text, last.range[1])))) return undefined;
  const end = withComments(lineEnd(text, last.range[1]), base, text);
  const deeper = indent.repeat(around.levels);
  const inString = linesInStrings(context);
  let body = '';
  for (let at = start; at < end;) {
    const next = text.indexOf('\n', at);
    const stop = next < 0 || next >= end ? end : next + 1;
    const line = text.slice(at, stop);
    body += line.trim() === '' || inString.has(at) ? line : deeper + line;
    at = stop;
  }
  const lines = (list: readonly string[]): readonly string[] => list.map((line) => base + line);
  return { span: { start, end }, text: [...lines(around.before), body, ...lines(around.after)].join(newline) };
}

/** The offsets of lines that begin inside a string. */
function linesInStrings({ tree, file }: RepairContext): ReadonlySet<number> {
  const known = stringLines.get(tree);
  if (known) return known;
  const found = new Set(lineStarts(file.text).flatMap(({ offset, within }) => (within === 'string' ? [offset] : [])));
  stringLines.set(tree, found);
  return found;
}

/** A file is asked for once per repair of it. */
const stringLines = new WeakMap<RepairContext['tree'], ReadonlySet<number>>();

/** The end of the comments behind a block that stand as deep as the block. */
function withComments(end: number, base: string, text: string): number {
  let found = end;
  for (let at = end; at < text.length;) {
    const start = at + (text[at] === '\r' ? 2 : 1);
    const stop = lineEnd(text, start);
    const line = text.slice(start, stop);
    if (line.trim() !== '' && (!/^[ \t]*#/.test(line) || indentAt(text, start).length <= base.length)) break;
    if (line.trim() !== '') found = stop;
    at = stop;
  }
  return found;
}

/** Whether two statements are written `a; b`. */
function isSameLine(before: ast.Statement | undefined, after: ast.Statement | undefined, text: string): boolean {
  return before !== undefined && after !== undefined && /^[ \t]*;[ \t\\]*$/.test(text.slice(before.range[1], after.range[0]));
}

/** Statements of one logical line are simple ones, each of which may go to a line of its own. */
function isOneLine(statements: readonly ast.Statement[], text: string): boolean {
  return statements.every((s, i) => i === 0 || isSameLine(statements[i - 1], s, text));
}
