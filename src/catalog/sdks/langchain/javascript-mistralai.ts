import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';

/** `endpoint` is in the types, and ignored: the request goes to Mistral (measured). */
const options: ClientOptions = { baseUrl: ['0.serverURL'], maxRetries: '0.maxRetries' };

/** LangChain's Mistral models. */
export const langchainMistralAi = {
  id: 'langchain-mistralai',
  title: '`@langchain/mistralai`',
  packages: ['@langchain/mistralai'],
  versions: '1.2',
  source: {
    kind: 'measured',
    versions: ['@langchain/mistralai 1.2.0', '@langchain/core 1.4.0'],
    file: 'options: dist/chat_models.js; 7 requests in 82 to 112 s of `AsyncCaller`',
  },
  failure: { ...ASYNC_CALLER, error: 'ConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatMistralAI: { kind: 'class', object: 'model', options },
    MistralAI: { kind: 'class', object: 'model', options },
    MistralAIEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: langchainObjects(),
  hosted: 'Mistral',
} as const satisfies Sdk;
