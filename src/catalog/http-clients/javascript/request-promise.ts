import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';

function request(method: HttpRequest['method']): HttpRequest {
  return { url: ['0', '0.uri', '0.url'], baseUrl: '0.baseUrl', method };
}

const client: HttpExport = {
  kind: 'client',
  request: request({ option: '0.method' }),
  methods: {
    get: request('GET'),
    head: request('GET'),
    post: request('POST'),
    put: request('POST'),
    patch: request('POST'),
    delete: request('POST'),
    del: request('POST'),
  },
  factories: { defaults: { baseUrl: ['0.baseUrl'] } },
};

/** `request-promise`, and the variant with native promises. `request` itself takes a callback and is absent. */
export const requestPromise = {
  id: 'request-promise',
  title: '`request-promise`',
  packages: ['request-promise', 'request-promise-native', 'request-promise-any'],
  versions: '4',
  source: {
    kind: 'read',
    versions: ['request-promise-core 1.1.4', 'request 2.88'],
    file: 'lib/errors.js, lib/plumbing.js; options: readme of request',
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'RequestError',
    test: { kind: 'code', path: ['cause', 'code'] },
  },
  exports: { default: client },
} as const satisfies HttpClient;
