import type {
  Alias,
  AnnAssign,
  Arguments,
  Assert,
  Assign,
  AugAssign,
  ClassDef,
  Delete,
  ExceptHandler,
  ExprStatement,
  Expression,
  For,
  FunctionDef,
  Global,
  If,
  Import,
  ImportFrom,
  Keyword,
  Match,
  MatchCase,
  Raise,
  Return,
  SimpleStatement,
  Statement,
  Try,
  TypeAlias,
  TypeParam,
  While,
  With,
  WithItem,
} from '../syntax/ast.js';
import { type Cursor, accept, advance, expect, finish, isWord, peek, rewind, takeName, tokenText, unexpected } from './cursor.js';
import {
  createTuple,
  parseArguments,
  parseDeleteTargets,
  parseExpression,
  parseName,
  parseNamedExpression,
  parseStarExpression,
  parseStarExpressions,
  parseStarTargets,
  parseSubject,
  parseValue,
  parseWithTarget,
  startsExpression,
} from './expressions.js';
import { SyntaxFailure } from './failure.js';
import { type Draft, adopt, adoptAll, createNode } from './node.js';
import { parseParameters } from './parameters.js';
import { parsePatterns } from './patterns.js';
import { requireSingleTarget, requireTarget } from './targets.js';
import { Kind } from './tokens.js';

/** Reads a line's statements, or one compound statement, into `body`. */
export function parseStatements(cursor: Cursor, body: Statement[]): void {
  const compound = parseCompound(cursor);
  if (compound) body.push(compound);
  else parseSimpleStatements(cursor, body);
}

function parseSimpleStatements(cursor: Cursor, body: Statement[]): void {
  for (;;) {
    const before = cursor.position;
    body.push(parseSimple(cursor));
    if (cursor.kind === Kind.Semicolon) {
      advance(cursor);
      if (cursor.kind !== Kind.Newline) continue;
    } else if (cursor.kind !== Kind.Newline) throw afterStatement(cursor, before);
    cursor.lineEnd = cursor.lastEnd;
    advance(cursor);
    return;
  }
}

/** What stands where a statement should have ended. */
function afterStatement(cursor: Cursor, position: number): SyntaxFailure {
  const failure = unexpected(cursor);
  const start = cursor.tokens.starts[position] ?? 0;
  const word = /^(?:print|exec)\b/.exec(cursor.text.slice(start, start + 6))?.[0];
  if (word !== undefined && cursor.position === position + 1 && startsExpression(cursor.kind))
    return new SyntaxFailure(`Missing parentheses in call to '${word}'. Did you mean ${word}(...)?`, start, { vague: true });
  return failure;
}

/** A statement with a block; `undefined` where none begins. */
function parseCompound(cursor: Cursor): Statement | undefined {
  switch (cursor.kind) {
    case Kind.Def:
      return parseFunction(cursor, cursor.start, []);
    case Kind.Class:
      return parseClass(cursor, []);
    case Kind.At:
      return parseDecorated(cursor);
    case Kind.If:
      return parseIf(cursor);
    case Kind.For:
      return parseFor(cursor, cursor.start, 'For');
    case Kind.While:
      return parseWhile(cursor);
    case Kind.Try:
      return parseTry(cursor);
    case Kind.With:
      return parseWith(cursor, cursor.start, 'With');
    case Kind.Async:
      return parseAsync(cursor, []);
    case Kind.Name:
      return startsMatch(cursor) ? parseMatch(cursor) : undefined;
    default:
      return undefined;
  }
}

function parseAsync(cursor: Cursor, decorators: readonly Expression[]): Statement {
  const { start } = cursor;
  advance(cursor);
  if (cursor.kind === Kind.Def) return parseFunction(cursor, start, decorators, true);
  if (decorators.length === 0 && cursor.kind === Kind.For) return parseFor(cursor, start, 'AsyncFor');
  if (decorators.length === 0 && cursor.kind === Kind.With) return parseWith(cursor, start, 'AsyncWith');
  throw unexpected(cursor);
}

