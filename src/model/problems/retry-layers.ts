import type { Call, RetryOption } from '../facts/call.js';
import type { BackoffProposal } from '../catalog/retry-library.js';
import type { Span } from '../span.js';

/** Something around a call, or inside its SDK, that sends it again after a failure. */
export interface RetryLayer {
  readonly kind: 'sdk' | 'wrapper' | 'loop';
  /** As it is written: `pRetry`; a loop has the name of the helper that it stands in, or none; of an SDK, what a person calls it. */
  readonly name: string;
  /** Where it stands: what is called, the head of a loop. */
  readonly span: Span;
  /** Attempts in all, the first one included; `endless` where only success ends them. */
  readonly attempts: number | 'endless' | 'unknown';
  /** Whether it waits between a failure and the next attempt. */
  readonly waits: 'yes' | 'no' | 'unknown';
  /** Seconds that its waits take together, where that is known. */
  readonly seconds: number | undefined;
  /** Seconds after which it tries no more, whatever the number of attempts. */
  readonly within?: number | undefined;
  /** Where a repair may write a wait or a limit; absent where it writes none. */
  readonly cure?: BackoffFix;
}

/**
 * Where a wait and a limit go:
 * - `options`: among the options of a retry library; `whole` is the call that has them, or a decorator that is none;
 * - `loop`: into a loop; `whole` is the loop, `handler` the statements of its handler, `counter` what counts the attempts.
 */
export type BackoffFix =
  | { readonly kind: 'options'; readonly whole: Span; readonly module: string; readonly options: BackoffProposal }
  | { readonly kind: 'loop'; readonly whole: Span; readonly handler: Span; readonly counter: LoopCounter | undefined };

/** The variable of a loop that counts the attempts up by one. */
export interface LoopCounter {
  readonly name: string;
  /** Its value at the first attempt. */
  readonly from: number;
}

/** Layers that try one call again, each all the attempts of the one inside it. */
export interface StackedRetries {
  readonly call: Call;
  /** The innermost first; those that try once are left out. */
  readonly layers: readonly RetryLayer[];
  /** Requests before the failure gets out: the product. */
  readonly requests: number;
  /** Seconds that takes where every connection is refused at once; `undefined` where a wait is not known. */
  readonly seconds: number | undefined;
  /** Where the SDK's own retries can be switched off in one edit without taking them from other calls. */
  readonly option: RetryOption | undefined;
}

/** What sends a failed call again at once, or for ever. */
export interface RetryWithoutBackoff {
  readonly call: Call;
  readonly layer: RetryLayer;
}
