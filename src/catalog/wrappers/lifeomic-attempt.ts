import type { WrapperLibrary } from '../../model/catalog.js';

/** `retry(fn, { maxAttempts })` of LifeOmic counts attempts: 3, 200 ms apart; 0 means no limit. */
export const lifeomicAttempt = {
  id: '@lifeomic/attempt',
  packages: ['@lifeomic/attempt'],
  versions: '3',
  source: 'measured: js-sdks.json, @lifeomic/attempt 3.1.0; `handleError`: dist/src/index.d.ts of 3.1.0',
  exports: {
    retry: { argument: 0, takes: 'function', retries: 'yes', catches: 'no', maxRetries: '1.maxAttempts', none: 1, selects: { by: ['1.handleError'] } },
  },
  proposal: {
    module: '@lifeomic/attempt',
    imported: 'retry',
    local: 'retry',
    template: 'retry(CALL, { maxAttempts: RETRIES + 1, delay: 1000, factor: 2, jitter: true })',
  },
} as const satisfies WrapperLibrary;
