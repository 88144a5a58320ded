import type { PythonWrapperLibrary, BackoffPolicy } from '../../../model/catalog/retry-library.js';

// The generator of the waits has no default; what `expo` and `constant` make of it, jitter included, waits in any case.
const pace: BackoffPolicy = {
  attempts: 'endless',
  wait: { seconds: 0.5, factor: 2 },
  waits: ['wait_gen|0', 'jitter'],
  ends: ['max_time'],
  cure: { limit: { max_tries: 'RETRIES + 1' } },
};

/** backoff: without `max_tries` and `max_time` it tries for ever. In the end the failure itself is thrown. */
export const backoff = {
  id: 'backoff',
  packages: ['backoff'],
  versions: '2',
  source: { kind: 'measured', versions: ['backoff 2.2.1'] },
  exports: {
    on_exception: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      generators: 'no',
      on: 'exception|1',
      attempts: 'max_tries',
      pace,
      selects: { by: ['giveup'], listeners: ['on_backoff'], proposal: { at: 'exception|1', template: 'CLASSES' } },
    },
    on_predicate: { form: 'decorator', retries: 'no', catches: 'no' },
  },
  proposal: { rank: 3, names: ['on_exception', 'expo'], lines: ['@<on_exception>(<expo>, CLASSES, max_tries=ATTEMPTS)'] },
} as const satisfies PythonWrapperLibrary;
