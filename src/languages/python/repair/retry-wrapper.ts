import type { Edit } from '../../../model/repair.js';

/** What goes around a callee, so that the call is tried again: `Retrying(…)(` before it, and its arguments behind a comma. */
export interface RetryWrapper {
  /** Stands before the callee. */
  readonly before: string;
  /**
   * - `argument`: the callee becomes the first argument, its own arguments follow: `wrap(callee, …)`;
   * - `decorated`: the callee is wrapped, and what that gives is called: `wrap(callee)(…)`.
   */
  readonly form: 'argument' | 'decorated';
  /** Definitions that it needs. */
  readonly edits: readonly Edit[];
  readonly title: string;
}
