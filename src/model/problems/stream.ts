import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/**
 * A stream whose failure is unhandled although its call looks handled:
 * - `outside`: a handler covers the call, and the loop that reads the stream stands outside of it (`at`);
 * - `response`: a handler covers the call, and the stream is handed to a response, which reads it later (`at`);
 * - `silent`: the call never throws, and no callback and no reader of error parts is there to hear (`at` is what reads it);
 * - `masked`: the call never throws, and what reads it answers 200 with a text that says only that an error occurred.
 */
export interface StreamFault {
  readonly kind: 'outside' | 'response' | 'silent' | 'masked';
  readonly call: Call;
  /** What reads the stream. */
  readonly at: Span;
  /** For `silent` and `masked`: how that reads it, as it is written: `textStream`. */
  readonly reader?: string;
  /** For `silent`: whether this major logs a failure by itself; `undefined` where the project does not say which one it uses. */
  readonly logs?: boolean | undefined;
}
