import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';

function request(method: 'GET' | 'POST'): HttpRequest {
  return { url: ['0'], method };
}

const methods = {
  get: request('GET'),
  head: request('GET'),
  options: request('GET'),
  post: request('POST'),
  put: request('POST'),
  patch: request('POST'),
  delete: request('POST'),
  del: request('POST'),
};

const client: HttpExport = {
  kind: 'client',
  // `request('POST', url)` and `request(url)`.
  request: { url: ['1', '0'], method: { option: '0' } },
  methods,
  factories: { agent: {} },
};

/** superagent. It sends once; `.retry(n)` in the chain tries again. */
export const superagent = {
  id: 'superagent',
  title: '`superagent`',
  packages: ['superagent'],
  versions: '7–10',
  source: { kind: 'measured', versions: ['superagent 10.4.2'], file: 'a URL without a scheme: lib/node/index.js' },
  addsScheme: true,
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'Error: connect ECONNREFUSED',
    test: { kind: 'code', path: ['code'] },
  },
  exports: { default: client },
} as const satisfies HttpClient;
