import type {
  Arguments,
  Attribute,
  Await,
  BinOp,
  BoolOp,
  Call,
  Collection,
  Compare,
  Comprehension,
  Constant,
  Dict,
  DictComp,
  Expression,
  Generator,
  IfExp,
  Keyword,
  Lambda,
  Name,
  NamedExpr,
  Slice,
  Starred,
  Subscript,
  UnaryOp,
  Yield,
} from '../syntax/ast.js';
import { type Cursor, accept, advance, deepen, expect, finish, peek, takeName, tokenText, unexpected } from './cursor.js';
import { SyntaxFailure } from './failure.js';
import { numberValue } from './literals.js';
import { type Draft, adopt, adoptAll } from './node.js';
import { parseParameters } from './parameters.js';
import { parseStrings } from './strings.js';
import { requireTarget } from './targets.js';
import { Kind } from './tokens.js';

/** `expression` of Python's grammar: no bare tuple, no `:=`, no `*`, no `yield`. The functions below carry the grammar's names. */
export function parseExpression(cursor: Cursor): Expression {
  if (cursor.kind === Kind.Lambda) return parseLambda(cursor);
  const { start } = cursor;
  const first = parseDisjunction(cursor);
  return cursor.kind === Kind.If ? parseConditional(cursor, first, start) : first;
}

/** `star_expressions`: a bare tuple is allowed. */
export function parseStarExpressions(cursor: Cursor): Expression {
  return parseTuple(cursor, parseStarExpression);
}

export function parseStarExpression(cursor: Cursor): Expression {
  return cursor.kind === Kind.Star ? parseStarred(cursor, parseBitwiseOr) : parseExpression(cursor);
}

export function parseNamedExpression(cursor: Cursor): Expression {
  if (cursor.kind !== Kind.Name || peek(cursor, 1) !== Kind.ColonEqual) return parseExpression(cursor);
  const { start } = cursor;
  const target = parseName(cursor);
  advance(cursor);
  const value = parseExpression(cursor);
  const node = finish<NamedExpr>(cursor, 'NamedExpr', start);
  node.target = adopt(node, target);
  node.value = adopt(node, value);
  return node;
}

export function parseStarNamedExpression(cursor: Cursor): Expression {
  return cursor.kind === Kind.Star ? parseStarred(cursor, parseBitwiseOr) : parseNamedExpression(cursor);
}

/** A `match` statement's subject: a bare tuple, `*` and `:=` are allowed. */
export function parseSubject(cursor: Cursor): Expression {
  const subject = parseTuple(cursor, parseStarNamedExpression);
  if (subject.type === 'Starred') throw new SyntaxFailure('cannot use starred expression here', subject.range[0]);
  return subject;
}

/** `yield_expr | star_expressions`: what may stand right of `=` and in a hole of an f-string. */
export function parseValue(cursor: Cursor): Expression {
  return cursor.kind === Kind.Yield ? parseYield(cursor) : parseStarExpressions(cursor);
}

/** What a `for` assigns to. */
export function parseStarTargets(cursor: Cursor): Expression {
  const target = parseTuple(cursor, parseStarTarget);
  requireTarget(target);
  return target;
}

/** What follows `as` in a `with` statement. */
export function parseWithTarget(cursor: Cursor): Expression {
  const target = parseStarTarget(cursor);
  requireTarget(target);
  return target;
}

/** The targets of `del`, as one expression or a bare tuple. */
export function parseDeleteTargets(cursor: Cursor): { readonly targets: readonly Expression[] } {
  const targets: Expression[] = [];
  do {
    if (targets.length > 0 && !startsExpression(cursor.kind)) break;
    const target = parsePrimary(cursor);
    requireTarget(target, 'delete');
    targets.push(target);
  } while (accept(cursor, Kind.Comma));
  return { targets };
}

