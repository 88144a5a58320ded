import type { HttpClient } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER } from '../../presets/fetch-response.js';

/**
 * `fetchRetry(fetch, { retries })` hands out a `fetch` that tries again: 3 retries, 1 s apart, after a network error. A 503
 * resolves. The failure is that of the `fetch` it is given.
 */
export const fetchRetry = {
  id: 'fetch-retry',
  title: '`fetch-retry`',
  packages: ['fetch-retry'],
  versions: '6',
  source: { kind: 'measured', versions: ['fetch-retry 6.0.0'], file: 'options: dist/fetch-retry.umd.js of 6.0.0' },
  failure: {
    attempts: 4,
    seconds: 3,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    rejectsOnStatus: false,
  },
  answer: FETCH_ANSWER,
  exports: {
    default: {
      kind: 'client',
      request: { url: ['0', '0.url'], method: { option: '1.method' }, body: { at: '1.body' }, maxRetries: '1.retries' },
      methods: {},
      factories: { '': { maxRetries: '1.retries' } },
    },
  },
} as const satisfies HttpClient;
