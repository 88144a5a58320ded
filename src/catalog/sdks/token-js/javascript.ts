import type { Sdk } from '../../../model/catalog/sdk.js';

/** token.js: openai 4 inside. */
export const tokenJs = {
  id: 'token.js',
  title: 'token.js',
  packages: ['token.js'],
  versions: '0.7',
  source: { kind: 'measured', versions: ['token.js 0.7.1'] },
  failure: { attempts: 3, seconds: 1.5, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    TokenJS: { kind: 'class', object: 'client', options: { baseUrl: ['0.baseURL'] } },
  },
  objects: {
    client: {
      calls: { 'chat.completions.create': { stream: { option: '0.stream' } } },
      returns: { extendModelList: 'client' },
    },
  },
} as const satisfies Sdk;
