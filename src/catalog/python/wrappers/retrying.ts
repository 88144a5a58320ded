import type { PythonWrapperLibrary } from '../../../model/catalog.js';

/** retrying: without a stop it tries for ever. `retry_on_exception` takes classes or a predicate; `wrap_exception` throws `RetryError` in the end. */
export const retrying = {
  id: 'retrying',
  packages: ['retrying'],
  versions: '1',
  source: 'measured: retrying 1.4.2',
  exports: {
    retry: { form: 'decorator', retries: 'yes', catches: 'no', on: 'retry_on_exception', attempts: 'stop_max_attempt_number', selects: { by: ['stop_func'], listeners: ['before_attempts', 'after_attempts'] } },
  },
} as const satisfies PythonWrapperLibrary;
