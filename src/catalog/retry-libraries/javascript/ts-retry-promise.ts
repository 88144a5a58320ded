import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { maker } from '../../presets/retry-pace.js';

const pace: BackoffPolicy = {
  attempts: 11,
  wait: { seconds: 0.1, factor: 1 },
  within: 60,
  waits: ['1.delay', '1.backoff', '1.maxBackOff'],
  ends: ['1.until', '1.timeout'],
};
const retried = {
  argument: 0,
  takes: 'function',
  retries: 'yes',
  catches: 'no',
  maxRetries: '1.retries',
  none: 0,
  pace,
  selects: { by: ['1.retryIf'], proposal: { at: '1.retryIf', template: '(error) => TEST' } },
} as const;

/**
 * `retry(fn, { retries })` of ts-retry-promise: 10 retries, 100 ms apart, 60 s in all. It rejects with an error of its own.
 * Its `EXPONENTIAL` raises the delay itself to a power (1000 ms, then 1000 s), so the proposal gives a function.
 */
export const tsRetryPromise = {
  id: 'ts-retry-promise',
  packages: ['ts-retry-promise'],
  versions: '0.8',
  source: {
    kind: 'measured',
    versions: ['ts-retry-promise 0.8.1'],
    file: '`backoff`, `customizeRetry`, `retryDecorator`, `retryIf`: dist/retry-promise.js of 0.8.1',
  },
  exports: {
    retry: retried,
    retryDecorator: { ...retried, returns: 'function' },
    // Its options are the maker's.
    customizeRetry: maker({ '': { argument: 0, takes: 'function', retries: 'yes', catches: 'no', maxRetries: '1.retries', none: 0 } }),
  },
  proposal: {
    module: 'ts-retry-promise',
    imported: 'retry',
    local: 'retry',
    template:
      "retry(CALL, { retries: RETRIES, delay: 1000, backoff: (attempt, delay) => delay * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), timeout: 'INFINITELY' })",
  },
} as const satisfies WrapperLibrary;
