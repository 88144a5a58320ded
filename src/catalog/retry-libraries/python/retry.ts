import type { PythonWrapperLibrary, BackoffPolicy } from '../../../model/catalog/retry-library.js';

/** `delay` alone makes it wait; `backoff` and `jitter` change that. */
const paceOf = (delay: string): BackoffPolicy => ({
  attempts: 'endless',
  waits: [delay, 'jitter', 'max_delay'],
  cure: { wait: { delay: '1', backoff: '2', jitter: '(0, 1)' }, limit: { tries: 'RETRIES + 1' } },
});

/**
 * retry, and retry2, which is imported by the same name: without `tries` they try for ever. The failure itself is
 * thrown in the end. The decorator must be called: a bare `@retry` makes a function that never runs (measured).
 */
export const retry = {
  id: 'retry',
  packages: ['retry'],
  versions: '0.9',
  source: { kind: 'measured', versions: ['retry 0.9.2', 'retry2 0.9.5'] },
  exports: {
    retry: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      generators: 'no',
      on: 'exceptions|0',
      attempts: 'tries|1',
      pace: paceOf('delay|2'),
      selects: { by: ['on_exception'], proposal: { at: 'exceptions|0', template: 'CLASSES' } },
    },
    // `retry_call(function, fargs=[…], exceptions=…)`.
    retry_call: {
      form: 'iterator',
      retries: 'yes',
      catches: 'no',
      on: 'exceptions|3',
      attempts: 'tries|4',
      pace: paceOf('delay|5'),
      selects: { by: ['on_exception'], proposal: { at: 'exceptions|3', template: 'CLASSES' } },
    },
  },
} as const satisfies PythonWrapperLibrary;
