import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/** A handler that takes the refused connection of a call to a model, does nothing, and leaves no sign of it. */
export interface SwallowedError {
  /** Where it stands: `catch`, the `catch` of `.catch(…)`, `except …`, the call of `suppress`. Findings point at it. */
  readonly span: Span;
  /** How it is written, for messages: `catch`, `.catch()`, `except Exception`, `suppress(Exception)`. */
  readonly handler: string;
  /** The call whose failure it takes; the first where there are several. */
  readonly call: Call;
}
