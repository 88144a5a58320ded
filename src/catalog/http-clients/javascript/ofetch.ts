import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';

const request: HttpRequest = {
  url: ['0', '0.url'],
  baseUrl: '1.baseURL',
  method: { option: '1.method' },
  body: { at: '1.body', serializes: true },
  maxRetries: '1.retry',
};

const client: HttpExport = {
  kind: 'client',
  request,
  methods: { raw: request },
  factories: { create: { baseUrl: ['0.baseURL'], maxRetries: '0.retry' } },
};

/** ofetch, and the global `$fetch` of Nuxt and Nitro. It tries GET again, not POST, unless `retry` is a number. */
export const ofetch = {
  id: 'ofetch',
  title: '`ofetch`',
  packages: ['ofetch'],
  globals: ['$fetch'],
  versions: '1',
  source: { kind: 'measured', versions: ['ofetch 1.5.1'], file: '`raw`, `create`: dist/index.d.ts of 1.5.1' },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'FetchError',
    test: { kind: 'code', path: ['cause', 'cause', 'code'] },
  },
  attemptsByMethod: { GET: 2, POST: 1 },
  exports: { ofetch: client, $fetch: client },
} as const satisfies HttpClient;
