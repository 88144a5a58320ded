import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';

const options: ClientOptions = { baseUrl: ['0.baseUrl'], maxRetries: '0.maxRetries' };

/** LangChain's Gemini models. */
export const langchainGoogleGenAi = {
  id: 'langchain-google-genai',
  title: '`@langchain/google-genai`',
  packages: ['@langchain/google-genai'],
  versions: '2.3',
  source: {
    kind: 'measured',
    versions: ['@langchain/google-genai 2.3.2', '@langchain/core 1.4.0'],
    file: 'options: dist/chat_models.js; 7 requests in 82 to 112 s of `AsyncCaller`',
  },
  failure: { ...ASYNC_CALLER, error: 'GoogleGenerativeAIError' },
  exports: {
    ChatGoogleGenerativeAI: { kind: 'class', object: 'model', options },
    GoogleGenerativeAIEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: langchainObjects(),
  hosted: 'Google',
} as const satisfies Sdk;
