import type { Sdk } from '../../../../src/model/catalog/sdk.js';

const FAILURE = { attempts: 3, seconds: 1.5, error: 'APIConnectionError' };

/** Small entries of the catalog's form, so that these tests do not follow the catalog's every change. */
export const SDKS: Readonly<Record<string, Sdk>> = {
  openai: {
    id: 'openai',
    title: 'the OpenAI SDK',
    packages: ['openai'],
    versions: '4–7',
    source: { kind: 'measured', versions: ['test'] },
    failure: FAILURE,
    exports: { default: { kind: 'class', object: 'client', options: { baseUrl: ['0.baseURL'], maxRetries: '0.maxRetries' } } },
    objects: {
      client: {
        calls: {
          'chat.completions.create': { maxRetries: '1.maxRetries' },
          'chat.completions.stream': { stream: 'always', surfaces: 'read' },
        },
      },
    },
  },
  ai: {
    id: 'ai',
    title: 'the AI SDK',
    packages: ['ai'],
    versions: '4–7',
    source: { kind: 'measured', versions: ['test'] },
    failure: { ...FAILURE, error: 'RetryError' },
    exports: {
      generateText: { kind: 'function', call: { maxRetries: '0.maxRetries' } },
      streamText: { kind: 'function', call: { stream: 'always', surfaces: 'never' } },
    },
    objects: {},
  },
  langchain: {
    id: 'langchain',
    title: 'LangChain',
    packages: ['@langchain/openai'],
    versions: '0.6–1',
    source: { kind: 'measured', versions: ['test'] },
    failure: { ...FAILURE, attempts: 7, seconds: 100 },
    exports: { ChatOpenAI: { kind: 'class', object: 'model', options: { maxRetries: '0.maxRetries' } } },
    objects: { model: { calls: { invoke: {} } } },
  },
};
