import type { Span } from '../../../model/span.js';
import type { CellSource } from './code-cells.js';

/** The text of a cell, and where each of its characters stands in the notebook. */
export interface CellText {
  readonly text: string;
  /** Offset in the notebook at which each UTF-16 code unit begins and ends; an escape is longer than one. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly strings: readonly CellString[];
  readonly separator: string | undefined;
  readonly raises: boolean;
}

/** One of the JSON strings that hold a cell. */
export interface CellString {
  /** Offsets in the cell's text. */
  readonly cell: Span;
  /** Offsets in the notebook, without the quotes. */
  readonly raw: Span;
}

/** @param escapes Gets the characters that the notebook escapes although JSON does not ask for it: `’` as `\u2019`. */
export function cellText(notebook: string, { strings, separator, raises }: CellSource, escapes: Map<string, string>): CellText {
  const starts: number[] = [];
  const ends: number[] = [];
  const found: CellString[] = [];
  let text = '';
  for (const raw of strings) {
    const begin = text.length;
    for (let at = raw.start; at < raw.end;) {
      const written = notebook[at] === '\\' ? notebook.slice(at, at + (notebook[at + 1] === 'u' ? 6 : 2)) : (notebook[at] ?? '');
      const character = written.length > 1 ? (JSON.parse(`"${written}"`) as string) : written;
      if (written.length > 1 && JSON.stringify(character) !== `"${written}"`) escapes.set(character, written);
      text += character;
      starts.push(at);
      at += written.length;
      ends.push(at);
    }
    found.push({ cell: { start: begin, end: text.length }, raw });
  }
  return { text, starts, ends, strings: found, separator, raises };
}
