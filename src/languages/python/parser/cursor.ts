import type { Node } from '../syntax/ast.js';
import { SyntaxFailure } from './failure.js';
import type { Lines } from './lines.js';
import { type Draft, createNode } from './node.js';
import type { Tokenized } from './tokenize.js';
import { Kind, type Tokens } from './tokens.js';

/** Where the parser is in the tokens of a file. */
export interface Cursor {
  readonly text: string;
  readonly tokens: Tokens;
  readonly lines: Lines;
  readonly hasUnicodeNames: boolean;
  /** Of the current token: number, kind, start. */
  position: number;
  kind: number;
  start: number;
  /** End of the token before. */
  lastEnd: number;
  /** End of the last line of code that was read to its end, a trailing `;` included: where CPython ends a block. */
  lineEnd: number;
  /** How many constructs that may nest without brackets are under way. */
  depth: number;
}

export function createCursor(text: string, { tokens, hasUnicodeNames }: Tokenized, lines: Lines): Cursor {
  return {
    text,
    tokens,
    lines,
    hasUnicodeNames,
    position: 0,
    kind: tokens.kinds[0] ?? Kind.End,
    start: tokens.starts[0] ?? 0,
    lastEnd: 0,
    lineEnd: 0,
    depth: 0,
  };
}

/** To the next token. */
export function advance(cursor: Cursor): void {
  cursor.lastEnd = cursor.tokens.ends[cursor.position] ?? cursor.lastEnd;
  const position = (cursor.position += 1);
  cursor.kind = cursor.tokens.kinds[position] ?? Kind.End;
  cursor.start = cursor.tokens.starts[position] ?? cursor.text.length;
}

/** Back to a token where the parser has been. */
export function rewind(cursor: Cursor, position: number): void {
  cursor.position = position;
  cursor.kind = cursor.tokens.kinds[position] ?? Kind.End;
  cursor.start = cursor.tokens.starts[position] ?? cursor.text.length;
  cursor.lastEnd = cursor.tokens.ends[position - 1] ?? 0;
}

/** The kind of a token further on. */
export function peek(cursor: Cursor, ahead: number): number {
  return cursor.tokens.kinds[cursor.position + ahead] ?? Kind.End;
}

/** Steps over a token of this kind, if it is one. */
export function accept(cursor: Cursor, kind: number): boolean {
  if (cursor.kind !== kind) return false;
  advance(cursor);
  return true;
}

/** Steps over a token that has to be here. */
export function expect(cursor: Cursor, kind: number, message?: string): void {
  if (cursor.kind !== kind) throw unexpected(cursor, message);
  advance(cursor);
}

/** The text of the current token. */
export function tokenText(cursor: Cursor): string {
  return cursor.text.slice(cursor.start, cursor.tokens.ends[cursor.position]);
}

/** Steps over a name and gives it, normalised as Python does. */
export function takeName(cursor: Cursor): string {
  if (cursor.kind !== Kind.Name) throw unexpected(cursor);
  const name = tokenText(cursor);
  advance(cursor);
  return cursor.hasUnicodeNames ? name.normalize('NFKC') : name;
}

/** Whether the current token is this name; Python's soft keywords are names. */
export function isWord(cursor: Cursor, word: string): boolean {
  return (
    cursor.kind === Kind.Name &&
    cursor.tokens.ends[cursor.position] === cursor.start + word.length &&
    cursor.text.startsWith(word, cursor.start)
  );
}

/** A node from `start` to the end of the last token. */
export function finish<T extends Node>(cursor: Cursor, type: T['type'], start: number): Draft<T> {
  return createNode<T>(cursor.lines, type, start, cursor.lastEnd);
}

/** The failure that the current token is. */
export function unexpected(cursor: Cursor, message?: string): SyntaxFailure {
  if (cursor.kind === Kind.Indent) return new SyntaxFailure('unexpected indent', cursor.start);
  return new SyntaxFailure(message ?? 'invalid syntax', cursor.start, { vague: true });
}

/** Bounds the recursion of constructs that nest without brackets. Every call is paired with `cursor.depth -= 1`. */
export function deepen(cursor: Cursor): void {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new SyntaxFailure('too deeply nested', cursor.start);
}

const MAX_DEPTH = 800;
