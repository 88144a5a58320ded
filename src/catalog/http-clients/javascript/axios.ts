import type { HttpClient, HttpRequest } from '../../../model/catalog/http-client.js';
import { axiosTimeout } from '../../presets/javascript-timeouts.js';

/** `axios.get(url, config)`. */
function bodiless(method: 'GET' | 'POST'): HttpRequest {
  return { url: ['0'], baseUrl: '1.baseURL', method, timeout: axiosTimeout('1.timeout') };
}

/** `axios.post(url, data, config)`. */
const withBody: HttpRequest = {
  url: ['0'],
  baseUrl: '2.baseURL',
  method: 'POST',
  body: { at: '1', serializes: true },
  timeout: axiosTimeout('2.timeout'),
};

/** axios. `err.name` of a refused connection is `Error`; only `err.code` tells it. */
export const axios = {
  id: 'axios',
  title: 'axios',
  packages: ['axios'],
  versions: '0.35–1',
  source: { kind: 'measured', versions: ['axios 1.21.1', 'axios 0.35.0'] },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'AxiosError',
    test: { kind: 'code', path: ['code'] },
  },
  errorGuards: { isAxiosError: 'AxiosError' },
  interceptors: ['interceptors.response.use'],
  exports: {
    default: {
      kind: 'client',
      // `axios(url, config)` and `axios(config)`.
      request: {
        url: ['0', '0.url'],
        baseUrl: '0.baseURL',
        method: { option: '0.method' },
        body: { at: '0.data', serializes: true },
        timeout: axiosTimeout('0.timeout'),
      },
      methods: {
        request: {
          url: ['0', '0.url'],
          baseUrl: '0.baseURL',
          method: { option: '0.method' },
          body: { at: '0.data', serializes: true },
          timeout: axiosTimeout('0.timeout'),
        },
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
      factories: { create: { baseUrl: ['0.baseURL'], timeout: axiosTimeout('0.timeout') } },
    },
  },
} as const satisfies HttpClient;
