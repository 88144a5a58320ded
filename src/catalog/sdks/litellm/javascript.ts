import type { Sdk } from '../../../model/catalog/sdk.js';

/** The JavaScript port of LiteLLM: openai 4 inside. */
export const litellm = {
  id: 'litellm',
  title: 'litellm',
  packages: ['litellm'],
  versions: '0.12',
  source: { kind: 'measured', versions: ['litellm 0.12.0'] },
  failure: { attempts: 3, seconds: 1.5, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    completion: { kind: 'function', call: { baseUrl: ['0.baseUrl'], stream: { option: '0.stream' } } },
    embedding: { kind: 'function', call: { baseUrl: ['0.baseUrl'] } },
  },
  objects: {},
} as const satisfies Sdk;
