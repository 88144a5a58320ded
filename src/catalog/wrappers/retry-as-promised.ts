import type { Wrapper, WrapperLibrary } from '../../model/catalog.js';

const retried: Wrapper = { argument: 0, takes: 'function', retries: 'yes', catches: 'no', maxRetries: '1.max', none: 1, selects: { by: ['1.match'] } };

/** `retryAsPromised(fn, { max })` counts attempts, 100 ms apart, a little longer each time. */
export const retryAsPromised = {
  id: 'retry-as-promised',
  packages: ['retry-as-promised'],
  versions: '7',
  source: 'measured: js-sdks.json, retry-as-promised 7.1.1; `match`: dist/index.d.ts of 7.1.1',
  exports: { default: retried, retryAsPromised: retried },
} as const satisfies WrapperLibrary;