function parseDecorated(cursor: Cursor): Statement {
  const decorators: Expression[] = [];
  while (accept(cursor, Kind.At)) {
    decorators.push(parseNamedExpression(cursor));
    expect(cursor, Kind.Newline);
  }
  if (cursor.kind === Kind.Class) return parseClass(cursor, decorators);
  if (cursor.kind === Kind.Async) return parseAsync(cursor, decorators);
  if (cursor.kind === Kind.Def) return parseFunction(cursor, cursor.start, decorators);
  throw unexpected(cursor);
}

function parseFunction(cursor: Cursor, start: number, decorators: readonly Expression[], isAsync = false): Statement {
  advance(cursor);
  const nameStart = cursor.start;
  const name = takeName(cursor);
  const nameRange = [nameStart, cursor.lastEnd] as const;
  const typeParams = parseTypeParams(cursor);
  expect(cursor, Kind.LeftParen, "expected '('");
  const args: Draft<Arguments> = parseParameters(cursor, Kind.RightParen, {
    value: parseExpression,
    annotation: parseExpression,
    starAnnotation: parseStarExpression,
  });
  advance(cursor);
  const returns = accept(cursor, Kind.Arrow) ? parseExpression(cursor) : null;
  const body = parseBlock(cursor, 'function definition');
  const node = finishBlock<FunctionDef>(cursor, isAsync ? 'AsyncFunctionDef' : 'FunctionDef', start);
  node.name = name;
  node.nameRange = nameRange;
  node.args = adopt(node, args as Arguments);
  node.body = adoptAll(node, body);
  node.decorator_list = adoptAll(node, decorators);
  node.returns = adopt(node, returns);
  node.type_params = adoptAll(node, typeParams);
  return node;
}

function parseClass(cursor: Cursor, decorators: readonly Expression[]): Statement {
  const { start } = cursor;
  advance(cursor);
  const nameStart = cursor.start;
  const name = takeName(cursor);
  const nameRange = [nameStart, cursor.lastEnd] as const;
  const typeParams = parseTypeParams(cursor);
  const bases: { readonly args: readonly Expression[]; readonly keywords: readonly Keyword[] } =
    cursor.kind === Kind.LeftParen ? parseArguments(cursor) : { args: [], keywords: [] };
  const body = parseBlock(cursor, 'class definition');
  const node = finishBlock<ClassDef>(cursor, 'ClassDef', start);
  node.name = name;
  node.nameRange = nameRange;
  node.bases = adoptAll(node, bases.args);
  node.keywords = adoptAll(node, bases.keywords);
  node.body = adoptAll(node, body);
  node.decorator_list = adoptAll(node, decorators);
  node.type_params = adoptAll(node, typeParams);
  return node;
}

function parseTypeParams(cursor: Cursor): readonly TypeParam[] {
  const params: TypeParam[] = [];
  if (!accept(cursor, Kind.LeftBracket)) return params;
  do {
    if (cursor.kind === Kind.RightBracket && params.length > 0) break;
    const { start } = cursor;
    const type = accept(cursor, Kind.Star) ? 'TypeVarTuple' : accept(cursor, Kind.DoubleStar) ? 'ParamSpec' : 'TypeVar';
    const name = takeName(cursor);
    const bound = type === 'TypeVar' && accept(cursor, Kind.Colon) ? parseExpression(cursor) : null;
    const value = accept(cursor, Kind.Equal) ? (type === 'TypeVarTuple' ? parseStarExpression(cursor) : parseExpression(cursor)) : null;
    const node = finish<TypeParam>(cursor, type, start);
    node.name = name;
    node.bound = adopt(node, bound);
    node.default_value = adopt(node, value);
    params.push(node);
  } while (accept(cursor, Kind.Comma));
  expect(cursor, Kind.RightBracket);
  return params;
}

