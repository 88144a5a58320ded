import type { PythonWrapperLibrary } from '../../../model/catalog.js';

/**
 * retry, and retry2, which is imported by the same name: without `tries` they try for ever. The failure itself is
 * thrown in the end. The decorator must be called: a bare `@retry` makes a function that never runs (measured).
 */
export const retry = {
  id: 'retry',
  packages: ['retry'],
  versions: '0.9',
  source: 'measured: retry 0.9.2, retry2 0.9.5',
  exports: {
    retry: { form: 'decorator', retries: 'yes', catches: 'no', on: 'exceptions|0', attempts: 'tries|1', selects: { by: ['on_exception'], proposal: { at: 'exceptions|0', template: 'CLASSES' } } },
    // `retry_call(function, fargs=[…], exceptions=…)`.
    retry_call: { form: 'iterator', retries: 'yes', catches: 'no', on: 'exceptions|3', attempts: 'tries|4', selects: { by: ['on_exception'], proposal: { at: 'exceptions|3', template: 'CLASSES' } } },
  },
} as const satisfies PythonWrapperLibrary;
