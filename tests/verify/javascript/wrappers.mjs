// Retry, limit and result libraries: the catalog says what each export takes, so little is left to say here.
// `makes`: how what has methods is made; `before`, `after`: the arguments around the call; `arrays`: what takes a list.
const library = (entry, installs, rest = {}) => ({ entry, installs, kind: 'wrapper', ...rest });
const concurrency = [{ concurrency: 1 }];
const unlimited = () => [{ timeout: 2 ** 31 }];
const toError = [String];

export const WRAPPERS = [
  library('async-retry', ['async-retry@1']),
  library('await-to-js', ['await-to-js@3']),
  library('axios-retry', ['axios-retry@4 axios@1']),
  library('cockatiel', ['cockatiel@3', 'cockatiel@4'], {
    makes: {
      retry: (retry, { handleAll }) => retry(handleAll, {}),
      circuitBreaker: (breaker, { handleAll, ConsecutiveBreaker }) =>
        breaker(handleAll, { halfOpenAfter: 1000, breaker: new ConsecutiveBreaker(50) }),
      timeout: (timeout) => timeout(1_000_000, 'optimistic'),
      bulkhead: (bulkhead) => bulkhead(1),
      fallback: (fallback, { handleAll }) => fallback(handleAll, 'x'),
    },
  }),
  library('es-toolkit', ['es-toolkit@1'], { after: { withTimeout: [1_000_000] } }),
  library('exponential-backoff', ['exponential-backoff@3']),
  library('@lifeomic/attempt', ['@lifeomic/attempt@3']),
  library(
    'p-limit',
    [2, 3, 4, 5, 6, 7].map((major) => `p-limit@${major}`),
    { makes: { default: (pLimit) => pLimit(1) }, before: { default: [[1]] }, after: { limitFunction: concurrency } },
  ),
  library(
    'p-queue',
    [6, 7, 8, 9, 10].map((major) => `p-queue@${major}`),
    { makes: { default: (Queue) => new Queue({ concurrency: 1 }) } },
  ),
  library(
    'p-throttle',
    [3, 4, 5, 6, 7, 8].map((major) => `p-throttle@${major}`),
    {
      makes: {
        default: (pThrottle, _, specs) =>
          specs === 'p-throttle@3' ? (call) => pThrottle(call, 1, 1) : pThrottle({ limit: 1, interval: 1 }),
      },
    },
  ),
  library('p-map', ['p-map@1', 'p-map@4', 'p-map@7', 'p-map-series@3', 'p-each-series@3', 'p-filter@4', 'p-times@4'], {
    before: { default: (specs) => (specs.startsWith('p-times') ? [1] : [[1]]), pMapIterable: [[1]] },
  }),
  library('p-timeout', ['p-timeout@1', 'p-timeout@4', 'p-timeout@7', 'p-any@4', 'p-some@7', 'p-race@3'], {
    arrays: (_, specs) => !specs.startsWith('p-timeout'),
    after: { default: (specs) => (/^p-timeout@[1-4]/u.test(specs) ? [1_000_000] : [{ milliseconds: 1_000_000, count: 1 }]) },
  }),
  library('p-settle', ['p-settle@2', 'p-settle@5', 'p-reflect@3'], { arrays: (_, specs) => specs.startsWith('p-settle') }),
  library('bottleneck', ['bottleneck@2'], { makes: { default: (Bottleneck) => new Bottleneck({ maxConcurrent: 1 }) } }),
  library('lodash', ['lodash@4', 'lodash-es@4']),
  library('lodash/attempt', ['lodash@4', 'lodash-es@4', 'lodash.attempt@4']),
  library('neverthrow', ['neverthrow@8'], {
    after: { 'ResultAsync.fromPromise': toError, fromPromise: toError, 'ResultAsync.fromThrowable': toError, fromAsyncThrowable: toError },
  }),
  library(
    'p-retry',
    [4, 5, 6, 7, 8, 9].map((major) => `p-retry@${major}`),
    { quick: ['p-retry@4', 'p-retry@9'] },
  ),
  library('promise-retry', ['promise-retry@2']),
  library('radash', ['radash@12'], { before: { retry: [{}], map: [[1]], parallel: [1, [1]] }, arrays: (name) => name === 'all' }),
  library('retry-as-promised', ['retry-as-promised@7'], { after: { default: [{ max: 3 }], retryAsPromised: [{ max: 3 }] } }),
  library('ts-results', ['ts-results@3 tslib@2', 'ts-results-es@7']),
  // Its limit of 60 s in all is over at once where timers run fast.
  library('ts-retry-promise', ['ts-retry-promise@0.8'], {
    makes: { customizeRetry: (customize) => customize({}) },
    after: { retry: unlimited, retryDecorator: unlimited },
  }),
  library('ts-retry', ['ts-retry@7']),
];
