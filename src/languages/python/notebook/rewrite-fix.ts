import type { Rule } from 'eslint';
import type { Span } from '../../../model/span.js';
import type { CellText } from './cell-text.js';
import { rawOffset, type VirtualCell, type VirtualFile } from './virtual-file.js';

/**
 * Turns a fix of the virtual file into the fix of the notebook that does the same.
 *
 * ESLint joins the edits of a fix to one, with everything in between: an import in the first cell and its use in
 * the fifth. So the text after the fix is divided into cells again, and each changed cell is written for itself.
 *
 * @returns `undefined` for a fix that cannot be divided, because it would move text from one cell to another or
 *   change a command of IPython.
 */
export function rewriteFix(notebook: string, file: VirtualFile, fix: Rule.Fix): Rule.Fix | undefined {
  const first = file.cells.findLastIndex(({ span }) => span.start <= fix.range[0]);
  const last = file.cells.findIndex(({ span }) => span.end >= fix.range[1]);
  const cells = file.cells.slice(first, last + 1);
  const [firstCell, lastCell] = [cells[0], cells.at(-1)];
  if (!firstCell || !lastCell) return undefined;
  const after = file.text.slice(firstCell.span.start, fix.range[0]) + fix.text + file.text.slice(fix.range[1], lastCell.span.end);

  const parts = divide(
    after,
    cells.slice(0, -1).map(({ separator }) => separator),
  );
  const texts = parts?.map((part, index) => restore(part, file, cells[index]));
  const edits = texts?.map((text, index) => (text === undefined ? undefined : editOf(file, cells[index], text)));
  if (!edits || edits.includes(undefined)) return undefined;
  const whole = joined(
    notebook,
    edits.filter((edit) => edit !== undefined && edit !== 'none'),
  );
  if (!whole || fix.range[0] === fix.range[1]) return whole;
  // As wide as the fix was: where two fixes overlap, ESLint must see it.
  const range: Rule.Fix['range'] = [
    Math.min(rawOffset(firstCell, fix.range[0], 'start'), whole.range[0]),
    Math.max(rawOffset(lastCell, fix.range[1], 'end'), whole.range[1]),
  ];
  return { range, text: notebook.slice(range[0], whole.range[0]) + whole.text + notebook.slice(whole.range[1], range[1]) };
}

/** The stretches between the separators, each of which has to occur once, in order. */
function divide(text: string, separators: readonly string[]): readonly string[] | undefined {
  const parts: string[] = [];
  let rest = text;
  for (const separator of separators) {
    const [part, following, ...more] = rest.split(separator);
    if (part === undefined || following === undefined || more.length > 0) return undefined;
    parts.push(part);
    rest = following;
  }
  return [...parts, rest];
}

/** The text of a cell with its commands as they are in the notebook. */
function restore(text: string, file: VirtualFile, cell: VirtualCell | undefined): string | undefined {
  let restored = '';
  let rest = text;
  for (const piece of cell?.pieces ?? []) {
    if (!piece.opaque) continue;
    const [before, after, ...more] = rest.split(file.text.slice(piece.virtual.start, piece.virtual.end));
    if (before === undefined || after === undefined || more.length > 0) return undefined;
    restored += before + (cell?.source.text.slice(piece.cell.start, piece.cell.end) ?? '');
    rest = after;
  }
  restored += rest;
  return restored.includes(`${file.mark} `) ? undefined : restored;
}

/** The change of the notebook that gives a cell a new text; as short as can be, so that nothing else is rewritten. */
function editOf(file: VirtualFile, cell: VirtualCell | undefined, text: string): Rule.Fix | 'none' | undefined {
  if (!cell) return undefined;
  const begin = cell.pieces[0]?.cell.start ?? 0;
  const old = cell.source.text.slice(begin);
  if (old === text) return 'none';
  let prefix = 0;
  while (prefix < Math.min(old.length, text.length) && old[prefix] === text[prefix]) prefix++;
  if (isHighSurrogate(old, prefix - 1)) prefix--;
  let suffix = 0;
  while (suffix < Math.min(old.length, text.length) - prefix && old.at(-1 - suffix) === text.at(-1 - suffix)) suffix++;
  if (suffix > 0 && isHighSurrogate(old, old.length - suffix - 1)) suffix--;
  const span = { start: begin + prefix, end: begin + old.length - suffix };
  return replace(cell.source, span, text.slice(prefix, text.length - suffix), file.escapes);
}

function isHighSurrogate(text: string, index: number): boolean {
  return /[\ud800-\udbff]/.test(text[index] ?? '');
}

/** Writes text into the strings of a cell: each line keeps a string to itself, and new lines get one. */
function replace(cell: CellText, { start, end }: Span, text: string, escapes: ReadonlyMap<string, string>): Rule.Fix {
  const { strings, separator } = cell;
  const first = strings.findLastIndex((string) => string.cell.start <= start);
  let last = start === end ? first : strings.findIndex((string) => string.cell.end >= end);
  const [from, to] = [strings[first], strings[last]];
  if (!from || !to) throw new Error('The cell has no text to replace.');

  const atLineStart = from.cell.start === start;
  let atLineEnd = to.cell.end === end;
  const next = strings[last + 1];
  const rawStart = start < cell.text.length ? (cell.starts[start] ?? from.raw.start) : from.raw.end;
  let rawEnd = to.cell.start === end ? to.raw.start : (cell.ends[end - 1] ?? to.raw.end);
  if (text === '' && atLineStart && atLineEnd) {
    if (next) return { range: [from.raw.start - 1, next.raw.start - 1], text: '' };
    const before = strings[first - 1];
    if (before) return { range: [before.raw.end + 1, to.raw.end + 1], text: '' };
  } else if (atLineEnd && next && !text.endsWith('\n')) {
    // The line has lost its end, so the next one goes on in the same string.
    last++;
    rawEnd = next.raw.start;
    atLineEnd = next.cell.start === next.cell.end;
  }
  const lines = text.split(/(?<=\n)/);
  if (!atLineEnd && text.endsWith('\n')) lines.push('');
  // What is added to a cell that ends with a line break.
  if (!atLineStart && text !== '' && cell.text[start - 1] === '\n') lines.unshift('');
  const written = lines.map((line) => escaped(line, escapes));
  return { range: [rawStart, rawEnd], text: written.join(separator === undefined ? '' : `"${separator}"`) };
}

/** The content of a JSON string. */
function escaped(text: string, escapes: ReadonlyMap<string, string>): string {
  return [
    ...JSON.stringify(text)
      .slice(1, -1)
      .matchAll(/\\u[\da-f]{4}|\\.|[^]/g),
  ]
    .map(([written]) => escapes.get(written.length > 1 ? (JSON.parse(`"${written}"`) as string) : written) ?? written)
    .join('');
}

/** ESLint takes one range a fix. */
function joined(notebook: string, edits: readonly Rule.Fix[]): Rule.Fix | undefined {
  const [first, last] = [edits[0], edits.at(-1)];
  if (!first || !last) return undefined;
  let text = first.text;
  for (const [index, edit] of edits.entries()) if (index > 0) text += notebook.slice(edits[index - 1]?.range[1], edit.range[0]) + edit.text;
  return { range: [first.range[0], last.range[1]], text };
}
