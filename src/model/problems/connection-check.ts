import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/**
 * A test that is meant to tell a refused connection and does not see the one of `call`:
 * - `never`: an expression that asks "was this a refused connection?" and is never true for this call's library:
 *   `except ConnectionRefusedError` around the OpenAI SDK;
 * - `test`: the same as an expression in a handler: `error.code === 'ECONNREFUSED'` of an error of the OpenAI SDK;
 * - `answers`: the only handlers around the call ask for what the server answers (`except httpx.HTTPStatusError`); a
 *   refused connection goes past them, and the file has no other handler for it.
 */
export interface IneffectiveCheck {
  readonly kind: 'never' | 'test' | 'answers';
  /** The test: the class of an `except` clause, the expression. Findings point at the call, whose failure it misses. */
  readonly span: Span;
  /** What it asks for, as it is written: `ConnectionRefusedError`. */
  readonly asked: string;
  /** For `test`: why it is never true, as a relative clause about the error: "whose `name` is `Error`". */
  readonly why?: string;
  /** What comes to the handler, where a retry around the call raises another class than the library: `tenacity.RetryError`. */
  readonly raised?: string;
  /** For `test`: what the handler calls the error. */
  readonly error?: string;
  /** The call whose failure it misses; the first where there are several. */
  readonly call: Call;
  /** All of them. */
  readonly calls: readonly Call[];
}
