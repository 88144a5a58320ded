import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { OPENAI_ERROR } from '../../presets/error-signatures.js';
import { GOES_TO_OPENAI, OPENAI_PUBLIC } from '../openai/shared.js';

/** Only here: `baseURL` at top level, `configuration.basePath` and a second argument are ignored (measured). */
const options: ClientOptions = {
  baseUrl: ['0.configuration.baseURL'],
  form: OPENAI_FORM,
  maxRetries: '0.maxRetries',
  publicDefault: OPENAI_PUBLIC,
  apiKey: {
    at: ['0.apiKey', '0.openAIApiKey', '0.configuration.apiKey'],
    variable: 'OPENAI_API_KEY',
    error: 'OpenAIError',
    missing: 'call',
  },
  ignored: [
    { at: '0.baseURL', meant: '0.configuration.baseURL', effect: GOES_TO_OPENAI },
    { at: '0.configuration.basePath', meant: '0.configuration.baseURL', effect: GOES_TO_OPENAI },
  ],
};
const azure: ClientOptions = {
  baseUrl: ['0.azureOpenAIBasePath', '0.azureOpenAIEndpoint', '0.configuration.baseURL'],
  isCloud: true,
  maxRetries: '0.maxRetries',
};

/** LangChain's OpenAI models: seven attempts of its own, those of the OpenAI SDK turned off. */
export const langchainOpenAi = {
  id: 'langchain-openai',
  title: '`@langchain/openai`',
  packages: ['@langchain/openai'],
  versions: '0.6–1.5',
  source: {
    kind: 'measured',
    versions: ['@langchain/openai 0.6.17', '@langchain/openai 1.5.8'],
    file: 'options of Azure: dist/types.d.ts of 1.5.8',
  },
  failure: {
    ...ASYNC_CALLER,
    error: 'APIConnectionError',
    // The class is that of a nested copy of `openai`, so `instanceof` may not hold.
    test: { kind: 'code', path: ['cause', 'cause', 'code'] },
    looks: OPENAI_ERROR,
  },
  exports: {
    ChatOpenAI: { kind: 'class', object: 'model', options },
    ChatOpenAICompletions: { kind: 'class', object: 'model', options },
    ChatOpenAIResponses: { kind: 'class', object: 'model', options },
    OpenAI: { kind: 'class', object: 'model', options },
    OpenAIEmbeddings: { kind: 'class', object: 'embeddings', options },
    AzureChatOpenAI: { kind: 'class', object: 'model', options: azure },
    AzureOpenAI: { kind: 'class', object: 'model', options: azure },
    AzureOpenAIEmbeddings: { kind: 'class', object: 'embeddings', options: azure },
  },
  objects: langchainObjects(),
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
