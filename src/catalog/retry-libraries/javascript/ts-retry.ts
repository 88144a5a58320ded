import type { BackoffPolicy, Wrapper, WrapperLibrary } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 'endless',
  wait: { seconds: 0.25, factor: 1 },
  waits: ['1.delay'],
  ends: ['1.until', '1.onError'],
  cure: { argument: 1, limit: { maxTry: 'RETRIES + 1' } },
};
const tried: Wrapper = { argument: 0, takes: 'function', retries: 'yes', catches: 'no', maxRetries: '1.maxTry', none: 1, pace };
const decorated: Wrapper = { ...tried, returns: 'function' };

/** `retryAsync(fn, { maxTry })` counts attempts; without `maxTry` it tries for ever, 250 ms apart. */
export const tsRetry = {
  id: 'ts-retry',
  packages: ['ts-retry'],
  versions: '7',
  source: {
    kind: 'measured',
    versions: ['ts-retry 7.0.3'],
    file: '`retry`, the decorators and `until` variants: lib/cjs/retry of 7.0.3, all through retryAsync',
  },
  exports: {
    retry: tried,
    retryAsync: tried,
    retryAsyncUntilDefined: tried,
    retryAsyncUntilTruthy: tried,
    retryAsyncUntilResponse: tried,
    retryAsyncDecorator: decorated,
    retryAsyncUntilDefinedDecorator: decorated,
    retryAsyncUntilTruthyDecorator: decorated,
    retryAsyncUntilResponseDecorator: decorated,
  },
} as const satisfies WrapperLibrary;
