import type { Span } from '../../../model/span.js';
import { parsePython } from '../parser/index.js';
import { codeCells } from './code-cells.js';
import { type CellText, cellText } from './cell-text.js';
import { type Command, magics } from './magics.js';

/** A notebook as one Python file. */
export interface VirtualFile {
  readonly text: string;
  /** In order; only cells that hold Python. */
  readonly cells: readonly VirtualCell[];
  /** Cells that are no Python. They are left out: the others run without them. */
  readonly problems: readonly CellProblem[];
  /** What the comments of lines that are not the user's begin with, and no other text has. */
  readonly mark: string;
  /** Characters that the notebook escapes although JSON does not ask for it, as it writes them. */
  readonly escapes: ReadonlyMap<string, string>;
}

export interface VirtualCell {
  /** Where the cell's Python stands in the virtual file. */
  readonly span: Span;
  readonly source: CellText;
  /** What the virtual file has of the cell, piece by piece. */
  readonly pieces: readonly Piece[];
  /** The line that separates the next cell from this one, its line breaks included. */
  readonly separator: string;
}

export interface CellProblem {
  readonly message: string;
  /** Offset in the notebook. */
  readonly at: number;
}

/** A stretch of a cell; `opaque` where other text stands for it. */
export interface Piece {
  readonly virtual: Span;
  /** Offsets in the cell's text. */
  readonly cell: Span;
  readonly opaque: boolean;
}

/**
 * Puts a notebook's Python cells together, so that names and imports of one cell are known in the next.
 *
 * Commands of IPython, and the places between cells, become lines with a comment that occurs nowhere else.
 * In a text that a fix has changed they can be found again, wherever they have been moved to.
 *
 * @throws {SyntaxError} With `lineNumber` and `column` where the notebook is no JSON.
 */
export function virtualFile(notebook: string): VirtualFile {
  const escapes = new Map<string, string>();
  const sources = codeCells(notebook).map((cell) => cellText(notebook, cell, escapes));
  const mark = unusedMark(sources);
  const cells: VirtualCell[] = [];
  const problems: CellProblem[] = [];
  let text = '';
  for (const [index, source] of sources.entries()) {
    const { start, commands } = magics(source.text);
    if (start === undefined || start === source.text.length) continue;
    const { written, pieces } = write(source, start, commands, text.length, `${mark} cell ${index + 1}, command`);
    const separator = `\n${mark} end of cell ${index + 1}.\n`;
    const cell: VirtualCell = { span: { start: text.length, end: text.length + written.length }, source, pieces, separator };
    const [error] = parsePython(written).errors;
    if (!error) {
      cells.push(cell);
      text += written + separator;
    } else if (!source.raises) {
      problems.push({ message: error.message, at: rawOffset(cell, text.length + error.index, 'start') });
    }
  }
  return { text: text.slice(0, cells.at(-1)?.span.end ?? 0), cells, problems, mark, escapes };
}

/** The Python of a cell, with a line of Python for each command. */
function write(
  source: CellText,
  start: number,
  commands: readonly Command[],
  begin: number,
  comment: string,
): { readonly written: string; readonly pieces: readonly Piece[] } {
  const pieces: Piece[] = [];
  let written = '';
  const add = (cell: Span, instead?: string) => {
    const text = instead ?? source.text.slice(cell.start, cell.end);
    const from = begin + written.length;
    pieces.push({ virtual: { start: from, end: from + text.length }, cell, opaque: instead !== undefined });
    written += text;
  };
  let at = start;
  for (const [index, command] of commands.entries()) {
    add({ start: at, end: command.start });
    add(command, `${command.is === 'statement' ? 'pass' : 'get_ipython()'}  ${comment} ${index + 1}.`);
    at = command.end;
  }
  add({ start: at, end: source.text.length });
  return { written, pieces };
}

/** `%%` is what editors that read cells from `.py` files look for. */
function unusedMark(sources: readonly CellText[]): string {
  let mark = '# %%';
  while (sources.some(({ text }) => text.includes(`${mark} `))) mark += '%';
  return mark;
}

/**
 * Where a place of the virtual file is in the notebook. A place between cells is the end of the cell before.
 *
 * @param side Between two JSON strings, whether the end of one or the start of the other is meant.
 */
export function rawOffset({ pieces, source, span }: VirtualCell, place: number, side: 'start' | 'end'): number {
  const offset = Math.min(place, span.end);
  const piece =
    side === 'start' ? pieces.findLast(({ virtual }) => virtual.start <= offset) : pieces.find(({ virtual }) => virtual.end >= offset);
  const inCell = !piece ? 0 : piece.opaque ? piece.cell[side] : piece.cell.start + offset - piece.virtual.start;
  const raw = side === 'start' ? source.starts[inCell] : source.ends[inCell - 1];
  return raw ?? (inCell === 0 ? source.strings[0]?.raw.start : source.strings.at(-1)?.raw.end) ?? 0;
}