/** Positional arguments and keywords of a call or a class, up to and with the closing parenthesis. */
export function parseArguments(cursor: Cursor): { readonly args: readonly Expression[]; readonly keywords: readonly Keyword[] } {
  const opening = cursor.start;
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  let unpacked = false;
  advance(cursor);
  while (cursor.kind !== Kind.RightParen) {
    const { start, kind } = cursor;
    if (kind === Kind.Star) {
      if (unpacked) throw new SyntaxFailure('iterable argument unpacking follows keyword argument unpacking', start);
      args.push(parseStarred(cursor, parseExpression));
    } else if (kind === Kind.DoubleStar || (kind === Kind.Name && peek(cursor, 1) === Kind.Equal)) {
      unpacked ||= kind === Kind.DoubleStar;
      keywords.push(parseKeyword(cursor));
    } else {
      if (keywords.length > 0 && (kind !== Kind.Name || peek(cursor, 1) !== Kind.Equal)) requirePositional(cursor, keywords);
      const argument = parseNamedExpression(cursor);
      if (cursor.kind === Kind.For || cursor.kind === Kind.Async) {
        // A generator that is the only argument shares the call's parentheses, and its place includes them.
        if (args.length > 0 || keywords.length > 0) throw new SyntaxFailure('Generator expression must be parenthesized', start);
        const generators = parseGenerators(cursor);
        expect(cursor, Kind.RightParen);
        args.push(finishComprehension(cursor, 'GeneratorExp', opening, argument, generators));
        return { args, keywords };
      }
      args.push(argument);
    }
    if (!accept(cursor, Kind.Comma)) break;
  }
  expect(cursor, Kind.RightParen, commaHint(cursor));
  return { args, keywords };
}

export function parseName(cursor: Cursor): Name {
  const { start } = cursor;
  const id = takeName(cursor);
  const node = finish<Name>(cursor, 'Name', start);
  node.id = id;
  return node;
}

/** A number, with a sign if it has one: what a pattern may hold. */
export function parseNumber(cursor: Cursor): Constant {
  const { start } = cursor;
  const { kind, value } = numberValue(tokenText(cursor));
  advance(cursor);
  const node = finish<Constant>(cursor, 'Constant', start);
  node.kind = kind;
  node.value = value;
  return node;
}

/** `None`, `True`, `False` or `...`. */
export function parseWordConstant(cursor: Cursor): Constant {
  const { start, kind } = cursor;
  advance(cursor);
  const node = finish<Constant>(cursor, 'Constant', start);
  node.kind = kind === Kind.None ? 'None' : kind === Kind.Ellipsis ? 'Ellipsis' : 'bool';
  node.value = kind === Kind.None || kind === Kind.Ellipsis ? null : kind === Kind.True;
  return node;
}

export function parseString(cursor: Cursor): Expression {
  return parseStrings(cursor, parseValue);
}

/** An operation of two operands. */
export function createBinOp(cursor: Cursor, start: number, left: Expression, op: string, right: Expression): BinOp {
  const node = finish<BinOp>(cursor, 'BinOp', start);
  node.left = adopt(node, left);
  node.op = op;
  node.right = adopt(node, right);
  return node;
}

export function createUnaryOp(cursor: Cursor, start: number, op: UnaryOp['op'], operand: Expression): UnaryOp {
  const node = finish<UnaryOp>(cursor, 'UnaryOp', start);
  node.op = op;
  node.operand = adopt(node, operand);
  return node;
}

export function createTuple(cursor: Cursor, start: number, elements: readonly Expression[]): Collection {
  return finishCollection(cursor, 'Tuple', start, elements);
}

export function createAttribute(cursor: Cursor, start: number, value: Expression): Attribute {
  const attrStart = cursor.start;
  const attr = takeName(cursor);
  const node = finish<Attribute>(cursor, 'Attribute', start);
  node.value = adopt(node, value);
  node.attr = attr;
  node.attrRange = [attrStart, cursor.lastEnd];
  return node;
}

/** Whether an expression may begin with a token of this kind. */
export function startsExpression(kind: number): boolean {
  return STARTS[kind] === 1;
}

/** One element, or a bare tuple of several. */
function parseTuple(cursor: Cursor, parseElement: (cursor: Cursor) => Expression): Expression {
  const { start } = cursor;
  const first = parseElement(cursor);
  if (cursor.kind !== Kind.Comma) return first;
  const elements = [first];
  while (accept(cursor, Kind.Comma) && startsExpression(cursor.kind)) elements.push(parseElement(cursor));
  return createTuple(cursor, start, elements);
}

function parseStarred(cursor: Cursor, parseOperand: (cursor: Cursor) => Expression): Expression {
  const { start } = cursor;
  advance(cursor);
  const value = parseOperand(cursor);
  const node = finish<Starred>(cursor, 'Starred', start);
  node.value = adopt(node, value);
  return node;
}

function parseStarTarget(cursor: Cursor): Expression {
  return cursor.kind === Kind.Star ? parseStarred(cursor, parsePrimary) : parsePrimary(cursor);
}