/** `if` with its `elif`s, each of which is an `If` alone in the `orelse` of the one before. */
function parseIf(cursor: Cursor): Statement {
  const branches: { readonly start: number; readonly test: Expression; readonly body: readonly Statement[] }[] = [];
  do {
    const { start } = cursor;
    const word = cursor.kind === Kind.If ? 'if' : 'elif';
    advance(cursor);
    const test = parseNamedExpression(cursor);
    branches.push({ start, test, body: parseBlock(cursor, `'${word}' statement`) });
  } while (cursor.kind === Kind.Elif);
  let orelse = parseElse(cursor);
  let statement: If | undefined;
  for (const branch of branches.reverse()) {
    const node = finishBlock<If>(cursor, 'If', branch.start);
    node.test = adopt(node, branch.test);
    node.body = adoptAll(node, branch.body);
    node.orelse = adoptAll(node, orelse);
    statement = node;
    orelse = [node];
  }
  return statement as Statement;
}

function parseElse(cursor: Cursor): readonly Statement[] {
  return accept(cursor, Kind.Else) ? parseBlock(cursor, "'else' statement") : [];
}

function parseFor(cursor: Cursor, start: number, type: For['type']): Statement {
  advance(cursor);
  const target = parseStarTargets(cursor);
  expect(cursor, Kind.In);
  const iter = parseStarExpressions(cursor);
  const body = parseBlock(cursor, "'for' statement");
  const orelse = parseElse(cursor);
  const node = finishBlock<For>(cursor, type, start);
  node.target = adopt(node, target);
  node.iter = adopt(node, iter);
  node.body = adoptAll(node, body);
  node.orelse = adoptAll(node, orelse);
  return node;
}

function parseWhile(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const test = parseNamedExpression(cursor);
  const body = parseBlock(cursor, "'while' statement");
  const orelse = parseElse(cursor);
  const node = finishBlock<While>(cursor, 'While', start);
  node.test = adopt(node, test);
  node.body = adoptAll(node, body);
  node.orelse = adoptAll(node, orelse);
  return node;
}

function parseTry(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const body = parseBlock(cursor, "'try' statement");
  const handlers: ExceptHandler[] = [];
  let stars: boolean | undefined;
  while (cursor.kind === Kind.Except) {
    const star = peek(cursor, 1) === Kind.Star;
    if (stars !== undefined && stars !== star)
      throw new SyntaxFailure("cannot have both 'except' and 'except*' on the same 'try'", cursor.start);
    stars = star;
    handlers.push(parseHandler(cursor, star));
  }
  const orelse = handlers.length > 0 ? parseElse(cursor) : [];
  const finalbody = accept(cursor, Kind.Finally) ? parseBlock(cursor, "'finally' statement") : [];
  if (handlers.length === 0 && finalbody.length === 0) throw unexpected(cursor, "expected 'except' or 'finally' block");
  const node = finishBlock<Try>(cursor, stars ? 'TryStar' : 'Try', start);
  node.body = adoptAll(node, body);
  node.handlers = adoptAll(node, handlers);
  node.orelse = adoptAll(node, orelse);
  node.finalbody = adoptAll(node, finalbody);
  return node;
}

function parseHandler(cursor: Cursor, star: boolean): ExceptHandler {
  const { start } = cursor;
  advance(cursor);
  if (star) advance(cursor);
  const excType = cursor.kind === Kind.Colon && !star ? null : parseHandlerType(cursor);
  const name = excType !== null && accept(cursor, Kind.As) ? takeName(cursor) : null;
  const body = parseBlock(cursor, star ? "'except*' statement" : "'except' statement");
  const node = finishBlock<ExceptHandler>(cursor, 'ExceptHandler', start);
  node.excType = adopt(node, excType);
  node.name = name;
  node.body = adoptAll(node, body);
  return node;
}

/** Since Python 3.14 several types need no parentheses. */
function parseHandlerType(cursor: Cursor): Expression {
  const { start } = cursor;
  const first = parseExpression(cursor);
  if (cursor.kind !== Kind.Comma) return first;
  const types = [first];
  while (accept(cursor, Kind.Comma) && startsExpression(cursor.kind)) types.push(parseExpression(cursor));
  if (cursor.kind === Kind.As) throw new SyntaxFailure("multiple exception types must be parenthesized when using 'as'", start);
  return createTuple(cursor, start, types);
}

