import type { PythonWrapperLibrary, BackoffPolicy } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 'endless',
  waits: [
    'wait',
    'wait_fixed',
    'wait_random_min',
    'wait_random_max',
    'wait_incrementing_start',
    'wait_incrementing_increment',
    'wait_exponential_multiplier',
    'wait_exponential_max',
    'wait_func',
    'wait_jitter_max',
  ],
  ends: ['stop', 'stop_max_delay', 'retry_on_result'],
  cure: {
    wait: { wait_exponential_multiplier: '500', wait_exponential_max: '30000', wait_jitter_max: '1000' },
    limit: { stop_max_attempt_number: 'RETRIES + 1' },
  },
};

/** retrying: without a stop it tries for ever. `retry_on_exception` takes classes or a predicate; `wrap_exception` throws `RetryError` in the end. */
export const retrying = {
  id: 'retrying',
  packages: ['retrying'],
  versions: '1',
  source: { kind: 'measured', versions: ['retrying 1.4.2'] },
  exports: {
    retry: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      generators: 'no',
      on: 'retry_on_exception',
      attempts: 'stop_max_attempt_number',
      pace,
      selects: { by: ['stop_func'], listeners: ['before_attempts', 'after_attempts'] },
    },
  },
} as const satisfies PythonWrapperLibrary;