function parseYield(cursor: Cursor): Expression {
  const { start } = cursor;
  advance(cursor);
  if (accept(cursor, Kind.From)) {
    const value = parseExpression(cursor);
    const node = finish<Await>(cursor, 'YieldFrom', start);
    node.value = adopt(node, value);
    return node;
  }
  const value = startsExpression(cursor.kind) ? parseStarExpressions(cursor) : null;
  const node = finish<Yield>(cursor, 'Yield', start);
  node.value = adopt(node, value);
  return node;
}

function parseLambda(cursor: Cursor): Expression {
  const { start } = cursor;
  deepen(cursor);
  advance(cursor);
  const args: Draft<Arguments> = parseParameters(cursor, Kind.Colon, { value: parseExpression });
  advance(cursor);
  const body = parseExpression(cursor);
  const node = finish<Lambda>(cursor, 'Lambda', start);
  node.args = adopt(node, args as Arguments);
  node.body = adopt(node, body);
  cursor.depth -= 1;
  return node;
}

/** `a if b else c if d else e`: to the right, without recursion. */
function parseConditional(cursor: Cursor, first: Expression, firstStart: number): Expression {
  const branches: { readonly start: number; readonly body: Expression; readonly test: Expression }[] = [];
  let last = first;
  let start = firstStart;
  while (cursor.kind === Kind.If) {
    advance(cursor);
    const test = parseDisjunction(cursor);
    expect(cursor, Kind.Else, "expected 'else' after 'if' expression");
    branches.push({ start, body: last, test });
    start = cursor.start;
    if (cursor.kind === Kind.Lambda) {
      last = parseLambda(cursor);
      break;
    }
    last = parseDisjunction(cursor);
  }
  for (const branch of branches.reverse()) {
    const node = finish<IfExp>(cursor, 'IfExp', branch.start);
    node.test = adopt(node, branch.test);
    node.body = adopt(node, branch.body);
    node.orelse = adopt(node, last);
    last = node;
  }
  return last;
}

function parseDisjunction(cursor: Cursor): Expression {
  const { start } = cursor;
  const first = parseConjunction(cursor);
  return cursor.kind === Kind.Or ? parseBoolOp(cursor, 'or', Kind.Or, parseConjunction, start, first) : first;
}

function parseConjunction(cursor: Cursor): Expression {
  const { start } = cursor;
  const first = parseInversion(cursor);
  return cursor.kind === Kind.And ? parseBoolOp(cursor, 'and', Kind.And, parseInversion, start, first) : first;
}

function parseBoolOp(
  cursor: Cursor,
  op: BoolOp['op'],
  kind: number,
  parseOperand: (cursor: Cursor) => Expression,
  start: number,
  first: Expression,
): Expression {
  const values = [first];
  while (accept(cursor, kind)) values.push(parseOperand(cursor));
  const node = finish<BoolOp>(cursor, 'BoolOp', start);
  node.op = op;
  node.values = adoptAll(node, values);
  return node;
}

function parseInversion(cursor: Cursor): Expression {
  if (cursor.kind !== Kind.Not) return parseComparison(cursor);
  const signs: number[] = [];
  while (cursor.kind === Kind.Not) {
    signs.push(cursor.start);
    advance(cursor);
  }
  let operand = parseComparison(cursor);
  for (const start of signs.reverse()) operand = createUnaryOp(cursor, start, 'not', operand);
  return operand;
}

function parseComparison(cursor: Cursor): Expression {
  const { start } = cursor;
  const left = parseBitwiseOr(cursor);
  let op = takeComparison(cursor);
  if (op === undefined) return left;
  const ops: string[] = [];
  const comparators: Expression[] = [];
  for (; op !== undefined; op = takeComparison(cursor)) {
    ops.push(op);
    comparators.push(parseBitwiseOr(cursor));
  }
  const node = finish<Compare>(cursor, 'Compare', start);
  node.left = adopt(node, left);
  node.ops = ops;
  node.comparators = adoptAll(node, comparators);
  return node;
}

function takeComparison(cursor: Cursor): string | undefined {
  switch (cursor.kind) {
    case Kind.Comparison: {
      const op = tokenText(cursor);
      advance(cursor);
      return op;
    }
    case Kind.In:
      advance(cursor);
      return 'in';
    case Kind.Is:
      advance(cursor);
      return accept(cursor, Kind.Not) ? 'is not' : 'is';
    case Kind.Not:
      if (peek(cursor, 1) !== Kind.In) return undefined;
      advance(cursor);
      advance(cursor);
      return 'not in';
    default:
      return undefined;
  }
}

