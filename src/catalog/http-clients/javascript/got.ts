import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';

function request(method: HttpRequest['method']): HttpRequest {
  return { url: ['0', '0.url'], baseUrl: '1.prefixUrl', method, body: { at: '1.body' }, maxRetries: '1.retry.limit' };
}

const client: HttpExport = {
  kind: 'client',
  request: request({ option: '1.method' }),
  methods: {
    get: request('GET'),
    head: request('GET'),
    post: request('POST'),
    put: request('GET'),
    patch: request('POST'),
    delete: request('GET'),
  },
  factories: { extend: { baseUrl: ['0.prefixUrl'], maxRetries: '0.retry.limit' } },
};

/** got. It tries GET, HEAD, PUT and DELETE again (here all `GET`), not POST and PATCH, unless `retry.methods` names them. A dual-stack host leaves the message empty. */
export const got = {
  id: 'got',
  title: '`got`',
  packages: ['got'],
  versions: '11–16',
  source: {
    kind: 'measured',
    versions: ['got 14.6.6', 'got 16.1.0', 'got 11.8.6'],
    file: 'options: dist/source/core/options.d.ts of 14.6.6',
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'RequestError',
    test: { kind: 'code', path: ['code'] },
  },
  attemptsByMethod: { GET: 3, POST: 1 },
  exports: { default: client, got: client },
} as const satisfies HttpClient;
