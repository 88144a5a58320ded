/**
 * Answers one question about a file. An internal error silences that question alone, and is counted.
 *
 * @param question What was asked, for the error's report: `the handling of a call`.
 * @returns The answer; `undefined` after an internal error.
 */
export type Guard = <Answer>(question: string, work: () => Answer) => Answer | undefined;

/** Lets internal errors through, for tests. */
export const UNGUARDED: Guard = (_question, work) => work();
