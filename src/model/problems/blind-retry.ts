import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/** Something that tries a call again and never looks at what failed, so that what fails the same each time is tried again too. */
export interface BlindRetry {
  /** `library`: a retry library; `loop`: a handler in a loop; `recursion`: a handler that calls its own function. */
  readonly kind: 'library' | 'loop' | 'recursion';
  /** The library's function or decorator, the handler's head. Findings point at it. */
  readonly span: Span;
  /** How the library's function is written: `pRetry`, `@retry`; the handler: `catch`, `except Exception`. */
  readonly name: string;
  /** The call that it tries again; the first where there are several. */
  readonly call: Call;
  /** Requests that a wrong one costs, the first included; `endless` where nothing ends it, `undefined` where that is not visible. */
  readonly attempts: number | 'endless' | undefined;
  /** How long that takes, in whole seconds; `undefined` where it is not known. */
  readonly seconds: number | undefined;
}
