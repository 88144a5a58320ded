import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 4,
  waits: ['1.retryDelay'],
  ends: ['1.retryCondition', '1.shouldResetTimeout', '1.validateResponse'],
  cure: { argument: 1, wait: { retryDelay: 'WRAPPER.exponentialDelay' } },
};

/** `axiosRetry(axios, { retries })`: 3 retries without delay, a refused POST included; a 503 to a POST is not tried again. */
export const axiosRetry = {
  id: 'axios-retry',
  packages: ['axios-retry'],
  versions: '4',
  source: { kind: 'measured', versions: ['axios-retry 4.5.0'] },
  exports: {
    default: { argument: 0, takes: 'client', retries: 'yes', catches: 'no', maxRetries: '1.retries', none: 0, pace },
  },
} as const satisfies WrapperLibrary;
