import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 10,
  wait: { seconds: 0.1, factor: 2 },
  waits: ['1.startingDelay', '1.timeMultiple', '1.maxDelay', '1.delayFirstAttempt', '1.jitter'],
};

/** `backOff(fn, { numOfAttempts })` counts attempts: 10, 100 ms doubled each time; 0 means 1. */
export const exponentialBackoff = {
  id: 'exponential-backoff',
  packages: ['exponential-backoff'],
  versions: '3',
  source: { kind: 'measured', versions: ['exponential-backoff 3.1.3'], file: 'options: dist/options.d.ts of 3.1.3' },
  exports: {
    backOff: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      keepsError: true,
      maxRetries: '1.numOfAttempts',
      none: 1,
      pace,
      selects: { by: ['1.retry'], proposal: { at: '1.retry', template: '(error) => TEST' } },
    },
  },
  proposal: {
    module: 'exponential-backoff',
    imported: 'backOff',
    local: 'backOff',
    template: "backOff(CALL, { numOfAttempts: RETRIES + 1, startingDelay: 1000, jitter: 'full' })",
  },
} as const satisfies WrapperLibrary;
