import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER } from '../../presets/fetch-response.js';

const request: HttpExport = { kind: 'request', request: { url: ['0', '0.url'], method: { option: '1.method' }, body: { at: '1.body' } } };

/** isomorphic-unfetch: the platform's `fetch` where there is one, as in Node since 18. */
export const isomorphicUnfetch = {
  id: 'isomorphic-unfetch',
  title: '`isomorphic-unfetch`',
  packages: ['isomorphic-unfetch'],
  versions: '4',
  source: { kind: 'read', versions: ['isomorphic-unfetch 4.0.2'], file: 'index.js; the failure is that of `fetch`' },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    rejectsOnStatus: false,
  },
  answer: FETCH_ANSWER,
  exports: { default: request },
} as const satisfies HttpClient;
