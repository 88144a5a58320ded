import type { WrapperLibrary } from '../../model/catalog.js';

/** `axiosRetry(axios, { retries })`: 3 retries, a refused POST included; a 503 to a POST is not tried again. */
export const axiosRetry = {
  id: 'axios-retry',
  packages: ['axios-retry'],
  versions: '4',
  source: 'measured: js-sdks.json, axios-retry 4.5.0',
  exports: {
    default: { argument: 0, takes: 'client', retries: 'yes', catches: 'no', maxRetries: '1.retries', none: 0 },
  },
} as const satisfies WrapperLibrary;
