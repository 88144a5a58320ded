import type { ClientOptions, Sdk } from '../../model/catalog.js';
import { ASYNC_CALLER, langchainObjects } from '../langchain-objects.js';

const options: ClientOptions = { baseUrl: ['0.baseUrl'], maxRetries: '0.maxRetries' };

/** LangChain's Gemini models. */
export const langchainGoogleGenAi = {
  id: 'langchain-google-genai',
  title: '`@langchain/google-genai`',
  packages: ['@langchain/google-genai'],
  versions: '0.2–2.3',
  source: 'measured on a closed port with a counting `fetch`: more than 4 requests in 15 s, as `AsyncCaller` of @langchain/core 1.4.0 does by default; options: dist/chat_models.js of 2.3.2',
  failure: { ...ASYNC_CALLER, error: 'TypeError: fetch failed', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    ChatGoogleGenerativeAI: { kind: 'class', object: 'model', options },
    GoogleGenerativeAIEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: langchainObjects(7),
} as const satisfies Sdk;
