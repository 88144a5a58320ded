import type { BackoffPolicy, Wrapper, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { maker, passesOn, settles } from '../../presets/retry-pace.js';

const pace: BackoffPolicy = {
  attempts: 'endless',
  options: 'maker',
  retries: '1.maxAttempts',
  waits: ['1.backoff'],
  ends: ['0'],
  all: 'handleAll',
  // Its exponential backoff has jitter by itself.
  cure: {
    argument: 1,
    wait: { backoff: 'new ExponentialBackoff({ initialDelay: 1000 })' },
    limit: { maxAttempts: 'RETRIES' },
    names: ['ExponentialBackoff'],
  },
};
const tried: Wrapper = { argument: 0, takes: 'function', retries: 'yes', catches: 'no', keepsError: true, pace };

/**
 * cockatiel: `retry(handleAll, { maxAttempts }).execute(fn)`; n means n + 1 calls, absent means for ever; without `backoff` it calls again at once.
 * `wrap(…)` is absent: whether it tries again depends on the policies inside.
 */
export const cockatiel = {
  id: 'cockatiel',
  packages: ['cockatiel'],
  versions: '3, 4',
  source: { kind: 'measured', versions: ['cockatiel 3.2.1', 'cockatiel 4.0.0'], file: '`fallback`, `noop`: dist/Policy.d.ts of 4.0.0' },
  exports: {
    retry: maker({ execute: tried }),
    circuitBreaker: maker({ execute: passesOn() }),
    timeout: maker({ execute: passesOn() }),
    bulkhead: maker({ execute: passesOn() }),
    fallback: maker({ execute: settles() }),
    'noop.execute': passesOn(),
  },
  proposal: {
    module: 'cockatiel',
    imported: 'retry',
    local: 'retry',
    also: ['handleAll', 'ExponentialBackoff'],
    template: 'retry(handleAll, { maxAttempts: RETRIES, backoff: new ExponentialBackoff({ initialDelay: 1000 }) }).execute(CALL)',
  },
} as const satisfies WrapperLibrary;
