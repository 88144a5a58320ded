import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { passesOnLater, passesPromiseOn, settles, settlesPromise } from '../../presets/retry-pace.js';

const settledLater = { ...settles(), returns: 'function' } as const;

/** neverthrow: `fromPromise` and `ResultAsync.fromThrowable` catch a rejection; `fromSafePromise` and `Result.fromThrowable` do not. */
export const neverthrow = {
  id: 'neverthrow',
  packages: ['neverthrow'],
  versions: '8',
  source: { kind: 'measured', versions: ['neverthrow 8.2.0'] },
  exports: {
    'ResultAsync.fromPromise': settlesPromise(),
    fromPromise: settlesPromise(),
    'ResultAsync.fromSafePromise': passesPromiseOn(),
    fromSafePromise: passesPromiseOn(),
    'ResultAsync.fromThrowable': settledLater,
    fromAsyncThrowable: settledLater,
    'Result.fromThrowable': passesOnLater(),
    fromThrowable: passesOnLater(),
  },
} as const satisfies WrapperLibrary;
