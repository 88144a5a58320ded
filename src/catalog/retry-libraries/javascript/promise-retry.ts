import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { BY_RETRY } from '../../presets/retry-pace.js';

/** `promiseRetry((retry) => f().catch(retry), { retries })`: 10 retries, 1 s doubled each time, only where `retry` is called. */
export const promiseRetry = {
  id: 'promise-retry',
  packages: ['promise-retry'],
  versions: '2',
  source: { kind: 'measured', versions: ['promise-retry 2.0.1'] },
  exports: {
    default: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      maxRetries: '1.retries',
      none: 0,
      pace: BY_RETRY,
      selects: { by: [] },
      needsParameter: '`promise-retry` tries again only what is handed to the `retry` function that it gives',
    },
  },
} as const satisfies WrapperLibrary;
