import type { HttpClient, HttpFactory, HttpRequest } from '../../../model/catalog.js';

const methods: Readonly<Record<string, HttpRequest>> = {
  get: { url: ['url|0'], method: 'GET', async: true },
  head: { url: ['url|0'], method: 'GET', async: true },
  options: { url: ['url|0'], method: 'GET', async: true },
  ws_connect: { url: ['url|0'], method: 'GET', async: true },
  post: { url: ['url|0'], method: 'POST', async: true },
  put: { url: ['url|0'], method: 'POST', async: true },
  patch: { url: ['url|0'], method: 'POST', async: true },
  delete: { url: ['url|0'], method: 'POST', async: true },
  request: { url: ['url|1'], method: { option: 'method|0' }, async: true },
};
const options: HttpFactory = { baseUrl: ['base_url|0'] };

/** aiohttp: requests are awaited or entered (`async with`). Its `ClientConnectorError` is an `OSError`. */
export const aiohttp = {
  id: 'aiohttp',
  title: '`aiohttp`',
  packages: ['aiohttp'],
  versions: '3',
  source: 'measured: aiohttp 3.14.5',
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'aiohttp.ClientConnectorError',
    ancestors: ['aiohttp.ClientOSError', 'aiohttp.ClientConnectionError', 'aiohttp.ClientError', 'OSError'],
    test: { kind: 'class', module: 'aiohttp', name: 'ClientConnectorError' },
    rejectsOnStatus: false,
  },
  exports: {
    request: { kind: 'request', request: { url: ['url|1'], method: { option: 'method|0' }, async: true } },
    ClientSession: { kind: 'class', options, methods },
  },
} as const satisfies HttpClient;

/** aiohttp_retry: by default it tries answers of 5xx again, not refused connections, which `exceptions` must name. */
export const aiohttpRetry = {
  ...aiohttp,
  id: 'aiohttp-retry',
  title: '`aiohttp_retry`',
  packages: ['aiohttp_retry'],
  versions: '2',
  source: 'measured: aiohttp-retry 2.9.1 with aiohttp 3.14.5',
  exports: { RetryClient: { kind: 'class', options: { baseUrl: ['base_url'] }, methods: Object.fromEntries(Object.entries(methods).filter(([name]) => name !== 'ws_connect')) } },
} as const satisfies HttpClient;
