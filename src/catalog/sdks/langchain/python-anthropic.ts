import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { LANGCHAIN_ERRORS, langchainObjects } from './python-objects.js';

const options: ClientOptions = { baseUrl: ['base_url', 'anthropic_api_url'], maxRetries: 'max_retries' };
const inside = { attempts: 3, seconds: 1.5 } as const;

/** LangChain's Anthropic models: the client inside retries. Their error inherits from the SDK's. */
export const langchainAnthropic = {
  id: 'langchain-anthropic',
  title: '`langchain_anthropic`',
  packages: ['langchain_anthropic'],
  versions: '1',
  source: { kind: 'measured', versions: ['langchain-anthropic 1.7.7'] },
  failure: {
    ...inside,
    error: 'anthropic.APIConnectionError',
    ancestors: ['anthropic.APIError', 'anthropic.AnthropicError', ...LANGCHAIN_ERRORS],
    test: { kind: 'class', module: 'anthropic', name: 'APIConnectionError' },
  },
  exports: {
    ChatAnthropic: { kind: 'class', object: 'model', options },
    AnthropicLLM: { kind: 'class', object: 'model', options },
  },
  objects: langchainObjects(inside),
  environment: ['ANTHROPIC_API_URL', 'ANTHROPIC_BASE_URL'],
  hosted: 'Anthropic',
} as const satisfies Sdk;
