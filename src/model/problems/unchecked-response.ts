import type { Call } from '../facts/call.js';
import type { ResponseShape } from '../catalog/http-client.js';
import type { Span } from '../span.js';

/**
 * A request whose client resolves on every status, and the status is not looked at:
 * - `read`: the answer is read as if it were the model's (`at` is what reads it);
 * - `probe`: a request of a health endpoint counts as a yes because it was answered at all.
 */
export interface UncheckedAnswer {
  readonly kind: 'read' | 'probe';
  readonly call: Call;
  /** What reads the answer first; for a probe, the call. */
  readonly at: Span;
  /** What reads it, as it is written: `response.json()`. */
  readonly reader: string;
  /** What can be asked of it. */
  readonly form: ResponseShape;
}
