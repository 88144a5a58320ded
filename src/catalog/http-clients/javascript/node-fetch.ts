import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';
import { FETCH_ANSWER } from '../../presets/fetch-response.js';

const request: HttpExport = {
  kind: 'request',
  request: {
    url: ['0', '0.url'],
    method: { option: '1.method' },
    body: { at: '1.body' },
    signal: { at: '1.signal', others: ['1.timeout', '1.agent'] },
  },
};

/** `node-fetch`, and the packages that use it on Node. Its errors are no `TypeError`. */
export const nodeFetch = {
  id: 'node-fetch',
  title: '`node-fetch`',
  packages: ['node-fetch', 'cross-fetch', 'isomorphic-fetch'],
  versions: '2, 3',
  source: {
    kind: 'measured',
    versions: ['node-fetch 2.7.0', 'node-fetch 3.3.2'],
    file: 'cross-fetch and isomorphic-fetch: their package.json depends on it',
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'FetchError',
    test: { kind: 'code', path: ['code'] },
    looks: { names: ['FetchError'], codes: ['code'], emptyOnDualStack: true, packages: ['node-fetch'] },
    rejectsOnStatus: false,
  },
  answer: { ...FETCH_ANSWER, reads: [...FETCH_ANSWER.reads, 'buffer'] },
  exports: { default: request, fetch: request },
} as const satisfies HttpClient;
