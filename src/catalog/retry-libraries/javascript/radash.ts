import type { BackoffPolicy, WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { passesOn, passesPromiseOn, settles } from '../../presets/retry-pace.js';

const growing = '(attempt) => 1000 * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)';
const pace: BackoffPolicy = { attempts: 3, waits: ['0.delay', '0.backoff'], cure: { argument: 0, wait: { backoff: growing } } };

/** radash: `retry({ times }, fn)` counts attempts (3, no delay), options first; `tryit(fn)()` gives `[error, value]`. */
export const radash = {
  id: 'radash',
  packages: ['radash'],
  versions: '12',
  source: {
    kind: 'measured',
    versions: ['radash 12.1.1'],
    file: '`guard`, `map`, `parallel`, `defer`, `all`: dist/esm/async.mjs of 12.1.1',
  },
  exports: {
    retry: { argument: 1, takes: 'function', retries: 'yes', catches: 'no', maxRetries: '0.times', none: 1, pace, selects: { by: [] } },
    tryit: { ...settles(), returns: 'function' },
    try: { ...settles(), returns: 'function' },
    guard: settles(),
    map: passesOn(1),
    parallel: passesOn(2),
    defer: passesOn(),
    all: passesPromiseOn(),
  },
  proposal: {
    module: 'radash',
    imported: 'retry',
    local: 'retry',
    template: `retry({ times: RETRIES + 1, backoff: ${growing} }, CALL)`,
    majors: [12],
  },
} as const satisfies WrapperLibrary;
