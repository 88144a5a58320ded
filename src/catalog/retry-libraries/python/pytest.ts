import type { PythonWrapperLibrary } from '../../../model/catalog/retry-library.js';

/** pytest's `with raises(A):`: a test that wants the failure. Without a class every exception is meant. */
export const pytest = {
  id: 'pytest',
  packages: ['pytest'],
  versions: '9',
  source: { kind: 'read', versions: ['pytest 9.2.0'], file: '_pytest/raises.py' },
  exports: { raises: { form: 'context', retries: 'no', catches: 'yes', on: 'expected_exception|0' } },
} as const satisfies PythonWrapperLibrary;