function parseBitwiseOr(cursor: Cursor): Expression {
  return parseBinary(cursor, 1);
}

/** Operators of at least this precedence, left to right. */
function parseBinary(cursor: Cursor, precedence: number): Expression {
  const { start } = cursor;
  let left = parseFactor(cursor);
  for (;;) {
    const own = PRECEDENCE[cursor.kind] ?? 0;
    if (own < precedence || own === 0) return left;
    const op = tokenText(cursor);
    advance(cursor);
    left = createBinOp(cursor, start, left, op, parseRight(cursor, own + 1));
  }
}

function parseRight(cursor: Cursor, precedence: number): Expression {
  return precedence > MAX_PRECEDENCE ? parseFactor(cursor) : parseBinary(cursor, precedence);
}

function parseFactor(cursor: Cursor): Expression {
  if (cursor.kind !== Kind.PlusMinus && cursor.kind !== Kind.Tilde) return parsePower(cursor);
  const signs: number[] = [];
  while (cursor.kind === Kind.PlusMinus || cursor.kind === Kind.Tilde) {
    signs.push(cursor.start);
    advance(cursor);
  }
  let operand = parsePower(cursor);
  for (const start of signs.reverse()) operand = createUnaryOp(cursor, start, cursor.text.charAt(start) as UnaryOp['op'], operand);
  return operand;
}

function parsePower(cursor: Cursor): Expression {
  const { start } = cursor;
  let base: Expression;
  if (cursor.kind === Kind.Await) {
    advance(cursor);
    const value = parsePrimary(cursor);
    const node = finish<Await>(cursor, 'Await', start);
    node.value = adopt(node, value);
    base = node;
  } else base = parsePrimary(cursor);
  if (cursor.kind !== Kind.DoubleStar) return base;
  deepen(cursor);
  advance(cursor);
  const exponent = parseFactor(cursor);
  cursor.depth -= 1;
  return createBinOp(cursor, start, base, '**', exponent);
}

/** An atom with the attributes, calls and subscripts after it. */
function parsePrimary(cursor: Cursor): Expression {
  const { start } = cursor;
  let value = parseAtom(cursor);
  for (;;) {
    switch (cursor.kind) {
      case Kind.Dot:
        advance(cursor);
        value = createAttribute(cursor, start, value);
        break;
      case Kind.LeftParen: {
        const { args, keywords } = parseArguments(cursor);
        const node = finish<Call>(cursor, 'Call', start);
        node.func = adopt(node, value);
        node.args = adoptAll(node, args);
        node.keywords = adoptAll(node, keywords);
        value = node;
        break;
      }
      case Kind.LeftBracket: {
        advance(cursor);
        const slice = parseSlices(cursor);
        expect(cursor, Kind.RightBracket, commaHint(cursor));
        const node = finish<Subscript>(cursor, 'Subscript', start);
        node.value = adopt(node, value);
        node.slice = adopt(node, slice);
        value = node;
        break;
      }
      default:
        return value;
    }
  }
}

function parseAtom(cursor: Cursor): Expression {
  switch (cursor.kind) {
    case Kind.Name:
      return parseName(cursor);
    case Kind.String:
    case Kind.FormatStart:
      return parseString(cursor);
    case Kind.Number:
      return parseNumber(cursor);
    case Kind.LeftParen:
      return parseParenthesized(cursor);
    case Kind.LeftBracket:
      return parseList(cursor);
    case Kind.LeftBrace:
      return parseBraces(cursor);
    case Kind.None:
    case Kind.True:
    case Kind.False:
    case Kind.Ellipsis:
      return parseWordConstant(cursor);
    default:
      throw unexpected(cursor);
  }
}