function parseWith(cursor: Cursor, start: number, type: With['type']): Statement {
  advance(cursor);
  const items = (cursor.kind === Kind.LeftParen ? tryParenthesizedItems(cursor) : undefined) ?? parseWithItems(cursor);
  const body = parseBlock(cursor, "'with' statement");
  const node = finishBlock<With>(cursor, type, start);
  node.items = adoptAll(node, items);
  node.body = adoptAll(node, body);
  return node;
}

/** `with (a as b, c):`. What only begins like it, `with (a).b:` or `with (yield):`, is left to be read as expressions. */
function tryParenthesizedItems(cursor: Cursor): readonly WithItem[] | undefined {
  const { position } = cursor;
  try {
    advance(cursor);
    const items: WithItem[] = [];
    do {
      if (cursor.kind === Kind.RightParen && items.length > 0) break;
      items.push(parseWithItem(cursor));
    } while (accept(cursor, Kind.Comma));
    if (accept(cursor, Kind.RightParen) && cursor.kind === Kind.Colon) return items;
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    cursor.depth = 0;
  }
  rewind(cursor, position);
  return undefined;
}

function parseWithItems(cursor: Cursor): readonly WithItem[] {
  const items: WithItem[] = [];
  do items.push(parseWithItem(cursor));
  while (accept(cursor, Kind.Comma));
  return items;
}

function parseWithItem(cursor: Cursor): WithItem {
  const { start } = cursor;
  const context = parseExpression(cursor);
  const target = accept(cursor, Kind.As) ? parseWithTarget(cursor) : null;
  const node = finish<WithItem>(cursor, 'withitem', start);
  node.context_expr = adopt(node, context);
  node.optional_vars = adopt(node, target);
  return node;
}

/** `match` is a name unless its line ends with a colon and a block follows that begins with `case`. */
function startsMatch(cursor: Cursor): boolean {
  if (!isWord(cursor, 'match')) return false;
  const next = peek(cursor, 1);
  if (!startsExpression(next)) return false;
  const { kinds, starts } = cursor.tokens;
  let position = cursor.position + 1;
  while (kinds[position] !== Kind.Newline && kinds[position] !== Kind.End) position += 1;
  return (
    kinds[position - 1] === Kind.Colon &&
    kinds[position + 1] === Kind.Indent &&
    kinds[position + 2] === Kind.Name &&
    cursor.text.startsWith('case', starts[position + 2])
  );
}

function parseMatch(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const subject = parseSubject(cursor);
  expect(cursor, Kind.Colon, "expected ':'");
  expect(cursor, Kind.Newline);
  expect(cursor, Kind.Indent);
  const cases: MatchCase[] = [];
  while (cursor.kind !== Kind.Dedent) cases.push(parseCase(cursor));
  advance(cursor);
  const node = finishBlock<Match>(cursor, 'Match', start);
  node.subject = adopt(node, subject);
  node.cases = adoptAll(node, cases);
  return node;
}

function parseCase(cursor: Cursor): MatchCase {
  const { start } = cursor;
  if (!isWord(cursor, 'case')) throw unexpected(cursor);
  advance(cursor);
  const pattern = parsePatterns(cursor);
  const guard = accept(cursor, Kind.If) ? parseNamedExpression(cursor) : null;
  const body = parseBlock(cursor, "'case' statement");
  const node = finishBlock<MatchCase>(cursor, 'match_case', start);
  node.pattern = adopt(node, pattern);
  node.guard = adopt(node, guard);
  node.body = adoptAll(node, body);
  return node;
}

/** `:` and an indented block, or statements on the same line. */
function parseBlock(cursor: Cursor, owner: string): readonly Statement[] {
  expect(cursor, Kind.Colon, "expected ':'");
  const body: Statement[] = [];
  if (cursor.kind !== Kind.Newline) {
    parseSimpleStatements(cursor, body);
    return body;
  }
  advance(cursor);
  if (cursor.kind !== Kind.Indent) throw new SyntaxFailure(`expected an indented block after ${owner}`, cursor.start);
  advance(cursor);
  while (cursor.kind !== Kind.Dedent) parseStatements(cursor, body);
  advance(cursor);
  return body;
}

