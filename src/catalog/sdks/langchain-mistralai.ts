import type { ClientOptions, Sdk } from '../../model/catalog.js';
import { ASYNC_CALLER, langchainObjects } from '../langchain-objects.js';

const options: ClientOptions = { baseUrl: ['0.serverURL', '0.endpoint'], maxRetries: '0.maxRetries' };

/** LangChain's Mistral models. */
export const langchainMistralAi = {
  id: 'langchain-mistralai',
  title: '`@langchain/mistralai`',
  packages: ['@langchain/mistralai'],
  versions: '0.2–1.2',
  source: 'measured on a closed port with a counting `fetch`: more than 4 requests in 15 s, as `AsyncCaller` of @langchain/core 1.4.0 does by default; options: dist/chat_models.js of 1.2.0',
  failure: { ...ASYNC_CALLER, error: 'ConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatMistralAI: { kind: 'class', object: 'model', options },
    MistralAI: { kind: 'class', object: 'model', options },
    MistralAIEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: langchainObjects(7),
} as const satisfies Sdk;