function parseParenthesized(cursor: Cursor): Expression {
  const { start } = cursor;
  advance(cursor);
  if (accept(cursor, Kind.RightParen)) return createTuple(cursor, start, []);
  if (cursor.kind === Kind.Yield) {
    const value = parseYield(cursor);
    expect(cursor, Kind.RightParen);
    return value;
  }
  const first = parseStarNamedExpression(cursor);
  if (cursor.kind === Kind.For || cursor.kind === Kind.Async) {
    const generators = parseGenerators(cursor);
    expect(cursor, Kind.RightParen);
    return finishComprehension(cursor, 'GeneratorExp', start, first, generators);
  }
  if (cursor.kind === Kind.Comma) {
    const elements = parseElements(cursor, first, Kind.RightParen);
    return createTuple(cursor, start, elements);
  }
  expect(cursor, Kind.RightParen, commaHint(cursor));
  if (first.type === 'Starred') throw new SyntaxFailure('cannot use starred expression here', first.range[0]);
  return first;
}

function parseList(cursor: Cursor): Expression {
  const { start } = cursor;
  advance(cursor);
  if (accept(cursor, Kind.RightBracket)) return finishCollection(cursor, 'List', start, []);
  const first = parseStarNamedExpression(cursor);
  if (cursor.kind === Kind.For || cursor.kind === Kind.Async) {
    const generators = parseGenerators(cursor);
    expect(cursor, Kind.RightBracket);
    return finishComprehension(cursor, 'ListComp', start, first, generators);
  }
  const elements = parseElements(cursor, first, Kind.RightBracket);
  return finishCollection(cursor, 'List', start, elements);
}

function parseBraces(cursor: Cursor): Expression {
  const { start } = cursor;
  advance(cursor);
  if (cursor.kind === Kind.RightBrace || cursor.kind === Kind.DoubleStar) return parseDict(cursor, start, null);
  const first = parseStarNamedExpression(cursor);
  if (cursor.kind === Kind.Colon) return parseDict(cursor, start, first);
  if (cursor.kind === Kind.For || cursor.kind === Kind.Async) {
    const generators = parseGenerators(cursor);
    expect(cursor, Kind.RightBrace);
    return finishComprehension(cursor, 'SetComp', start, first, generators);
  }
  const elements = parseElements(cursor, first, Kind.RightBrace);
  return finishCollection(cursor, 'Set', start, elements);
}

/** `first` is a key that has been read, with the cursor on its colon. */
function parseDict(cursor: Cursor, start: number, first: Expression | null): Expression {
  const keys: (Expression | null)[] = [];
  const values: Expression[] = [];
  let key = first;
  while (cursor.kind !== Kind.RightBrace) {
    if (key === null && accept(cursor, Kind.DoubleStar)) {
      keys.push(null);
      values.push(parseBitwiseOr(cursor));
    } else {
      key ??= parseExpression(cursor);
      expect(cursor, Kind.Colon, "':' expected after dictionary key");
      const value = parseExpression(cursor);
      if (keys.length === 0 && (cursor.kind === Kind.For || cursor.kind === Kind.Async)) return parseDictComp(cursor, start, key, value);
      keys.push(key);
      values.push(value);
      key = null;
    }
    if (!accept(cursor, Kind.Comma)) break;
  }
  expect(cursor, Kind.RightBrace, commaHint(cursor));
  const node = finish<Dict>(cursor, 'Dict', start);
  node.keys = adoptAll(node, keys);
  node.values = adoptAll(node, values);
  return node;
}

function parseDictComp(cursor: Cursor, start: number, key: Expression, value: Expression): Expression {
  const generators = parseGenerators(cursor);
  expect(cursor, Kind.RightBrace);
  const node = finish<DictComp>(cursor, 'DictComp', start);
  node.key = adopt(node, key);
  node.value = adopt(node, value);
  node.generators = adoptAll(node, generators);
  return node;
}

/** The elements after the first, up to and with the closing bracket. */
function parseElements(cursor: Cursor, first: Expression, close: number): Expression[] {
  const elements = [first];
  while (accept(cursor, Kind.Comma) && cursor.kind !== close) elements.push(parseStarNamedExpression(cursor));
  expect(cursor, close, commaHint(cursor));
  return elements;
}

function finishCollection(cursor: Cursor, type: Collection['type'], start: number, elements: readonly Expression[]): Collection {
  const node = finish<Collection>(cursor, type, start);
  node.elts = adoptAll(node, elements);
  return node;
}

function finishComprehension(
  cursor: Cursor,
  type: Comprehension['type'],
  start: number,
  element: Expression,
  generators: readonly Generator[],
): Comprehension {
  const node = finish<Comprehension>(cursor, type, start);
  node.elt = adopt(node, element);
  node.generators = adoptAll(node, generators);
  return node;
}

