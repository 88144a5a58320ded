import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';
import { STANDARD_TIMEOUT } from '../../presets/python-timeouts.js';

/** `HTTPConnection('localhost', 8000).request('POST', '/v1/completions')`; the first argument may hold the port too. */
const connection: HttpExport = {
  kind: 'class',
  options: { parts: { host: ['host|0'], port: 'port|1' }, timeout: STANDARD_TIMEOUT },
  methods: { request: { url: ['url|1'], method: { option: 'method|0' } } },
};

/** `http.client` of the standard library: the only client whose refused connection is a `ConnectionRefusedError`. */
export const httpClient = {
  id: 'http.client',
  title: '`http.client`',
  packages: ['http.client'],
  versions: 'Python 3',
  source: { kind: 'measured', versions: ['CPython 3.12.1'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'ConnectionRefusedError',
    ancestors: ['ConnectionError', 'OSError'],
    test: { kind: 'class', module: 'builtins', name: 'ConnectionRefusedError' },
    rejectsOnStatus: false,
  },
  answer: { reads: ['read', 'readline', 'readinto'], streams: [], silent: ['close'], status: 'status', from: 'getresponse' },
  exports: { HTTPConnection: connection, HTTPSConnection: connection },
} as const satisfies HttpClient;
