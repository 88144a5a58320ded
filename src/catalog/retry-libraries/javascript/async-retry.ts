import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { BY_RETRY } from '../../presets/retry-pace.js';

/** `retry(async (bail) => …, { retries })`: 10 retries, 1 s doubled each time, with jitter. */
export const asyncRetry = {
  id: 'async-retry',
  packages: ['async-retry'],
  versions: '1',
  source: { kind: 'measured', versions: ['async-retry 1.3.3'], file: '`bail`, `onRetry`: lib/index.js of 1.3.3' },
  exports: {
    default: {
      argument: 0,
      takes: 'function',
      retries: 'yes',
      catches: 'no',
      keepsError: true,
      maxRetries: '1.retries',
      none: 0,
      pace: { ...BY_RETRY, wait: { seconds: 1.5, factor: 2 } },
      // It ends where the function calls `bail`, or throws an error that has `bail`.
      selects: { by: [], listeners: ['1.onRetry'] },
    },
  },
  proposal: { module: 'async-retry', imported: 'default', local: 'retry', template: 'retry(CALL, { retries: RETRIES })' },
} as const satisfies WrapperLibrary;
