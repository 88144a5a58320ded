import type { HttpClient, HttpRequest } from '../../model/catalog.js';

/** `axios.get(url, config)`. */
function bodiless(method: 'GET' | 'POST'): HttpRequest {
  return { url: ['0'], baseUrl: '1.baseURL', method };
}

/** `axios.post(url, data, config)`. */
const withBody: HttpRequest = { url: ['0'], baseUrl: '2.baseURL', method: 'POST' };

/** axios. `err.name` of a refused connection is `Error`; only `err.code` tells it. */
export const axios = {
  id: 'axios',
  title: 'axios',
  packages: ['axios'],
  versions: '0.35–1',
  source: 'measured: js-sdks.json, axios 1.21.1 and 0.35.0',
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'AxiosError',
    test: { kind: 'code', path: ['code'] },
  },
  exports: {
    default: {
      kind: 'client',
      // `axios(url, config)` and `axios(config)`.
      request: { url: ['0', '0.url'], baseUrl: '0.baseURL', method: { option: '0.method' } },
      methods: {
        request: { url: ['0', '0.url'], baseUrl: '0.baseURL', method: { option: '0.method' } },
        get: bodiless('GET'),
        head: bodiless('GET'),
        options: bodiless('GET'),
        delete: bodiless('POST'),
        post: withBody,
        put: withBody,
        patch: withBody,
        postForm: withBody,
        putForm: withBody,
        patchForm: withBody,
      },
      factories: { create: { baseUrl: ['0.baseURL'] } },
    },
  },
} as const satisfies HttpClient;
