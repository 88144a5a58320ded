/**
 * A thing that leaves a file, by the names that lead to it from an import: `['ask']`, `['default']`, `['api', 'ask']`.
 * {@link RESULT_STEP} stands for what calling or constructing the thing before it gives: `['LlmService', RESULT_STEP, 'ask']` is a
 * method of the instances of an exported class, `['makeAsk', RESULT_STEP]` the function that an exported factory hands out.
 */
export type ExportPath = readonly string[];

/** What calling or constructing an exported thing gives, in an {@link ExportPath}. */
export const RESULT_STEP = '()';

/** Stands behind a constant's names in an {@link ExportPath}, where the question is which text it holds. */
export const TEXT = '#text';

/** A function that leaves its file and lets a refused connection through. */
export interface EscapingFunction {
  readonly path: ExportPath;
  /** The module that the path is of, as this file imports it, where it is another's: a method that a base class of the project declares. */
  readonly from?: string;
  /** Where its failure shows: the call (its promise, in JavaScript), the `await` of a coroutine, or while what it returns is read. */
  readonly fails: 'call' | 'await' | 'read';
}

/** A line of another file of the project: `app/api/chat/route.ts:12`. */
export interface Place {
  /** Relative to the project's root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
