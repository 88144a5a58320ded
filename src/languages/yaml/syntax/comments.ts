import { Lexer } from 'yaml';
import type { Span } from '../../../model/span.js';

/** The comments of a YAML text, and its scalars of several lines, in which `#` begins no comment. */
export interface YamlTrivia {
  readonly comments: readonly Span[];
  readonly longScalars: readonly Span[];
}

/** Marks before a scalar's text, at the start of a document and after a broken flow; they are not in the text. */
const SCALAR = '\u001f';
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', SCALAR]);

/** Finds comments without parsing the text. */
export function readTrivia(text: string): YamlTrivia {
  const comments: Span[] = [];
  const longScalars: Span[] = [];
  let at = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (MARKS.has(lexeme)) {
      isScalar = lexeme === SCALAR;
      continue;
    }
    const span = { start: at, end: at + lexeme.length };
    if (isScalar && lexeme.trimEnd().includes('\n')) longScalars.push(span);
    else if (!isScalar && lexeme.startsWith('#')) comments.push(span);
    isScalar = false;
    at = span.end;
  }
  return { comments, longScalars };
}
