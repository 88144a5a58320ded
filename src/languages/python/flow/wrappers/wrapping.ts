import type { RetryEvidence } from '../../../../engine/failures/path.js';
import type { ExportPath } from '../../../../model/export-path.js';
import type { FailureTiming } from '../failure-timing.js';
import type { RaisedException } from '../exception-matching.js';

/** What a decorator, a context manager or a function does with the failure of what it is given. Plain data: no tree nodes. */
export interface Wrapping {
  readonly kind: 'wrapping';
  readonly outcomes: readonly WrapperOutcome[];
}

/** One way of a failure inside a wrapper. */
export interface WrapperOutcome {
  /** `through` where it comes out of the wrapper's call, or of the function that the wrapper hands out. */
  readonly end: 'caught' | 'unknown' | 'through';
  readonly again?: RetryEvidence | undefined;
  readonly through?: WrapperOutput | undefined;
}

/** What comes out of a wrapper: the result of its call, or a function that gives the failure when it is called. */
export interface WrapperOutput {
  readonly as: 'result' | 'function';
  readonly timing: FailureTiming;
  readonly thrown: RaisedException;
}

/** What is asked of a wrapper: the failure, how it shows, and how it is given to the wrapper. */
export interface WrapperQuestion {
  readonly by:
    | { readonly kind: 'decorator'; readonly isCalled: boolean }
    | { readonly kind: 'context'; readonly isAsync: boolean }
    /** A function, or its coroutine, at a place or under a name among the arguments. */
    | { readonly kind: 'argument'; readonly at: number | string; readonly isCoroutine: boolean };
  readonly timing: FailureTiming;
  readonly thrown: RaisedException;
}

/** Puts a question behind the names that lead to a wrapper. */
export function asking(path: ExportPath, question: WrapperQuestion): ExportPath {
  return [...path, QUESTION + JSON.stringify(question)];
}

/** Takes the question off an export's path. */
export function questionIn(path: ExportPath): { readonly path: ExportPath; readonly question: WrapperQuestion | undefined } {
  const last = path.at(-1);
  if (!last?.startsWith(QUESTION)) return { path, question: undefined };
  return { path: path.slice(0, -1), question: JSON.parse(last.slice(QUESTION.length)) as WrapperQuestion };
}

/** Stands behind a wrapper's names in an export's path. */
const QUESTION = '?';
