import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { RetryingLibrary } from './wrappers/retry-effects.js';
import type { RaisedException } from './exception-matching.js';
import type { Path as FailurePath } from '../../../engine/failures/path.js';
import type { WrapperOutput } from './wrappers/wrapping.js';
import type { PathEnd } from '../../../model/facts/failure-path.js';
import type { End } from '../../../model/facts/handling.js';

/** A handler on a failure's path, and where the failure is raised inside its `try` (or `with suppress(…)`). */
export interface Handler {
  readonly body: ast.ExceptHandler | ast.WithItem;
  readonly point: Node;
}

/** What tries again: a `try` statement, or a retry library with the call that configures it. */
export type RetryNode = { readonly statement: ast.Try } | RetryingLibrary;

/** A `try` whose handlers ask for something else, and what came to them. */
export interface PassedTry {
  readonly statement: ast.Try;
  readonly thrown: RaisedException;
}

/** One path of a failure, with the `try` statements that it went past, the handlers that it came to, and what tries again. */
export interface Path extends FailurePath<PassedTry, Handler, RetryNode> {
  /** What leaves the file, where it does. */
  readonly leaving?: RaisedException | undefined;
  /** It leaves besides uses in this file: counts if another file uses it. */
  readonly isOptional?: boolean | undefined;
  /** What comes out of a wrapper that is looked at for another file; holds while the end is {@link THROUGH}. */
  readonly through?: WrapperOutput;
}

/** A handler catches it. */
export const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];

/** Caught in a loop that sends it again. */
export const POLLED: readonly Path[] = [{ end: { kind: 'caught' }, again: { kind: 'loop' } }];

/** Nothing is known, not even whether it is tried again; also of a generator or stream that is only made: it sends no request. */
export const UNKNOWN: readonly Path[] = [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];

/** It leaves in a value (a field, a list): nothing here tries again, but what catches it is not known. */
export const ESCAPES: readonly Path[] = [{ end: { kind: 'unknown' } }];

/** It leaves the file: its callers may be in others. */
export const EXPORTED: readonly Path[] = [{ end: { kind: 'exported' } }];

/** It comes out of a wrapper, to the file that asks. */
export const THROUGH: PathEnd = { kind: 'unknown' };

/** Nothing catches it before this end. */
export const lost = (end: End): readonly Path[] => [{ end: { kind: 'lost', end } }];

/** A handler that may be this failure's: lost paths are no longer sure. */
export function uncertain(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => (path.end.kind === 'caught' ? path : { ...path, end: { kind: 'unknown' } }));
}

/** What goes on is of another class; one that is raised later counts. */
export function raisedAs({ error }: RaisedException, paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => ({ ...path, raises: path.raises ?? error }));
}

/** A loop inside a local helper is a wrapper to its users. */
export function asHelper(paths: readonly Path[], local: FunctionNode): readonly Path[] {
  const name = local.type === 'Lambda' ? 'a local helper' : local.name;
  return paths.map((path) => (path.again?.kind === 'loop' ? { ...path, again: { kind: 'wrapper', name } } : path));
}

/** The paths; without any, the failure escapes. */
export function orEscapes(paths: readonly Path[]): readonly Path[] {
  return paths.length === 0 ? ESCAPES : paths;
}

/** The innermost reader counts: a generator's loop stands in front of the response that reads the generator. */
export function readBy(kind: 'loop' | 'response', { range: [start, end] }: Node, paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => ({ ...path, read: path.read?.kind === 'response' ? path.read : { kind, span: { start, end } } }));
}
