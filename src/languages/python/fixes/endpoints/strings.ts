import type * as ast from '../../syntax/ast.js';
import type { Quote } from '../text/layout.js';

/** One string of a string expression; several stand side by side where they are concatenated without an operator. */
export interface StringPiece {
  readonly start: number;
  readonly end: number;
  /** `f`, `r`, `Rb`: as written. */
  readonly prefix: string;
  /** One or three quotes. */
  readonly quotes: string;
  /** The text between the quotes. */
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

/** The text of a string expression, holes as `${}`, with the source offset of every character. */
export interface FlatText {
  readonly text: string;
  /** One more than characters: the last is the end of the last string. In a hole, the hole's start. */
  readonly offsets: readonly number[];
}

export const HOLE = '${}';

/** The strings that an expression is written as; `undefined` where they cannot be told apart. */
export function piecesOf(node: ast.Constant | ast.JoinedStr, text: string): readonly StringPiece[] | undefined {
  const holes = holesOf(node);
  const pieces: StringPiece[] = [];
  let at = node.range[0];
  while (at < node.range[1]) {
    GAP.lastIndex = at;
    at += GAP.exec(text)?.[0].length ?? 0;
    if (at >= node.range[1]) break;
    OPEN.lastIndex = at;
    const open = OPEN.exec(text);
    if (!open) return undefined;
    const [whole, prefix = '', quotes = ''] = open;
    const bodyStart = at + whole.length;
    let end = bodyStart;
    while (end < node.range[1] && !text.startsWith(quotes, end)) {
      const hole = holes.find((h) => h.range[0] === end);
      end = hole ? hole.range[1] : end + (text[end] === '\\' ? 2 : 1);
    }
    if (end >= node.range[1]) return undefined;
    pieces.push({ start: at, end: end + quotes.length, prefix, quotes, bodyStart, bodyEnd: end });
    at = end + quotes.length;
  }
  return pieces.length > 0 ? pieces : undefined;
}

/** White space, comments and line breaks between strings. */
const GAP = /(?:\s|\\\r?\n|#[^\r\n]*)*/y;
const OPEN = /([A-Za-z]{0,2})("""|'''|"|')/y;

/** `undefined` where an escape sequence shifts the offsets. */
export function flatText(node: ast.Constant | ast.JoinedStr, pieces: readonly StringPiece[], source: string): FlatText | undefined {
  const holes = holesOf(node);
  const offsets: number[] = [];
  let text = '';
  for (const piece of pieces) {
    const formatted = isFormatted(piece);
    for (let at = piece.bodyStart; at < piece.bodyEnd;) {
      const hole = holes.find((h) => h.range[0] === at);
      const character = source[at] ?? '';
      if (character === '\\' || character === '\r') return undefined;
      text += hole ? HOLE : character;
      offsets.push(...(hole ? [at, at, at] : [at]));
      at = hole ? hole.range[1] : at + (formatted && (character === '{' || character === '}') ? 2 : 1);
    }
  }
  offsets.push(pieces.at(-1)?.bodyEnd ?? node.range[1]);
  return { text, offsets };
}

export function isFormatted({ prefix }: StringPiece): boolean {
  return /f/i.test(prefix);
}

/** The quote of a piece that is easy to write next to. */
export function quoteOf({ quotes }: StringPiece): Quote {
  return quotes.startsWith("'") ? "'" : '"';
}

function holesOf(node: ast.Constant | ast.JoinedStr): readonly ast.FormattedValue[] {
  return node.type === 'Constant' ? [] : node.values.filter((v): v is ast.FormattedValue => v.type === 'FormattedValue');
}
