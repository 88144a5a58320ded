import type { HttpClient, HttpExport } from '../../../model/catalog/http-client.js';

const client: HttpExport = {
  kind: 'client',
  request: { url: ['0.url', '0'], method: { option: '0.method' } },
  methods: {},
  factories: { defaults: {} },
};

/** phin. 4 rejects with an `AxiosError`, also on a 429 or 503; 3 with Node's error, and a status resolves. The code is in the same place. */
export const phin = {
  id: 'phin',
  title: '`phin`',
  packages: ['phin'],
  versions: '3, 4',
  source: { kind: 'measured', versions: ['phin 3.7.1', 'phin 4.0.0'], file: 'options: types.d.ts of 4.0.0' },
  failure: { attempts: 1, seconds: 0, error: 'AxiosError', test: { kind: 'code', path: ['code'] } },
  exports: { default: client },
} as const satisfies HttpClient;
