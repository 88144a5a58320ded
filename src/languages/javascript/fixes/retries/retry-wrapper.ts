import type { Edit } from '../../../../model/fix.js';

/** What is written before and after the function that sends the request. */
export interface RetryWrapper {
  readonly before: string;
  readonly after: string;
  readonly edits: readonly Edit[];
  readonly title: string;
}