/** A statement with a block ends with its last line: the tokens after a block say nothing of its end. */
function finishBlock<T extends Statement | ExceptHandler | MatchCase>(cursor: Cursor, type: T['type'], start: number): Draft<T> {
  return createNode<T>(cursor.lines, type, start, cursor.lineEnd);
}

function parseSimple(cursor: Cursor): Statement {
  const { start, kind } = cursor;
  switch (kind) {
    case Kind.Pass:
    case Kind.Break:
    case Kind.Continue:
      advance(cursor);
      return finish<SimpleStatement>(cursor, kind === Kind.Pass ? 'Pass' : kind === Kind.Break ? 'Break' : 'Continue', start);
    case Kind.Return:
      return parseReturn(cursor);
    case Kind.Raise:
      return parseRaise(cursor);
    case Kind.Import:
      return parseImport(cursor, start);
    case Kind.From:
      return parseImportFrom(cursor, start);
    case Kind.Global:
    case Kind.Nonlocal:
      return parseGlobal(cursor);
    case Kind.Del:
      return parseDelete(cursor);
    case Kind.Assert:
      return parseAssert(cursor);
    case Kind.Name: {
      const next = peek(cursor, 1);
      if (next === Kind.Name && isWord(cursor, 'type')) return parseTypeAlias(cursor);
      if ((next === Kind.Import || next === Kind.From) && isWord(cursor, 'lazy')) {
        advance(cursor);
        return cursor.kind === Kind.Import ? parseImport(cursor, start) : parseImportFrom(cursor, start);
      }
      return parseExpressionStatement(cursor);
    }
    default:
      return parseExpressionStatement(cursor);
  }
}

/** An expression, or an assignment of any kind. */
function parseExpressionStatement(cursor: Cursor): Statement {
  const { start } = cursor;
  const first = parseValue(cursor);
  switch (cursor.kind) {
    case Kind.Equal:
      return parseAssign(cursor, start, first);
    case Kind.Colon:
      return parseAnnotated(cursor, start, first);
    case Kind.AugmentedAssign: {
      requireSingleTarget(first, 'augmented assignment');
      const op = tokenText(cursor).slice(0, -1);
      advance(cursor);
      const value = parseValue(cursor);
      const node = finish<AugAssign>(cursor, 'AugAssign', start);
      node.target = adopt(node, first);
      node.op = op;
      node.value = adopt(node, value);
      return node;
    }
    default: {
      const node = finish<ExprStatement>(cursor, 'Expr', start);
      node.value = adopt(node, first);
      return node;
    }
  }
}

function parseAssign(cursor: Cursor, start: number, first: Expression): Statement {
  const targets: Expression[] = [];
  let value = first;
  while (accept(cursor, Kind.Equal)) {
    requireTarget(value);
    targets.push(value);
    value = parseValue(cursor);
  }
  const node = finish<Assign>(cursor, 'Assign', start);
  node.targets = adoptAll(node, targets);
  node.value = adopt(node, value);
  return node;
}

function parseAnnotated(cursor: Cursor, start: number, target: Expression): Statement {
  // Anything else before a colon is the head of a block that went wrong, not an annotation.
  if (
    target.type !== 'Name' &&
    target.type !== 'Attribute' &&
    target.type !== 'Subscript' &&
    target.type !== 'Tuple' &&
    target.type !== 'List'
  )
    throw unexpected(cursor);
  requireSingleTarget(target, 'annotation');
  advance(cursor);
  const annotation = parseExpression(cursor);
  const value = accept(cursor, Kind.Equal) ? parseValue(cursor) : null;
  const node = finish<AnnAssign>(cursor, 'AnnAssign', start);
  node.target = adopt(node, target);
  node.annotation = adopt(node, annotation);
  node.value = adopt(node, value);
  return node;
}

