import type { ClientOptions, Sdk } from '../../model/catalog.js';
import { ASYNC_CALLER, langchainObjects } from '../langchain-objects.js';

const options: ClientOptions = { baseUrl: ['0.configuration.baseURL'], maxRetries: '0.maxRetries' };

/** LangChain's DeepSeek models: a ChatOpenAI with another base URL. */
export const langchainDeepSeek = {
  id: 'langchain-deepseek',
  title: '`@langchain/deepseek`',
  packages: ['@langchain/deepseek'],
  versions: '0.1–1.1',
  source: 'measured on a closed port with a counting `fetch`: more than 4 requests in 15 s, as `AsyncCaller` of @langchain/core 1.4.0 does by default; options: dist/chat_models.js of 1.1.13',
  failure: { ...ASYNC_CALLER, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatDeepSeek: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(7),
} as const satisfies Sdk;
