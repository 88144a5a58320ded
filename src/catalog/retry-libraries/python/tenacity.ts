import type { PythonWrapper, PythonWrapperLibrary } from '../../../model/catalog/retry-library.js';

const again = {
  retries: 'yes',
  catches: 'no',
  generators: 'no',
  on: 'retry',
  attempts: 'stop',
  counter: 'stop_after_attempt',
  pace: {
    attempts: 'endless',
    waits: ['wait', 'sleep'],
    cure: {
      wait: { wait: 'wait_exponential_jitter()' },
      limit: { stop: 'stop_after_attempt(RETRIES + 1)' },
      names: ['wait_exponential_jitter', 'stop_after_attempt'],
    },
  },
  answers: 'retry_error_callback',
  selects: {
    by: [],
    listeners: ['stop', 'before', 'after', 'before_sleep'],
    proposal: {
      at: 'retry',
      template: 'retry_if_exception_type(CLASSES)',
      imports: [{ module: 'tenacity', name: 'retry_if_exception_type' }],
    },
  },
  throws: { error: 'tenacity.RetryError', ancestors: [], unless: 'reraise' },
} as const satisfies Partial<PythonWrapper>;

/**
 * tenacity: without `stop` it tries for ever and without `wait` at once; its `RetryError` inherits from none of the
 * failures that it stands for.
 */
export const tenacity = {
  id: 'tenacity',
  packages: ['tenacity'],
  versions: '9',
  source: { kind: 'measured', versions: ['tenacity 9.2.1'] },
  exports: {
    retry: { form: 'decorator', ...again },
    Retrying: { form: 'iterator', ...again },
    AsyncRetrying: { form: 'iterator', async: true, ...again },
  },
  proposal: {
    rank: 1,
    names: ['retry', 'stop_after_attempt', 'wait_random_exponential', 'retry_if_exception_type'],
    lines: [
      '@<retry>(',
      ' stop=<stop_after_attempt>(ATTEMPTS),',
      ' wait=<wait_random_exponential>(max=30),',
      ' retry=<retry_if_exception_type>(CLASSES),',
      ' reraise=True,',
      ')',
    ],
  },
} as const satisfies PythonWrapperLibrary;
