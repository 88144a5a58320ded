import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';

const options: ClientOptions = { baseUrl: ['0.configuration.baseURL'], maxRetries: '0.maxRetries' };

/** LangChain's DeepSeek models: a ChatOpenAI with another base URL. */
export const langchainDeepSeek = {
  id: 'langchain-deepseek',
  title: '`@langchain/deepseek`',
  packages: ['@langchain/deepseek'],
  versions: '1.1',
  source: {
    kind: 'measured',
    versions: ['@langchain/deepseek 1.1.13', '@langchain/core 1.4.0'],
    file: 'options: dist/chat_models.js; 7 requests in 82 to 112 s of `AsyncCaller`',
  },
  failure: { ...ASYNC_CALLER, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatDeepSeek: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(),
  hosted: 'DeepSeek',
} as const satisfies Sdk;
