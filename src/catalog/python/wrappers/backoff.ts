import type { PythonWrapperLibrary } from '../../../model/catalog.js';

/** backoff: without `max_tries` and `max_time` it tries for ever. In the end the failure itself is thrown. */
export const backoff = {
  id: 'backoff',
  packages: ['backoff'],
  versions: '2',
  source: 'measured: backoff 2.2.1',
  exports: {
    on_exception: { form: 'decorator', retries: 'yes', catches: 'no', on: 'exception|1', attempts: 'max_tries', selects: { by: ['giveup'], listeners: ['on_backoff'], proposal: { at: 'exception|1', template: 'CLASSES' } } },
    on_predicate: { form: 'decorator', retries: 'no', catches: 'no' },
  },
} as const satisfies PythonWrapperLibrary;
