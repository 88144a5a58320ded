import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { settlesPromise } from '../../presets/retry-pace.js';

/** `const [error, data] = await to(promise)`. */
export const awaitToJs = {
  id: 'await-to-js',
  packages: ['await-to-js'],
  versions: '3',
  source: { kind: 'measured', versions: ['await-to-js 3.0.0'] },
  exports: { default: settlesPromise(), to: settlesPromise() },
} as const satisfies WrapperLibrary;
