import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { passesOn, passesOnLater } from '../../presets/retry-pace.js';

/** lodash: `_.attempt(fn)` does not catch a rejection. */
const lodashWhole = {
  id: 'lodash',
  packages: ['lodash', 'lodash-es'],
  versions: '4',
  source: { kind: 'measured', versions: ['lodash 4.18.1'], file: '`once`, `memoize`: https://lodash.com/docs/4.17.15' },
  exports: { attempt: passesOn(), once: passesOnLater(), memoize: passesOnLater() },
} as const satisfies WrapperLibrary;

/** The same function from a module of its own. */
const lodashAttempt = {
  id: 'lodash/attempt',
  packages: ['lodash/attempt', 'lodash-es/attempt', 'lodash.attempt'],
  versions: '4',
  source: lodashWhole.source,
  exports: { default: passesOn() },
} as const satisfies WrapperLibrary;

/** lodash and its modules. */
export const lodash: readonly WrapperLibrary[] = [lodashWhole, lodashAttempt];
