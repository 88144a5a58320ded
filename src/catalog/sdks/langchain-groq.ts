import type { ClientOptions, Sdk } from '../../model/catalog.js';
import { ASYNC_CALLER, langchainObjects } from '../langchain-objects.js';

const options: ClientOptions = { baseUrl: ['0.baseUrl'], maxRetries: '0.maxRetries' };

/** LangChain's Groq models. */
export const langchainGroq = {
  id: 'langchain-groq',
  title: '`@langchain/groq`',
  packages: ['@langchain/groq'],
  versions: '0.2–1.3',
  source: 'measured on a closed port with a counting `fetch`: more than 4 requests in 15 s, as `AsyncCaller` of @langchain/core 1.4.0 does by default; options: dist/chat_models.js of 1.3.1',
  failure: { ...ASYNC_CALLER, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatGroq: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(7),
} as const satisfies Sdk;
