import type { Comment, Invalid, Module, Statement } from '../syntax/ast.js';
import { createCursor } from './cursor.js';
import { SyntaxFailure } from './failure.js';
import { type Lines, createLines } from './lines.js';
import { adoptAll, createNode } from './node.js';
import { parseStatements } from './statements.js';
import { type Tokenized, tokenize } from './tokenize.js';
import { Kind } from './tokens.js';

/** Why and where a file is no Python; the shape of ESLint's parse errors, and the offset. */
export interface SyntaxProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Offset in UTF-16 code units. */
  readonly index: number;
}

export interface ParsedPython {
  /** With an error: the statements before it and an `Invalid` one for the rest. */
  readonly ast: Module;
  readonly comments: readonly Comment[];
  /** None, or the first. */
  readonly errors: readonly SyntaxProblem[];
}

/** Parses a file of Python 3.8–3.14 by the grammar of CPython. Never throws. */
export function parsePython(text: string): ParsedPython {
  const lines = createLines(text);
  const tokenized = tokenize(text);
  const body: Statement[] = [];
  const failure = parseBody(text, tokenized, lines, body);
  if (failure) body.push(createInvalid(text, failure.index, lines));
  const ast = createNode<Module>(lines, 'Module', 0, text.length);
  ast.body = adoptAll(ast, body);
  const comments = tokenized.comments.map(([start, end]) => createComment(text, start, end, lines));
  return { ast, comments, errors: failure ? [problemOf(failure, lines)] : [] };
}

function parseBody(text: string, tokenized: Tokenized, lines: Lines, body: Statement[]): SyntaxFailure | undefined {
  const cursor = createCursor(text, tokenized, lines);
  try {
    while (cursor.kind !== Kind.End) parseStatements(cursor, body);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxFailure) return explain(error, tokenized.failure);
    if (error instanceof RangeError) return new SyntaxFailure('too deeply nested', cursor.start);
    throw error;
  }
}

/** Of what the parser and what the tokenizer stumbled over, the one that came first; a bracket left open explains what is wrong after it. */
function explain(parser: SyntaxFailure, tokenizer: SyntaxFailure | undefined): SyntaxFailure {
  if (!tokenizer) return parser;
  return tokenizer.index <= parser.index || (parser.vague && tokenizer.since <= parser.index) ? tokenizer : parser;
}

function createInvalid(text: string, start: number, lines: Lines): Invalid {
  const rest = /[\r\n]/.exec(text.slice(start));
  return createNode<Invalid>(lines, 'Invalid', start, rest ? start + rest.index : text.length);
}

function createComment(text: string, start: number, end: number, lines: Lines): Comment {
  const node = createNode<Comment>(lines, 'Comment', start, end);
  node.value = text.slice(start + 1, end);
  return node;
}

function problemOf({ message, index }: SyntaxFailure, lines: Lines): SyntaxProblem {
  const { line, column } = lines.locate(index);
  return { message, line, column: column + 1, index };
}
