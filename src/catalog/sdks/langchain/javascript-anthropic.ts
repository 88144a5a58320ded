import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';

const options: ClientOptions = { baseUrl: ['0.anthropicApiUrl', '0.clientOptions.baseURL'], maxRetries: '0.maxRetries' };

/** LangChain's Anthropic models. The Anthropic SDK's own retries are turned off. */
export const langchainAnthropic = {
  id: 'langchain-anthropic',
  title: '`@langchain/anthropic`',
  packages: ['@langchain/anthropic'],
  versions: '1.5',
  source: {
    kind: 'measured',
    versions: ['@langchain/anthropic 1.5.11', '@langchain/core 1.4.0'],
    file: 'options: dist/chat_models.js; 7 requests in 82 to 112 s of `AsyncCaller`',
  },
  failure: { ...ASYNC_CALLER, error: 'APIConnectionError', test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    ChatAnthropic: { kind: 'class', object: 'model', options },
    ChatAnthropicMessages: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(),
  environment: ['ANTHROPIC_API_URL', 'ANTHROPIC_BASE_URL'],
  hosted: 'Anthropic',
} as const satisfies Sdk;
