import type { HttpClient } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER } from '../../presets/fetch-response.js';

/**
 * `setup(fetch)` of @vercel/fetch-retry hands out a `fetch` that tries again: 5 retries, the wait six times as long each
 * time, after an error, a 429 or a 5xx; the last 5xx resolves. The failure is that of the `fetch` it is given.
 */
export const vercelFetchRetry = {
  id: '@vercel/fetch-retry',
  title: '`@vercel/fetch-retry`',
  packages: ['@vercel/fetch-retry'],
  versions: '5',
  source: { kind: 'measured', versions: ['@vercel/fetch-retry 5.1.3'], file: 'options: index.js of 5.1.3' },
  failure: {
    attempts: 6,
    seconds: 25,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    rejectsOnStatus: false,
  },
  answer: FETCH_ANSWER,
  exports: {
    default: {
      kind: 'client',
      request: { url: ['0', '0.url'], method: { option: '1.method' }, body: { at: '1.body' }, maxRetries: '1.retry.retries' },
      methods: {},
      factories: { '': {} },
    },
  },
} as const satisfies HttpClient;
