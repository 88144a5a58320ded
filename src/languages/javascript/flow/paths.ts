import type { TSESTree } from '@typescript-eslint/utils';
import type { Path as FailurePath } from '../../../engine/failures/path.js';
import type { End } from '../../../model/facts/handling.js';
import type { CallNode, FunctionNode, Node } from '../syntax/tree.js';
import type { KnownWrapper } from '../values/catalog.js';

/** A handler of a failure: a `catch` clause or a function, and what it handles: the `try` block, the promise. */
export interface Handler {
  readonly body: TSESTree.CatchClause | FunctionNode;
  readonly scope: Node;
  /** Where in the scope the failure comes up: the `await`, the call of a function of this file. */
  readonly point: Node;
}

/** What tries again: the `try` statement or the call of `.catch`; for a library, its call and the function that is given to it. */
export type RetryNode =
  | { readonly statement: TSESTree.TryStatement | CallNode }
  | { readonly call: CallNode; readonly known: KnownWrapper; readonly fn: FunctionNode };

/** One path of a failure, with its handlers and what tries again. */
export type Path = FailurePath<never, Handler, RetryNode>;

export const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];
/** Caught in a loop that sends it again. */
export const POLLED: readonly Path[] = [{ end: { kind: 'caught' }, again: { kind: 'loop' } }];
export const UNKNOWN: readonly Path[] = [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
/** It escapes in a value (an object's property, a stored promise): nothing here tries again, but who catches it is not seen. */
export const ESCAPES: readonly Path[] = [{ end: { kind: 'unknown' } }];
/** For a function that is asked about alone: the failure comes out of its call, or of the function that it returns. Compared by identity. */
export const RESULT: readonly Path[] = [{ end: { kind: 'exported' } }];
export const FUNCTION: readonly Path[] = [{ end: { kind: 'exported' } }];

/** The failure is lost: `end` says where. */
export function lost(end: End): readonly Path[] {
  return [{ end: { kind: 'lost', end } }];
}

/** A framework answers a request whose route fails; compared by identity. */
export const ROUTE: readonly Path[] = lost('route');
/** A callback that nothing waits for. */
export const EVENT: readonly Path[] = lost('event');

/** The same paths, with a handler before all others. */
export function withHandler(paths: readonly Path[], handler: Handler): readonly Path[] {
  return paths.map((path) => ({ ...path, handlers: [handler, ...(path.handlers ?? [])] }));
}

/** Paths of which there may be none: what is used nowhere in this file escapes. */
export function orEscapes(paths: readonly Path[]): readonly Path[] {
  return paths.length === 0 ? ESCAPES : paths;
}

/** What is exported in an object: a framework or a table of tools may call its functions. */
export function inObject(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => (path.end.kind === 'exported' ? { ...path, end: { ...path.end, inObject: true } } : path));
}

/** The outermost reader counts: what a response reads, it reads after the function has returned. */
export function readBy(kind: 'loop' | 'response', { range: [start, end] }: Node, paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => ({ ...path, read: path.read?.kind === 'response' ? path.read : { kind, span: { start, end } } }));
}
