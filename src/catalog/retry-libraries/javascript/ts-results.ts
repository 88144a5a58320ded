import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { passesOn, settles } from '../../presets/retry-pace.js';

/** ts-results: `Result.wrapAsync(fn)` catches a rejection, `Result.wrap(fn)` does not. */
export const tsResults = {
  id: 'ts-results',
  packages: ['ts-results', 'ts-results-es'],
  versions: 'ts-results 3, ts-results-es 7',
  source: { kind: 'measured', versions: ['ts-results 3.3.0', 'ts-results-es 7.1.0'] },
  exports: { 'Result.wrapAsync': settles(), 'Result.wrap': passesOn() },
} as const satisfies WrapperLibrary;
