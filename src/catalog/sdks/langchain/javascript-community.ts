import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, VECTOR_STORE, langchainObjects } from './javascript-objects.js';

const ollama: ClientOptions = { baseUrl: ['0.baseUrl'], server: 'ollama', maxRetries: '0.maxRetries' };
const hosted = (name: string): ClientOptions => ({ hosted: name, maxRetries: '0.maxRetries' });

/** One request: the `AsyncCaller` before 1 gives up at once on a `TypeError`, and `fetch failed` is one. 1 has no Ollama models. */
const once = langchainObjects(ASYNC_CALLER, { attempts: 1, seconds: 0 });

/** The models of `@langchain/community`, by their deep paths (`chat_models/ollama`, `llms/ollama`, …). */
export const langchainCommunity = {
  id: 'langchain-community',
  title: '`@langchain/community`',
  packages: ['@langchain/community/*'],
  versions: '0.3–1.1',
  source: {
    kind: 'measured',
    versions: ['@langchain/community 0.3.59 with @langchain/core 0.3'],
    file: 'hosted models as @langchain/openai; names from the folder of 0.3.57 and 1.1.29',
  },
  failure: { ...ASYNC_CALLER, error: 'TypeError: fetch failed', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    ChatOllama: { kind: 'class', object: 'ollama', options: ollama },
    Ollama: { kind: 'class', object: 'ollama', options: ollama },
    OllamaEmbeddings: { kind: 'class', object: 'ollamaEmbeddings', options: ollama },
    ChatTogetherAI: { kind: 'class', object: 'model', options: hosted('Together') },
    TogetherAI: { kind: 'class', object: 'model', options: hosted('Together') },
    TogetherAIEmbeddings: { kind: 'class', object: 'embeddings', options: hosted('Together') },
    ChatFireworks: { kind: 'class', object: 'model', options: hosted('Fireworks') },
    ChatPerplexity: { kind: 'class', object: 'model', options: hosted('Perplexity') },
    ChatDeepInfra: { kind: 'class', object: 'model', options: hosted('DeepInfra') },
    FaissStore: VECTOR_STORE,
    HNSWLib: VECTOR_STORE,
  },
  objects: {
    ...langchainObjects(),
    ollama: { ...once.model, returns: renamed(once.model.returns), composed: 'ollama' },
    retryingOllama: { ...once.retrying, returns: renamed(once.retrying.returns), composed: 'retryingOllama' },
    ollamaEmbeddings: once.embeddings,
  },
} as const satisfies Sdk;

/** The same methods with the kinds of the Ollama models. */
function renamed(returns: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(returns).map(([name, object]) => [name, object === 'model' ? 'ollama' : 'retryingOllama']));
}
