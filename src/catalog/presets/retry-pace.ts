import type { BackoffPolicy, Wrapper } from '../../model/catalog/retry-library.js';

/** Takes a function at this place, calls it once, and passes its failure on: `limit(fn)`. */
export function passesOn(argument = 0): Wrapper {
  return { argument, takes: 'function', retries: 'no', catches: 'no' };
}

/** Hands out a function that does the same as the one given, once per call: `throttle(fn)`. */
export function passesOnLater(argument = 0): Wrapper {
  return { ...passesOn(argument), returns: 'function' };
}

/** Takes a promise at this place, or an array of them, and rejects as it does: `pTimeout(promise)`. */
export function passesPromiseOn(argument = 0): Wrapper {
  return { argument, takes: 'promise', retries: 'no', catches: 'no' };
}

/** Takes a promise and turns its rejection into a value: `to(promise)`. */
export function settlesPromise(argument = 0): Wrapper {
  return { argument, takes: 'promise', retries: 'no', catches: 'yes' };
}

/** Takes a function, calls it, and turns its failure into a value: `attemptAsync(fn)`. */
export function settles(argument = 0): Wrapper {
  return { argument, takes: 'function', retries: 'no', catches: 'yes' };
}

/** Takes no function itself; calls of what it hands out do, by method; `''` is the call of the thing itself. */
export function maker(methods: Readonly<Record<string, Wrapper>>): Wrapper {
  return { argument: -1, takes: 'function', retries: 'no', catches: 'no', methods };
}

/** What libraries around the package `retry` do: 10 retries after 1 s, doubled each time, without jitter. */
export const BY_RETRY = {
  attempts: 11,
  wait: { seconds: 1, factor: 2 },
  waits: ['1.minTimeout', '1.maxTimeout', '1.factor', '1.randomize'],
  ends: ['1.forever', '1.maxRetryTime'],
} as const satisfies BackoffPolicy;