function parseTypeAlias(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const name = parseName(cursor);
  const typeParams = parseTypeParams(cursor);
  expect(cursor, Kind.Equal);
  const value = parseExpression(cursor);
  const node = finish<TypeAlias>(cursor, 'TypeAlias', start);
  node.name = adopt(node, name);
  node.type_params = adoptAll(node, typeParams);
  node.value = adopt(node, value);
  return node;
}

function parseReturn(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const value = startsExpression(cursor.kind) ? parseStarExpressions(cursor) : null;
  const node = finish<Return>(cursor, 'Return', start);
  node.value = adopt(node, value);
  return node;
}

function parseRaise(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const exc = startsExpression(cursor.kind) ? parseExpression(cursor) : null;
  const cause = exc !== null && accept(cursor, Kind.From) ? parseExpression(cursor) : null;
  const node = finish<Raise>(cursor, 'Raise', start);
  node.exc = adopt(node, exc);
  node.cause = adopt(node, cause);
  return node;
}

function parseDelete(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const { targets } = parseDeleteTargets(cursor);
  const node = finish<Delete>(cursor, 'Delete', start);
  node.targets = adoptAll(node, targets);
  return node;
}

function parseAssert(cursor: Cursor): Statement {
  const { start } = cursor;
  advance(cursor);
  const test = parseExpression(cursor);
  const message = accept(cursor, Kind.Comma) ? parseExpression(cursor) : null;
  const node = finish<Assert>(cursor, 'Assert', start);
  node.test = adopt(node, test);
  node.msg = adopt(node, message);
  return node;
}

function parseGlobal(cursor: Cursor): Statement {
  const { start, kind } = cursor;
  advance(cursor);
  const names: string[] = [];
  do names.push(takeName(cursor));
  while (accept(cursor, Kind.Comma));
  const node = finish<Global>(cursor, kind === Kind.Global ? 'Global' : 'Nonlocal', start);
  node.names = names;
  return node;
}

function parseImport(cursor: Cursor, start: number): Statement {
  advance(cursor);
  const names: Alias[] = [];
  do {
    const aliasStart = cursor.start;
    const name = takeDottedName(cursor);
    names.push(finishAlias(cursor, aliasStart, name));
  } while (accept(cursor, Kind.Comma));
  const node = finish<Import>(cursor, 'Import', start);
  node.names = adoptAll(node, names);
  return node;
}

function parseImportFrom(cursor: Cursor, start: number): Statement {
  advance(cursor);
  let level = 0;
  while (cursor.kind === Kind.Dot || cursor.kind === Kind.Ellipsis) {
    level += cursor.kind === Kind.Dot ? 1 : 3;
    advance(cursor);
  }
  const module = level > 0 && cursor.kind === Kind.Import ? null : takeDottedName(cursor);
  expect(cursor, Kind.Import);
  const names = parseImportedNames(cursor);
  const node = finish<ImportFrom>(cursor, 'ImportFrom', start);
  node.module = module;
  node.names = adoptAll(node, names);
  node.level = level;
  return node;
}

function parseImportedNames(cursor: Cursor): readonly Alias[] {
  const { start } = cursor;
  if (accept(cursor, Kind.Star)) {
    const node = finish<Alias>(cursor, 'alias', start);
    node.name = '*';
    node.asname = null;
    return [node];
  }
  const parenthesized = accept(cursor, Kind.LeftParen);
  const names: Alias[] = [];
  do {
    if (parenthesized && names.length > 0 && cursor.kind === Kind.RightParen) break;
    const aliasStart = cursor.start;
    const name = takeName(cursor);
    names.push(finishAlias(cursor, aliasStart, name));
  } while (accept(cursor, Kind.Comma));
  if (parenthesized) expect(cursor, Kind.RightParen);
  return names;
}

function finishAlias(cursor: Cursor, start: number, name: string): Alias {
  const asname = accept(cursor, Kind.As) ? takeName(cursor) : null;
  const node = finish<Alias>(cursor, 'alias', start);
  node.name = name;
  node.asname = asname;
  return node;
}

function takeDottedName(cursor: Cursor): string {
  let name = takeName(cursor);
  while (accept(cursor, Kind.Dot)) name += `.${takeName(cursor)}`;
  return name;
}
