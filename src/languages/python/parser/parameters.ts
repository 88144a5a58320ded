import type { Arg, Arguments, Expression } from '../syntax/ast.js';
import { type Cursor, accept, advance, finish, takeName, unexpected } from './cursor.js';
import { SyntaxFailure } from './failure.js';
import { type Draft, adopt, adoptAll, createNode } from './node.js';
import { Kind } from './tokens.js';

/** How the expressions among parameters are read; a lambda's parameters have no annotations. */
export interface ParameterParsers {
  readonly value: (cursor: Cursor) => Expression;
  readonly annotation?: (cursor: Cursor) => Expression;
  /** After `*args:`, where `*Ts` may stand. */
  readonly starAnnotation?: (cursor: Cursor) => Expression;
}

/** Parameters up to, and without, the token of kind `close`. */
export function parseParameters(cursor: Cursor, close: number, parsers: ParameterParsers): Draft<Arguments> {
  const { start } = cursor;
  const found = {
    posonlyargs: [] as Arg[],
    args: [] as Arg[],
    vararg: null as Arg | null,
    kwonlyargs: [] as Arg[],
    kw_defaults: [] as (Expression | null)[],
    kwarg: null as Arg | null,
    defaults: [] as Expression[],
  };
  let keywordOnly = false;
  while (cursor.kind !== close) {
    if (found.kwarg) throw new SyntaxFailure('parameters cannot follow var-keyword parameter', cursor.start);
    if (cursor.kind === Kind.Slash) {
      if (keywordOnly || found.posonlyargs.length > 0 || found.args.length === 0) throw unexpected(cursor);
      advance(cursor);
      found.posonlyargs = found.args;
      found.args = [];
    } else if (cursor.kind === Kind.Star) {
      if (keywordOnly) throw new SyntaxFailure('* may appear only once', cursor.start);
      keywordOnly = true;
      advance(cursor);
      if (cursor.kind === Kind.Name) found.vararg = parseParameter(cursor, parsers.starAnnotation);
      else if (cursor.kind !== Kind.Comma) throw unexpected(cursor, 'named parameters must follow bare *');
    } else if (cursor.kind === Kind.DoubleStar) {
      if (keywordOnly && !found.vararg && found.kwonlyargs.length === 0)
        throw new SyntaxFailure('named parameters must follow bare *', cursor.start);
      advance(cursor);
      found.kwarg = parseParameter(cursor, parsers.annotation);
    } else {
      const parameterStart = cursor.start;
      const parameter = parseParameter(cursor, parsers.annotation);
      const value = accept(cursor, Kind.Equal) ? parsers.value(cursor) : null;
      if (keywordOnly) {
        found.kwonlyargs.push(parameter);
        found.kw_defaults.push(value);
      } else {
        found.args.push(parameter);
        if (value) found.defaults.push(value);
        else if (found.defaults.length > 0)
          throw new SyntaxFailure('parameter without a default follows parameter with a default', parameterStart);
      }
    }
    if (!accept(cursor, Kind.Comma)) break;
  }
  if (cursor.kind !== close) throw unexpected(cursor);
  if (keywordOnly && !found.vararg && found.kwonlyargs.length === 0) throw unexpected(cursor, 'named parameters must follow bare *');
  const empty = cursor.lastEnd < start;
  const node = empty ? createNode<Arguments>(cursor.lines, 'arguments', start, start) : finish<Arguments>(cursor, 'arguments', start);
  node.posonlyargs = adoptAll(node, found.posonlyargs);
  node.args = adoptAll(node, found.args);
  node.vararg = adopt(node, found.vararg);
  node.kwonlyargs = adoptAll(node, found.kwonlyargs);
  node.kw_defaults = adoptAll(node, found.kw_defaults);
  node.kwarg = adopt(node, found.kwarg);
  node.defaults = adoptAll(node, found.defaults);
  return node;
}

function parseParameter(cursor: Cursor, annotation: ParameterParsers['annotation']): Arg {
  const { start } = cursor;
  const arg = takeName(cursor);
  const written = annotation && accept(cursor, Kind.Colon) ? annotation(cursor) : null;
  const node = finish<Arg>(cursor, 'arg', start);
  node.arg = arg;
  node.annotation = adopt(node, written);
  return node;
}
