import type { HttpClient, HttpExport } from '../../model/catalog.js';

const client: HttpExport = {
  kind: 'client',
  request: { url: ['0.url', '0'], method: { option: '0.method' } },
  methods: {},
  factories: { defaults: {} },
};

/** phin. 4 rejects with an `AxiosError`, 3 with Node's error; the code is in the same place. */
export const phin = {
  id: 'phin',
  title: '`phin`',
  packages: ['phin'],
  versions: '3, 4',
  source: 'measured: js-sdks.json, phin 4.0.0; options: types.d.ts of 4.0.0',
  failure: { attempts: 1, seconds: 0, error: 'AxiosError', test: { kind: 'code', path: ['code'] } },
  exports: { default: client, phin: client },
} as const satisfies HttpClient;
