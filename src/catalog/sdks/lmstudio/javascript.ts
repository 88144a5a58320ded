import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

/** LM Studio's SDK. It talks over a WebSocket; the promise of a prediction can be iterated as well. */
export const lmStudio = {
  id: '@lmstudio/sdk',
  title: 'the LM Studio SDK',
  packages: ['@lmstudio/sdk'],
  versions: '1.5',
  source: { kind: 'measured', versions: ['@lmstudio/sdk 1.5.0'], file: 'signatures: dist/index.d.ts of 2.0.0' },
  failure: { attempts: 1, seconds: 0, error: 'Error: connect ECONNREFUSED', test: { kind: 'code', path: ['code'] } },
  exports: {
    LMStudioClient: { kind: 'class', object: 'client', options: { baseUrl: ['0.baseUrl'], server: 'lmstudio' } },
  },
  objects: {
    client: {
      calls: {
        ...requests('llm', ['model', 'load'], { hasEffect: true }),
        ...requests('llm', ['unload', 'listLoaded']),
        ...requests('embedding', ['model', 'load'], { hasEffect: true }),
        ...requests('embedding', ['unload', 'listLoaded']),
        ...requests('system', ['listDownloadedModels']),
      },
      returns: {
        'llm.model': 'model',
        'llm.load': 'model',
        'llm.createDynamicHandle': 'model',
        'embedding.model': 'embedding',
        'embedding.load': 'embedding',
        'embedding.createDynamicHandle': 'embedding',
      },
    },
    model: {
      calls: {
        ...requests('', ['respond', 'complete'], { isIterable: true }),
        ...requests('', ['tokenize', 'countTokens', 'unload']),
        act: { runsTools: true },
      },
    },
    embedding: { calls: requests('', ['embed', 'tokenize', 'countTokens', 'unload']) },
  },
} as const satisfies Sdk;
