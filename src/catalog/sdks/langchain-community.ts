import type { ClientOptions, Sdk } from '../../model/catalog.js';
import { ASYNC_CALLER, VECTOR_STORE, langchainObjects } from '../langchain-objects.js';

const ollama: ClientOptions = { baseUrl: ['0.baseUrl'], maxRetries: '0.maxRetries' };
const hosted: ClientOptions = { maxRetries: '0.maxRetries' };

/** The models of `@langchain/community`, by their deep paths (`chat_models/ollama`, `llms/ollama`, …). */
export const langchainCommunity = {
  id: 'langchain-community',
  title: '`@langchain/community`',
  packages: ['@langchain/community/*'],
  versions: '0.3–1.1',
  source: 'dist/{chat_models,llms,embeddings}/ollama.js of 0.3.57: every request through `this.caller`, so as measured for @langchain/openai; names from the folder of 0.3.57 and 1.1.29',
  failure: { ...ASYNC_CALLER, error: 'TypeError: fetch failed', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    ChatOllama: { kind: 'class', object: 'model', options: ollama },
    Ollama: { kind: 'class', object: 'model', options: ollama },
    OllamaEmbeddings: { kind: 'class', object: 'embeddings', options: ollama },
    ChatTogetherAI: { kind: 'class', object: 'model', options: hosted },
    TogetherAI: { kind: 'class', object: 'model', options: hosted },
    TogetherAIEmbeddings: { kind: 'class', object: 'embeddings', options: hosted },
    ChatFireworks: { kind: 'class', object: 'model', options: hosted },
    ChatPerplexity: { kind: 'class', object: 'model', options: hosted },
    ChatDeepInfra: { kind: 'class', object: 'model', options: hosted },
    FaissStore: VECTOR_STORE,
    HNSWLib: VECTOR_STORE,
  },
  objects: langchainObjects(),
} as const satisfies Sdk;
