import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, langchainObjects } from './javascript-objects.js';
import { OLLAMA_FORM } from '../../presets/base-url-forms.js';

const chat: ClientOptions = { baseUrl: ['0.baseUrl'], form: OLLAMA_FORM, server: 'ollama' };
const options: ClientOptions = { baseUrl: ['0.baseUrl'], form: OLLAMA_FORM, server: 'ollama', maxRetries: '0.maxRetries' };

const { model, retrying } = langchainObjects(ASYNC_CALLER, ASYNC_CALLER);
const objects = langchainObjects({ attempts: 1, seconds: 0 });

/**
 * LangChain's Ollama models. `ChatOllama` calls the Ollama client past the `AsyncCaller`, so it does not retry,
 * whatever `maxRetries` says; `Ollama` and `OllamaEmbeddings` do. Before 1 these send one request too: the
 * `AsyncCaller` of @langchain/core 0.3 gives up at once on a `TypeError`, and `fetch failed` is one (measured).
 */
export const langchainOllama = {
  id: 'langchain-ollama',
  title: '`@langchain/ollama`',
  packages: ['@langchain/ollama'],
  versions: '0.0–1.3',
  source: {
    kind: 'measured',
    versions: [
      '@langchain/ollama 0.0.4 with @langchain/core 0.2',
      '@langchain/ollama 0.2.4 with @langchain/core 0.3',
      '@langchain/ollama 1.3.0',
    ],
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
  },
  exports: {
    ChatOllama: { kind: 'class', object: 'model', options: chat },
    Ollama: { kind: 'class', object: 'llm', options },
    OllamaEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: {
    model: objects.model,
    retrying: objects.retrying,
    llm: { ...model, returns: renamed(model.returns), composed: 'llm' },
    retryingLlm: { ...retrying, returns: renamed(retrying.returns), composed: 'retryingLlm' },
    embeddings: langchainObjects(ASYNC_CALLER, ASYNC_CALLER).embeddings,
  },
} as const satisfies Sdk;

/** The same methods with the kinds of the text model. */
function renamed(returns: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(returns).map(([name, object]) => [name, object === 'model' ? 'llm' : 'retryingLlm']));
}
