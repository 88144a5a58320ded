import { describe, expect, it } from 'vitest';
import { WRAPPERS } from '../../src/catalog/javascript.js';
import { extractionOf } from '../languages/javascript/facts-of.js';

const FETCH = `fetch('http://x:8000/v1/chat/completions', { method: 'POST' })`;

/** What tries the only call again, and where its failure goes. */
function fateOf(code: string): string {
  const { calls } = extractionOf(code).facts;
  expect(calls).toHaveLength(1);
  const [call] = calls;
  if (!call) throw new Error('no call');
  const { retry, handling } = call;
  const tried = retry.kind === 'none' ? `none:${retry.reason.kind}` : retry.kind;
  return `${tried} ${handling.kind}`;
}

describe('a call inside a function that a library runs', () => {
  it.each([
    ['async-retry', `import retry from 'async-retry'; await retry(async (bail) => ${FETCH}, { retries: 3 });`, 'wrapper lost'],
    ['async-retry, off', `import retry from 'async-retry'; await retry(() => ${FETCH}, { retries: 0 });`, 'none:library lost'],
    ['async-retry, required', `const retry = require('async-retry'); await retry(() => ${FETCH});`, 'wrapper lost'],
    [
      'async-retry in a try',
      `import retry from 'async-retry'; try { await retry(() => ${FETCH}); } catch (e) { console.error(e); }`,
      'wrapper caught',
    ],
    ['exponential-backoff', `import { backOff } from 'exponential-backoff'; await backOff(() => ${FETCH});`, 'wrapper lost'],
    [
      'exponential-backoff, one attempt',
      `import { backOff } from 'exponential-backoff'; await backOff(() => ${FETCH}, { numOfAttempts: 1 });`,
      'none:library lost',
    ],
    [
      'exponential-backoff, two attempts',
      `import { backOff } from 'exponential-backoff'; await backOff(() => ${FETCH}, { numOfAttempts: 2 });`,
      'wrapper lost',
    ],
    ['ts-retry-promise', `import { retry } from 'ts-retry-promise'; await retry(() => ${FETCH}, { retries: 3 });`, 'wrapper lost'],
    [
      'ts-retry-promise, decorated',
      `import { retryDecorator } from 'ts-retry-promise'; const ask = retryDecorator(() => ${FETCH}); await ask();`,
      'wrapper lost',
    ],
    [
      'ts-retry-promise, customized',
      `import { customizeRetry } from 'ts-retry-promise'; const again = customizeRetry({ retries: 3 }); await again(() => ${FETCH});`,
      'wrapper lost',
    ],
    ['@lifeomic/attempt', `import { retry } from '@lifeomic/attempt'; await retry(() => ${FETCH}, { maxAttempts: 3 });`, 'wrapper lost'],
    [
      '@lifeomic/attempt, one attempt',
      `import { retry } from '@lifeomic/attempt'; await retry(() => ${FETCH}, { maxAttempts: 1 });`,
      'none:library lost',
    ],
    ['ts-retry', `import { retryAsync } from 'ts-retry'; await retryAsync(() => ${FETCH}, { maxTry: 4 });`, 'wrapper lost'],
    [
      'retry-as-promised',
      `import retryAsPromised from 'retry-as-promised'; await retryAsPromised(() => ${FETCH}, { max: 4 });`,
      'wrapper lost',
    ],
    ['radash', `import { retry } from 'radash'; await retry({ times: 3 }, () => ${FETCH});`, 'wrapper lost'],
    ['radash, one attempt', `import { retry } from 'radash'; await retry({ times: 1 }, () => ${FETCH});`, 'none:library lost'],
    ['radash, namespace', `import * as _ from 'radash'; await _.retry({ times: 3 }, () => ${FETCH});`, 'wrapper lost'],
    ['radash tryit', `import { tryit } from 'radash'; const [err, res] = await tryit(() => ${FETCH})();`, 'none:library caught'],
    ['radash guard', `import { guard } from 'radash'; const res = await guard(() => ${FETCH});`, 'none:library caught'],
    ['es-toolkit', `import { retry } from 'es-toolkit'; await retry(() => ${FETCH}, 3);`, 'wrapper lost'],
    ['es-toolkit, sub-path', `import { retry } from 'es-toolkit/function'; await retry(() => ${FETCH}, { retries: 3 });`, 'wrapper lost'],
    [
      'es-toolkit attemptAsync',
      `import { attemptAsync } from 'es-toolkit'; const [err, res] = await attemptAsync(() => ${FETCH});`,
      'none:library caught',
    ],
    ['es-toolkit attempt', `import { attempt } from 'es-toolkit'; attempt(() => ${FETCH});`, 'none:library lost'],
    [
      'cockatiel retry',
      `import { retry, handleAll, ExponentialBackoff } from 'cockatiel'; const policy = retry(handleAll, { maxAttempts: 3, backoff: new ExponentialBackoff() }); await policy.execute(() => ${FETCH});`,
      'wrapper lost',
    ],
    [
      'cockatiel circuitBreaker',
      `import { circuitBreaker, handleAll, ConsecutiveBreaker } from 'cockatiel'; const policy = circuitBreaker(handleAll, { breaker: new ConsecutiveBreaker(5) }); await policy.execute(() => ${FETCH});`,
      'none:library lost',
    ],
    [
      'cockatiel fallback',
      `import { fallback, handleAll } from 'cockatiel'; await fallback(handleAll, null).execute(() => ${FETCH});`,
      'none:library caught',
    ],
    ['cockatiel wrap', `import { wrap, retry, handleAll } from 'cockatiel'; await wrap(a, b).execute(() => ${FETCH});`, 'unknown unknown'],
    ['p-limit', `import pLimit from 'p-limit'; const limit = pLimit(4); await limit(() => ${FETCH});`, 'none:library lost'],
    [
      'p-limit, list',
      `import pLimit from 'p-limit'; const limit = pLimit(4); await Promise.all(xs.map((x) => limit(() => ${FETCH})));`,
      'none:library lost',
    ],
    [
      'p-limit around p-retry',
      `import pLimit from 'p-limit'; import pRetry from 'p-retry'; const limit = pLimit(4); await limit(() => pRetry(() => ${FETCH}));`,
      'wrapper lost',
    ],
    [
      'p-limit, function made',
      `import { limitFunction } from 'p-limit'; const ask = limitFunction(async () => ${FETCH}, { concurrency: 1 }); await ask();`,
      'none:library lost',
    ],
    [
      'p-queue',
      `import PQueue from 'p-queue'; const queue = new PQueue({ concurrency: 1 }); await queue.add(() => ${FETCH});`,
      'none:library lost',
    ],
    [
      'p-queue, required',
      `const { default: PQueue } = require('p-queue'); const queue = new PQueue(); queue.add(() => ${FETCH}); await queue.onIdle();`,
      'none:library lost',
    ],
    [
      'p-throttle',
      `import pThrottle from 'p-throttle'; const throttle = pThrottle({ limit: 2, interval: 1000 }); const ask = throttle(async () => ${FETCH}); await ask();`,
      'none:library lost',
    ],
    ['p-map', `import pMap from 'p-map'; await pMap(xs, (x) => ${FETCH}, { concurrency: 2 });`, 'none:library lost'],
    ['p-timeout', `import pTimeout from 'p-timeout'; await pTimeout(${FETCH}, { milliseconds: 1000 });`, 'none:library lost'],
    ['p-settle', `import pSettle from 'p-settle'; const all = await pSettle([${FETCH}]);`, 'none:library caught'],
    [
      'bottleneck',
      `import Bottleneck from 'bottleneck'; const limiter = new Bottleneck({ maxConcurrent: 1 }); await limiter.schedule(() => ${FETCH});`,
      'none:library lost',
    ],
    [
      'bottleneck wrap',
      `import Bottleneck from 'bottleneck'; const limiter = new Bottleneck(); const ask = limiter.wrap(async () => ${FETCH}); await ask();`,
      'none:library lost',
    ],
    ['await-to-js', `import to from 'await-to-js'; const [err, res] = await to(${FETCH});`, 'none:library caught'],
    ['await-to-js, named', `import { to } from 'await-to-js'; const [err, res] = await to(${FETCH});`, 'none:library caught'],
    [
      'neverthrow fromPromise',
      `import { ResultAsync } from 'neverthrow'; const r = await ResultAsync.fromPromise(${FETCH}, (e) => e);`,
      'none:library caught',
    ],
    [
      'neverthrow fromSafePromise',
      `import { ResultAsync } from 'neverthrow'; const r = await ResultAsync.fromSafePromise(${FETCH});`,
      'none:library lost',
    ],
    [
      'neverthrow fromThrowable',
      `import { ResultAsync } from 'neverthrow'; const ask = ResultAsync.fromThrowable(() => ${FETCH}); const r = await ask();`,
      'none:library caught',
    ],
    [
      'ts-results wrapAsync',
      `import { Result } from 'ts-results'; const r = await Result.wrapAsync(() => ${FETCH});`,
      'none:library caught',
    ],
    ['lodash attempt', `import _ from 'lodash'; const r = await _.attempt(async () => ${FETCH});`, 'none:library lost'],
    ['lodash attempt, module', `import attempt from 'lodash/attempt'; const r = await attempt(async () => ${FETCH});`, 'none:library lost'],
    [
      'axios-retry, off',
      `import axios from 'axios'; import axiosRetry from 'axios-retry'; axiosRetry(axios, { retries: 0 }); await axios.post('http://x:8000/v1/chat/completions', {});`,
      'none:library lost',
    ],
    [
      'axios-retry on another instance',
      `import axios from 'axios'; import axiosRetry from 'axios-retry'; const api = axios.create(); axiosRetry(api); await axios.post('http://x:8000/v1/chat/completions', {});`,
      'none:library lost',
    ],
  ])('%s', (_what, code, expected) => {
    expect(fateOf(code)).toBe(expected);
  });
});

