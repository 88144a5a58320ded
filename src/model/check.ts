import type { Call } from './call.js';
import type { Span } from './span.js';

/**
 * An expression that asks "was this a refused connection?" of a call's failure and is never true for this call's
 * library: `except ConnectionRefusedError` around the OpenAI SDK.
 */
export interface IneffectiveCheck {
  /** The test: the class of an `except` clause. Findings point at the call, whose failure it misses. */
  readonly span: Span;
  /** What it asks for, as it is written: `ConnectionRefusedError`. */
  readonly asked: string;
  readonly call: Call;
}
