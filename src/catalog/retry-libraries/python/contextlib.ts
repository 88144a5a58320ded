import type { PythonWrapperLibrary } from '../../../model/catalog/retry-library.js';

/** The standard library's `with suppress(A, B):`, which goes on behind the block. */
export const contextlib = {
  id: 'contextlib',
  packages: ['contextlib'],
  versions: 'Python 3',
  source: { kind: 'read', versions: ['CPython 3'], file: 'https://docs.python.org/3/library/contextlib.html#contextlib.suppress' },
  exports: { suppress: { form: 'context', retries: 'no', catches: 'yes', onArguments: 'all', silent: true } },
} as const satisfies PythonWrapperLibrary;
