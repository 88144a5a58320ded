import type { CallPurpose } from '../catalog/sdk.js';
import type { Runtime } from '../runtime.js';
import type { Span } from '../span.js';

/**
 * A request that a server which hangs can hold for too long, or that cannot succeed:
 * - `endless`: an option says that there is no limit (`at` is its value);
 * - `fails`: an option that is meant so, and with which every request fails at once (`at` is its value);
 * - `absent`: no option, and the library has no limit of its own (`at` is the call's name);
 * - `signal`: no `signal`, so that nothing but the platform's own limit ends it (`at` is the call's name);
 * - `cut`: a `signal` that allows more than the platform does (`at` is the signal).
 */
export interface TimeoutFault {
  readonly kind: 'endless' | 'fails' | 'absent' | 'signal' | 'cut';
  readonly at: Span;
  /** What the request is for; of a client, `unknown`. */
  readonly purpose: CallPurpose;
  /** The call that takes the option. */
  readonly whole: Span;
  /** Who waits: `new OpenAI()`, `requests.post()`. */
  readonly reaches: string;
  /** The option as it is written or missing: `timeout: null`, `timeout`. */
  readonly option: string;
  /** For `signal`: whose limit ends the request instead. */
  readonly runtime?: Runtime;
  /** Seconds that `cut` asks for; seconds after which the platform gives up for `signal`. */
  readonly seconds?: number;
  /** What to write: the value, or for `absent` and `signal` the whole option; absent where that could cut a stream, or is too long to wait for the server's state. */
  readonly proposal?: string;
}
