import type { HttpClient, HttpExport, HttpRequest } from '../../../model/catalog/http-client.js';
import { kyTimeout } from '../../presets/javascript-timeouts.js';

function request(method: HttpRequest['method']): HttpRequest {
  return {
    url: ['0', '0.url'],
    baseUrl: '1.prefixUrl',
    method,
    body: { at: '1.body' },
    maxRetries: '1.retry.limit',
    timeout: kyTimeout('1.timeout'),
  };
}

const factory = {
  baseUrl: ['0.prefixUrl', '0.prefix', '0.baseUrl'],
  maxRetries: '0.retry.limit',
  timeout: kyTimeout('0.timeout'),
} as const;

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
  factories: { create: factory, extend: factory },
};

/**
 * ky. It tries GET, HEAD, PUT and DELETE again (here all `GET`), not POST and PATCH, unless `retry.methods` names them. No test: the code is at `cause.code` in 1 and at
 * `cause.cause.code` in 2.
 */
export const ky = {
  id: 'ky',
  title: '`ky`',
  packages: ['ky'],
  versions: '1, 2',
  source: { kind: 'measured', versions: ['ky 1.14.3', 'ky 2.1.0'], file: 'options: distribution/types/options.d.ts of both' },
  failure: { attempts: 1, seconds: 0, error: 'NetworkError', shown: '`NetworkError` (`TypeError` before 2)' },
  attemptsByMethod: { GET: 3, POST: 1 },
  exports: { default: client },
} as const satisfies HttpClient;
