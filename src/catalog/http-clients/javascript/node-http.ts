import type { HttpClient, HttpRequest } from '../../../model/catalog/http-client.js';

function sends(method: HttpRequest['method']): HttpRequest {
  return {
    url: ['0'],
    parts: { host: ['0.hostname', '0.host', '1.hostname', '1.host'], port: '0.port', path: '0.path' },
    method,
    surfaces: 'event',
  };
}

const request = sends({ option: '0.method' });
const get = sends('GET');

/** `http.request` and `https.request` of Node: the failure is an `error` event, which ends the process if no listener is there. */
export const nodeHttp = {
  id: 'node:http',
  title: "Node's `http` module",
  packages: ['node:http', 'http', 'node:https', 'https'],
  versions: 'Node 20–24',
  source: {
    kind: 'read',
    versions: ['Node 24'],
    file: 'https://nodejs.org/docs/latest-v24.x/api/http.html#httprequesturl-options-callback',
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'Error: connect ECONNREFUSED',
    test: { kind: 'code', path: ['code'] },
    rejectsOnStatus: false,
  },
  exports: {
    default: { kind: 'client', methods: { request, get } },
    request: { kind: 'request', request },
    get: { kind: 'request', request: get },
  },
} as const satisfies HttpClient;
