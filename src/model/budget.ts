/**
 * What may be spent on the questions about one linted file: steps, depth, other files, time. Whatever walks through code
 * asks it; where it says no, the answer is unknown.
 */
export interface Budget {
  /** Starts the budget of the next linted file. */
  begin(): void;
  /** Whether one more step may be made, one level deeper; each `true` is paired with {@link leave}. */
  enter(): boolean;
  leave(): void;
  /** Whether one more file may be opened. */
  open(): boolean;
  /** Whether time is left. */
  hasTime(): boolean;
  /** Answers one question with steps of its own. What it spends of the depth, files and time is the file's. */
  question<Answer>(work: () => Answer): Answer;
}
