import type { PythonWrapperLibrary, BackoffPolicy } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 3,
  wait: { seconds: 8, factor: 1 },
  within: 60,
  waits: ['retry_window_after_first_call_in_seconds', 'namespace'],
};

/** opnieuw: three calls of the function within a minute; the failure itself is thrown in the end. */
export const opnieuw = {
  id: 'opnieuw',
  packages: ['opnieuw'],
  versions: '4',
  source: { kind: 'read', versions: ['opnieuw 4.0.0'], file: 'retries.py' },
  exports: {
    retry: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      generators: 'no',
      on: 'retry_on_exceptions',
      attempts: 'max_calls_total',
      pace,
      selects: { by: [], proposal: { at: 'retry_on_exceptions', template: 'CLASSES' } },
    },
    retry_async: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      generators: 'no',
      on: 'retry_on_exceptions',
      attempts: 'max_calls_total',
      pace,
      selects: { by: [], proposal: { at: 'retry_on_exceptions', template: 'CLASSES' } },
    },
  },
} as const satisfies PythonWrapperLibrary;