/** What the catalog says and `src/languages/javascript` does not read yet; move a line up when it passes. */
describe('clients and callbacks', () => {
  it.each([
    ['promise-retry', `import promiseRetry from 'promise-retry'; await promiseRetry((retry) => ${FETCH}.catch(retry));`, 'wrapper lost'],
    [
      'promise-retry, function that does not ask for it',
      `import promiseRetry from 'promise-retry'; await promiseRetry(() => ${FETCH});`,
      'none:ineffective-wrapper lost',
    ],
    [
      'axios-retry',
      `import axios from 'axios'; import axiosRetry from 'axios-retry'; axiosRetry(axios, { retries: 3 }); await axios.post('http://x:8000/v1/chat/completions', {});`,
      'wrapper lost',
    ],
    [
      'axios-retry on an instance',
      `import axios from 'axios'; import axiosRetry from 'axios-retry'; const api = axios.create({ baseURL: 'http://x:8000/v1' }); axiosRetry(api); await api.post('/chat/completions', {});`,
      'wrapper lost',
    ],
  ])('%s', (_what, code, expected) => {
    expect(fateOf(code)).toBe(expected);
  });
});

describe('proposals', () => {
  it.each(WRAPPERS.flatMap((library) => (library.proposal ? [[library.id, library.proposal] as const] : [])))('%s', (_id, proposal) => {
    const name = proposal.imported === 'default' ? proposal.local : `{ ${proposal.imported} as ${proposal.local} }`;
    const template = proposal.template.replace('RETRIES + 1', '4').replace('RETRIES', '3').replace('CALL', `() => ${FETCH}`);
    expect(fateOf(`import ${name} from '${proposal.module}'; await ${template};`)).toBe('wrapper lost');
  });
});
