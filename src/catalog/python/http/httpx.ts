import type { HttpClient, HttpExport, HttpFactory, HttpRequest } from '../../../model/catalog.js';

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
/** A context manager in both kinds of client: it connects when it is entered. */
const stream: HttpRequest = { url: ['url|1'], method: { option: 'method|0' }, surfaces: 'read' };
const options: HttpFactory = { baseUrl: ['base_url'], maxRetries: 'transport.retries' };
const exports: Readonly<Record<string, HttpExport>> = {
  ...Object.fromEntries(Object.entries({ ...methods, stream }).map(([name, request]): [string, HttpExport] => [name, { kind: 'request', request }])),
  Client: { kind: 'class', options, methods: { ...methods, stream } },
  AsyncClient: { kind: 'class', options, methods: { ...Object.fromEntries(Object.entries(methods).map(([name, request]) => [name, { ...request, async: true as const }])), stream } },
};

/** HTTPX. Its errors inherit from `Exception` alone: neither `OSError` nor `ConnectionError` catches them. */
export const httpx = {
  id: 'httpx',
  title: '`httpx`',
  packages: ['httpx'],
  versions: '0.28',
  source: 'measured: httpx 0.28.1',
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'httpx.ConnectError',
    ancestors: ['httpx.NetworkError', 'httpx.TransportError', 'httpx.RequestError', 'httpx.HTTPError'],
    test: { kind: 'class', module: 'httpx', name: 'ConnectError' },
    rejectsOnStatus: false,
  },
  exports,
} as const satisfies HttpClient;

/** HTTPX 2, a package of its own: its classes are not those of `httpx`. The OpenAI SDK 3 is made of it. */
export const httpx2 = {
  ...httpx,
  id: 'httpx2',
  title: '`httpx2`',
  packages: ['httpx2'],
  versions: '2',
  source: 'measured: httpx2 2.16.2',
  failure: {
    ...httpx.failure,
    error: 'httpx2.ConnectError',
    ancestors: ['httpx2.NetworkError', 'httpx2.TransportError', 'httpx2.RequestError', 'httpx2.HTTPError'],
    test: { kind: 'class', module: 'httpx2', name: 'ConnectError' },
  },
} as const satisfies HttpClient;
