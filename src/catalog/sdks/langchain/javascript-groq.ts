import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';

const options: ClientOptions = { baseUrl: ['0.baseUrl'], maxRetries: '0.maxRetries' };

/** LangChain's Groq models. */
export const langchainGroq = {
  id: 'langchain-groq',
  title: '`@langchain/groq`',
  packages: ['@langchain/groq'],
  versions: '1.3',
  source: {
    kind: 'measured',
    versions: ['@langchain/groq 1.3.1', '@langchain/core 1.4.0'],
    file: 'options: dist/chat_models.js; 7 requests in 82 to 112 s of `AsyncCaller`',
  },
  failure: { ...ASYNC_CALLER, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatGroq: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(),
  hosted: 'Groq',
} as const satisfies Sdk;
