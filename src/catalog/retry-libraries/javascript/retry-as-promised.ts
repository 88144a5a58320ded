import type { BackoffPolicy, Wrapper, WrapperLibrary } from '../../../model/catalog/retry-library.js';

// Without `max` its first argument is none that it takes: it throws.
const pace: BackoffPolicy = {
  attempts: 1,
  wait: { seconds: 0.1, factor: 1.1 },
  waits: ['1.backoffBase', '1.backoffExponent', '1.backoffJitter'],
  ends: ['1.timeout'],
};
const retried: Wrapper = {
  argument: 0,
  takes: 'function',
  retries: 'yes',
  catches: 'no',
  maxRetries: '1.max',
  none: 1,
  pace,
  selects: { by: ['1.match'] },
};

/** `retryAsPromised(fn, { max })` counts attempts, 100 ms apart, a little longer each time. */
export const retryAsPromised = {
  id: 'retry-as-promised',
  packages: ['retry-as-promised'],
  versions: '7',
  source: { kind: 'measured', versions: ['retry-as-promised 7.1.1'], file: '`match`: dist/index.d.ts of 7.1.1' },
  exports: { default: retried, retryAsPromised: retried },
  proposal: {
    module: 'retry-as-promised',
    imported: 'retryAsPromised',
    local: 'retryAsPromised',
    template: 'retryAsPromised(CALL, { max: RETRIES + 1, backoffBase: 1000, backoffExponent: 2 })',
    majors: [7],
  },
} as const satisfies WrapperLibrary;
