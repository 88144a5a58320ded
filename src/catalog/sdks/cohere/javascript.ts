import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

const options: ClientOptions = { baseUrl: ['0.environment', '0.baseUrl'] };

/** The Cohere SDK. `maxRetries` counts for statuses alone; a refused connection is not retried. */
export const cohere = {
  id: 'cohere-ai',
  title: 'the Cohere SDK',
  packages: ['cohere-ai'],
  versions: '8',
  source: { kind: 'measured', versions: ['cohere-ai 8.1.0'], file: 'methods from a walk over the client objects' },
  failure: { attempts: 1, seconds: 0, error: 'CohereError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    CohereClient: { kind: 'class', object: 'client', options },
    CohereClientV2: { kind: 'class', object: 'client', options },
  },
  objects: {
    client: {
      calls: {
        ...requests('', ['chat', 'generate', 'embed', 'rerank', 'classify', 'summarize', 'tokenize', 'detokenize', 'parse', 'checkApiKey']),
        ...requests('', ['chatStream', 'generateStream'], { stream: 'always' }),
        ...requests('v2', ['chat', 'embed', 'rerank', 'parse']),
        ...requests('v2', ['chatStream'], { stream: 'always' }),
        ...requests('models', ['get', 'list']),
      },
    },
  },
  hosted: 'Cohere',
} as const satisfies Sdk;
