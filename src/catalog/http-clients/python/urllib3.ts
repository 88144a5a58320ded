import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';

const request: HttpRequest = { url: ['url|1'], method: { option: 'method|0', posts: ['json'] }, maxRetries: 'retries' };
const manager: HttpExport = {
  kind: 'class',
  options: { maxRetries: 'retries' },
  methods: { request, urlopen: request, request_encode_url: request, request_encode_body: request },
};

/** urllib3: three retries without a pause, of refused connections for every method. `retries=False` throws `NewConnectionError` instead. */
export const urllib3 = {
  id: 'urllib3',
  title: '`urllib3`',
  packages: ['urllib3'],
  versions: '2',
  source: { kind: 'measured', versions: ['urllib3 2.8.0'] },
  failure: {
    attempts: 4,
    seconds: 0,
    error: 'urllib3.exceptions.MaxRetryError',
    ancestors: ['urllib3.exceptions.RequestError', 'urllib3.exceptions.PoolError', 'urllib3.exceptions.HTTPError'],
    test: { kind: 'class', module: 'urllib3.exceptions', name: 'MaxRetryError' },
    rejectsOnStatus: false,
  },
  answer: {
    reads: ['data', 'json', 'read', 'stream', 'readline'],
    streams: ['stream'],
    silent: ['close', 'release_conn'],
    status: 'status',
    options: ['retries'],
  },
  exports: { request: { kind: 'request', request }, PoolManager: manager, ProxyManager: manager },
} as const satisfies HttpClient;
