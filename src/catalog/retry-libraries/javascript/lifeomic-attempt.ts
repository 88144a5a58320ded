import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 3,
  wait: { seconds: 0.2, factor: 1 },
  waits: ['1.delay', '1.initialDelay', '1.minDelay', '1.maxDelay', '1.factor', '1.jitter', '1.calculateDelay'],
  ends: ['1.beforeAttempt', '1.timeout'],
};

/** `retry(fn, { maxAttempts })` of LifeOmic counts attempts: 3, 200 ms apart; 0 means no limit. */
export const lifeomicAttempt = {
  id: '@lifeomic/attempt',
  packages: ['@lifeomic/attempt'],
  versions: '3',
  source: { kind: 'measured', versions: ['@lifeomic/attempt 3.1.0'], file: '`handleError`: dist/src/index.d.ts of 3.1.0' },
  exports: {
    retry: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      maxRetries: '1.maxAttempts',
      none: 1,
      pace,
      selects: { by: ['1.handleError'] },
    },
  },
  proposal: {
    module: '@lifeomic/attempt',
    imported: 'retry',
    local: 'retry',
    template: 'retry(CALL, { maxAttempts: RETRIES + 1, delay: 1000, factor: 2, jitter: true })',
  },
} as const satisfies WrapperLibrary;
