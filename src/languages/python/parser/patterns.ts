import type { Constant, Expression, Pattern } from '../syntax/ast.js';
import { type Cursor, accept, advance, expect, finish, isWord, peek, takeName, tokenText, unexpected } from './cursor.js';
import { createAttribute, createBinOp, createUnaryOp, parseName, parseNumber, parseString, parseWordConstant } from './expressions.js';
import { SyntaxFailure } from './failure.js';
import { adoptAll } from './node.js';
import { Kind } from './tokens.js';

/** What follows `case`: one pattern, or a sequence without brackets. */
export function parsePatterns(cursor: Cursor): Pattern {
  const { start } = cursor;
  const first = parseStarPattern(cursor);
  if (cursor.kind !== Kind.Comma) {
    if (first.type === 'MatchStar') throw new SyntaxFailure('cannot use starred expression here', start);
    return first;
  }
  const patterns = [first];
  while (accept(cursor, Kind.Comma) && cursor.kind !== Kind.Colon && cursor.kind !== Kind.If) patterns.push(parseStarPattern(cursor));
  return finishPattern(cursor, 'MatchSequence', start, { patterns });
}

function parsePattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  const pattern = parseOrPattern(cursor);
  if (!accept(cursor, Kind.As)) return pattern;
  if (isWord(cursor, '_')) throw new SyntaxFailure("cannot use '_' as a target", cursor.start);
  const name = takeName(cursor);
  return finishPattern(cursor, 'MatchAs', start, { name, patterns: [pattern] });
}

function parseOrPattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  const first = parseClosedPattern(cursor);
  if (cursor.kind !== Kind.Bar) return first;
  const patterns = [first];
  while (accept(cursor, Kind.Bar)) patterns.push(parseClosedPattern(cursor));
  return finishPattern(cursor, 'MatchOr', start, { patterns });
}

function parseClosedPattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  switch (cursor.kind) {
    case Kind.None:
    case Kind.True:
    case Kind.False:
      advance(cursor);
      return finishPattern(cursor, 'MatchSingleton', start, {});
    case Kind.Number:
    case Kind.PlusMinus:
    case Kind.String:
      return parseValuePattern(cursor);
    case Kind.LeftParen:
      return parseGroup(cursor);
    case Kind.LeftBracket: {
      advance(cursor);
      const { patterns } = parseSequence(cursor, Kind.RightBracket);
      return finishPattern(cursor, 'MatchSequence', start, { patterns });
    }
    case Kind.LeftBrace:
      return parseMapping(cursor);
    default:
      return parseNamePattern(cursor);
  }
}

function parseValuePattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  const value = parseLiteral(cursor);
  return finishPattern(cursor, 'MatchValue', start, { values: [value] });
}

/** A string, or a number with a sign and an imaginary part. */
function parseLiteral(cursor: Cursor): Expression {
  if (cursor.kind === Kind.String) return parseString(cursor);
  const { start } = cursor;
  const negative = cursor.kind === Kind.PlusMinus && tokenText(cursor) === '-';
  if (negative) advance(cursor);
  const number = requireNumber(cursor);
  const real = negative ? createUnaryOp(cursor, start, '-', number) : number;
  if (cursor.kind !== Kind.PlusMinus) return real;
  const op = tokenText(cursor);
  advance(cursor);
  const imaginary = requireNumber(cursor);
  return createBinOp(cursor, start, real, op, imaginary);
}

function requireNumber(cursor: Cursor): Constant {
  if (cursor.kind !== Kind.Number) throw unexpected(cursor);
  return parseNumber(cursor);
}

/** A capture, the wildcard, a dotted name, or a class. */
function parseNamePattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  const name = parseName(cursor);
  if (cursor.kind !== Kind.Dot && cursor.kind !== Kind.LeftParen)
    return finishPattern(cursor, 'MatchAs', start, { name: name.id === '_' ? null : name.id });
  let value: Expression = name;
  while (accept(cursor, Kind.Dot)) value = createAttribute(cursor, start, value);
  if (!accept(cursor, Kind.LeftParen)) return finishPattern(cursor, 'MatchValue', start, { values: [value] });
  const patterns: Pattern[] = [];
  let keywords = false;
  while (cursor.kind !== Kind.RightParen) {
    if (cursor.kind === Kind.Name && peek(cursor, 1) === Kind.Equal) {
      keywords = true;
      advance(cursor);
      advance(cursor);
    } else if (keywords) throw new SyntaxFailure('positional patterns follow keyword patterns', cursor.start);
    patterns.push(parsePattern(cursor));
    if (!accept(cursor, Kind.Comma)) break;
  }
  expect(cursor, Kind.RightParen);
  return finishPattern(cursor, 'MatchClass', start, { values: [value], patterns });
}

/** `(p)` is `p`; `()` and `(p,)` are sequences. */
function parseGroup(cursor: Cursor): Pattern {
  const { start } = cursor;
  advance(cursor);
  const { patterns, comma } = parseSequence(cursor, Kind.RightParen);
  const [only] = patterns;
  if (only && !comma) {
    if (only.type === 'MatchStar') throw new SyntaxFailure('cannot use starred expression here', only.range[0]);
    return only;
  }
  return finishPattern(cursor, 'MatchSequence', start, { patterns });
}

/** Patterns up to and with the closing bracket. */
function parseSequence(cursor: Cursor, close: number): { readonly patterns: readonly Pattern[]; readonly comma: boolean } {
  const patterns: Pattern[] = [];
  let comma = false;
  while (cursor.kind !== close) {
    patterns.push(parseStarPattern(cursor));
    if (!accept(cursor, Kind.Comma)) break;
    comma = true;
  }
  expect(cursor, close);
  return { patterns, comma };
}

function parseStarPattern(cursor: Cursor): Pattern {
  const { start } = cursor;
  if (!accept(cursor, Kind.Star)) return parsePattern(cursor);
  const name = takeName(cursor);
  return finishPattern(cursor, 'MatchStar', start, { name: name === '_' ? null : name });
}

function parseMapping(cursor: Cursor): Pattern {
  const { start } = cursor;
  advance(cursor);
  const values: Expression[] = [];
  const patterns: Pattern[] = [];
  let name: string | null = null;
  while (cursor.kind !== Kind.RightBrace) {
    if (accept(cursor, Kind.DoubleStar)) name = takeName(cursor);
    else {
      values.push(parseMappingKey(cursor));
      expect(cursor, Kind.Colon);
      patterns.push(parsePattern(cursor));
    }
    if (!accept(cursor, Kind.Comma)) break;
  }
  expect(cursor, Kind.RightBrace);
  return finishPattern(cursor, 'MatchMapping', start, { name, values, patterns });
}

function parseMappingKey(cursor: Cursor): Expression {
  if (cursor.kind === Kind.None || cursor.kind === Kind.True || cursor.kind === Kind.False) return parseWordConstant(cursor);
  if (cursor.kind !== Kind.Name) return parseLiteral(cursor);
  const { start } = cursor;
  let key: Expression = parseName(cursor);
  while (accept(cursor, Kind.Dot)) key = createAttribute(cursor, start, key);
  return key;
}

function finishPattern(
  cursor: Cursor,
  type: Pattern['type'],
  start: number,
  {
    name = null,
    patterns = [],
    values = [],
  }: { readonly name?: string | null; readonly patterns?: readonly Pattern[]; readonly values?: readonly Expression[] },
): Pattern {
  const node = finish<Pattern>(cursor, type, start);
  node.name = name;
  node.patterns = adoptAll(node, patterns);
  node.values = adoptAll(node, values);
  return node;
}
