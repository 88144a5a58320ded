import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog.js';

const methods: Readonly<Record<string, HttpRequest>> = {
  get: { url: ['url|0'], method: 'GET' },
  head: { url: ['url|0'], method: 'GET' },
  options: { url: ['url|0'], method: 'GET' },
  post: { url: ['url|0'], method: 'POST' },
  put: { url: ['url|0'], method: 'POST' },
  patch: { url: ['url|0'], method: 'POST' },
  delete: { url: ['url|0'], method: 'POST' },
  request: { url: ['url|1'], method: { option: 'method|0' } },
};
const session: HttpExport = { kind: 'class', methods };

/**
 * Requests. Its `ConnectionError` inherits from `OSError` and not from the builtin `ConnectionError`, so
 * `except ConnectionError` and `except ConnectionRefusedError` do not catch it. It waits without end for an answer
 * unless `timeout` is given.
 */
export const requests = {
  id: 'requests',
  title: '`requests`',
  packages: ['requests'],
  versions: '2',
  source: 'measured: requests 2.34.2 with urllib3 2.8.0',
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'requests.ConnectionError',
    ancestors: ['requests.RequestException', 'OSError'],
    test: { kind: 'class', module: 'requests', name: 'ConnectionError' },
    rejectsOnStatus: false,
  },
  exports: {
    ...Object.fromEntries(Object.entries(methods).map(([name, request]): [string, HttpExport] => [name, { kind: 'request', request }])),
    Session: session,
    session,
  },
} as const satisfies HttpClient;
