import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { langchainObjects } from './python-objects.js';
import { BUILTIN_REFUSED, HTTPX_REFUSED } from '../../presets/python-errors.js';
import { OLLAMA_FORM } from '../../presets/base-url-forms.js';

const options: ClientOptions = { baseUrl: ['base_url'], form: OLLAMA_FORM, server: 'ollama' };
const inside = { attempts: 1, seconds: 0 } as const;
/** Embeddings go through the client's own check, models do not. */
const embed: CallKind = { failure: { ...BUILTIN_REFUSED } };

/** LangChain's Ollama models. They always stream, so what they throw is `httpx`'s error, not the client's `ConnectionError`. */
export const langchainOllama = {
  id: 'langchain-ollama',
  title: '`langchain_ollama`',
  packages: ['langchain_ollama'],
  versions: '1',
  source: { kind: 'measured', versions: ['langchain-ollama 1.1.0 with ollama 0.6.3'] },
  failure: { ...inside, ...HTTPX_REFUSED },
  exports: {
    ChatOllama: { kind: 'class', object: 'model', options },
    OllamaLLM: { kind: 'class', object: 'model', options },
    OllamaEmbeddings: { kind: 'class', object: 'embeddings', options },
  },
  objects: {
    ...langchainObjects(inside),
    embeddings: {
      calls: {
        ...requests('', ['embed_query', 'embed_documents'], embed),
        ...coroutines(requests('', ['aembed_query', 'aembed_documents'], embed)),
      },
    },
  },
  environment: ['OLLAMA_HOST'],
} as const satisfies Sdk;
