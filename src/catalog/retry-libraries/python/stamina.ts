import type { PythonWrapperLibrary, BackoffPolicy } from '../../../model/catalog/retry-library.js';

const pace: BackoffPolicy = {
  attempts: 10,
  wait: { seconds: 0.6, factor: 1.5, most: 5 },
  within: 45,
  waits: ['wait_initial', 'wait_max', 'wait_jitter', 'wait_exp_base'],
  ends: ['timeout'],
};

/** stamina: ten attempts within 45 seconds; the failure itself is thrown in the end. */
export const stamina = {
  id: 'stamina',
  packages: ['stamina'],
  versions: '25–26',
  source: { kind: 'measured', versions: ['stamina 26.1.0'] },
  exports: {
    retry: {
      form: 'decorator',
      retries: 'yes',
      catches: 'no',
      on: 'on',
      attempts: 'attempts',
      pace,
      selects: { by: [], proposal: { at: 'on', template: 'CLASSES' } },
    },
    retry_context: {
      form: 'iterator',
      retries: 'yes',
      catches: 'no',
      on: 'on|0',
      attempts: 'attempts|1',
      pace,
      selects: { by: [], proposal: { at: 'on|0', template: 'CLASSES' } },
    },
  },
  proposal: { rank: 2, names: ['retry'], lines: ['@<retry>(on=CLASSES, attempts=ATTEMPTS)'] },
} as const satisfies PythonWrapperLibrary;
