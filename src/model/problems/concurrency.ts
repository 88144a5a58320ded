import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/**
 * Requests that all start at once, as many as an input of unknown size has elements:
 * - `each`: one for each element (`Promise.all(xs.map(ask))`, `asyncio.gather(*[ask(x) for x in xs])`);
 * - `batch`: a method that takes all of them and has an option for how many at once.
 */
export interface UnboundedConcurrency {
  readonly kind: 'each' | 'batch';
  readonly call: Call;
  /** What starts them: `Promise.all`, `gather`, `batch`. Findings point here. */
  readonly at: Span;
  /** As it is written: `Promise.all`. */
  readonly name: string;
  /** For `batch`: the option that limits it. */
  readonly option?: string;
  /** For `each`: what makes one request of an element: the callback of `map`, the element of a comprehension. */
  readonly one?: Span;
}