function parseGenerators(cursor: Cursor): Generator[] {
  const generators: Generator[] = [];
  while (cursor.kind === Kind.For || cursor.kind === Kind.Async) {
    const { start } = cursor;
    const isAsync = accept(cursor, Kind.Async);
    expect(cursor, Kind.For);
    const target = parseStarTargets(cursor);
    expect(cursor, Kind.In);
    const iter = parseDisjunction(cursor);
    const ifs: Expression[] = [];
    while (accept(cursor, Kind.If)) ifs.push(parseDisjunction(cursor));
    const node = finish<Generator>(cursor, 'comprehension', start);
    node.target = adopt(node, target);
    node.iter = adopt(node, iter);
    node.ifs = adoptAll(node, ifs);
    node.is_async = isAsync;
    generators.push(node);
  }
  return generators;
}

function parseKeyword(cursor: Cursor): Keyword {
  const { start } = cursor;
  let arg: string | null = null;
  if (!accept(cursor, Kind.DoubleStar)) {
    arg = takeName(cursor);
    advance(cursor);
  }
  const value = parseExpression(cursor);
  const node = finish<Keyword>(cursor, 'keyword', start);
  node.arg = arg;
  node.value = adopt(node, value);
  return node;
}

/** Two expressions side by side in brackets. */
function commaHint(cursor: Cursor): string | undefined {
  if (cursor.kind === Kind.Equal) return "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
  return startsExpression(cursor.kind) && cursor.kind !== Kind.Star ? 'invalid syntax. Perhaps you forgot a comma?' : undefined;
}

function requirePositional(cursor: Cursor, keywords: readonly Keyword[]): void {
  if (!startsExpression(cursor.kind)) throw unexpected(cursor);
  const unpacking = keywords.some((keyword) => keyword.arg === null);
  throw new SyntaxFailure(`positional argument follows keyword argument${unpacking ? ' unpacking' : ''}`, cursor.start);
}

/** What stands in the brackets of a subscript. */
function parseSlices(cursor: Cursor): Expression {
  const { start } = cursor;
  const first = parseSlice(cursor);
  if (cursor.kind !== Kind.Comma && first.type !== 'Starred') return first;
  const elements = [first];
  while (accept(cursor, Kind.Comma) && cursor.kind !== Kind.RightBracket) elements.push(parseSlice(cursor));
  return createTuple(cursor, start, elements);
}

function parseSlice(cursor: Cursor): Expression {
  const { start } = cursor;
  if (cursor.kind === Kind.Star) return parseStarred(cursor, parseExpression);
  const lower = cursor.kind === Kind.Colon ? null : parseNamedExpression(cursor);
  if (lower !== null && cursor.kind !== Kind.Colon) return lower;
  advance(cursor);
  const upper = startsExpression(cursor.kind) ? parseExpression(cursor) : null;
  const step = accept(cursor, Kind.Colon) && startsExpression(cursor.kind) ? parseExpression(cursor) : null;
  const node = finish<Slice>(cursor, 'Slice', start);
  node.lower = adopt(node, lower);
  node.upper = adopt(node, upper);
  node.step = adopt(node, step);
  return node;
}

/** Of binary operators by kind of token; 0 elsewhere. */
const PRECEDENCE = new Uint8Array(128);
PRECEDENCE[Kind.Bar] = 1;
PRECEDENCE[Kind.Caret] = 2;
PRECEDENCE[Kind.Ampersand] = 3;
PRECEDENCE[Kind.Shift] = 4;
PRECEDENCE[Kind.PlusMinus] = 5;
PRECEDENCE[Kind.Star] = 6;
PRECEDENCE[Kind.Slash] = 6;
PRECEDENCE[Kind.Divide] = 6;
PRECEDENCE[Kind.At] = 6;
const MAX_PRECEDENCE = 6;

/** Kinds of tokens that an expression may begin with, `*` included; 1 or 0. */
const STARTS = new Uint8Array(128);
for (const kind of [
  Kind.Name,
  Kind.Number,
  Kind.String,
  Kind.FormatStart,
  Kind.LeftParen,
  Kind.LeftBracket,
  Kind.LeftBrace,
  Kind.Ellipsis,
  Kind.Star,
  Kind.PlusMinus,
  Kind.Tilde,
  Kind.False,
  Kind.None,
  Kind.True,
  Kind.Await,
  Kind.Lambda,
  Kind.Not,
]) {
  STARTS[kind] = 1;
}
