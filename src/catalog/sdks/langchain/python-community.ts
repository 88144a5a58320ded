import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { langchainObjects } from './python-objects.js';
import { VECTOR_STORES } from './python-stores.js';
import { AIOHTTP_REFUSED, OPENAI_REFUSED, REQUESTS_REFUSED } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

const options: ClientOptions = { baseUrl: ['base_url', 'openai_api_base'], maxRetries: 'max_retries' };
const ollama: ClientOptions = {
  baseUrl: ['base_url'],
  server: 'ollama',
  form: { appends: '/api/chat', versioned: false, excess: ['/v1'] },
};
const inside = { attempts: 3, seconds: 1.8 } as const;

/** Ollama by `requests`, or by `aiohttp` in the asynchronous methods. */
const once: Partial<SdkFailure> = { attempts: 1, seconds: 0, ...REQUESTS_REFUSED };
const onceAsync: Partial<SdkFailure> = { attempts: 1, seconds: 0, ...AIOHTTP_REFUSED };
/** `OllamaEmbeddings` hides every failure behind a `ValueError`. */
const embed: Partial<SdkFailure> = {
  attempts: 1,
  seconds: 0,
  error: 'ValueError',
  ancestors: [],
  test: { kind: 'class', module: 'builtins', name: 'ValueError' },
};

const byRequests = langchainObjects(inside, once, { model: 'ollama', retrying: 'ollamaRetrying' });
const ollamaModel: ObjectKind = {
  ...byRequests.model,
  calls: Object.fromEntries(
    Object.entries(byRequests.model.calls).map(([name, kind]) => [
      name,
      name.startsWith('a') && name !== 'apply' ? { ...kind, failure: onceAsync } : kind,
    ]),
  ),
};

/** Runs the tools that the model chooses. */
const agent: Export = { kind: 'factory', object: 'agent', options: { wraps: ['llm|0', 'llm|2'] } };
const agents = langchainObjects(inside, undefined, { model: 'agent', retrying: 'retryingAgent' });

/** LangChain's collection of other people's models: vLLM's server, and older forms of the OpenAI and Ollama models. */
export const langchainCommunity = {
  id: 'langchain-community',
  title: '`langchain_community`',
  packages: ['langchain_community'],
  versions: '0.3–0.4',
  source: {
    kind: 'measured',
    versions: ['langchain-community 0.3.31 with openai 2.54.0', 'langchain-community 0.4.2'],
    file: 'LocalAIEmbeddings, OpenLLM, vector stores: their source in 0.3.31',
  },
  failure: { ...inside, ...OPENAI_REFUSED },
  exports: {
    VLLMOpenAI: { kind: 'class', object: 'model', options: { ...options, form: OPENAI_FORM } },
    ChatOpenAI: { kind: 'class', object: 'model', options: { ...options, form: OPENAI_FORM } },
    AzureChatOpenAI: { kind: 'class', object: 'model', options: { ...options, isCloud: true } },
    OpenAI: { kind: 'class', object: 'model', options },
    OpenAIChat: { kind: 'class', object: 'model', options },
    AzureOpenAI: { kind: 'class', object: 'model', options: { ...options, isCloud: true } },
    OpenLLM: { kind: 'class', object: 'model', options },
    OpenAIEmbeddings: { kind: 'class', object: 'embeddings', options },
    LocalAIEmbeddings: { kind: 'class', object: 'embeddings', options: { ...options, server: 'localai' } },
    Ollama: { kind: 'class', object: 'ollama', options: ollama },
    ChatOllama: { kind: 'class', object: 'ollama', options: ollama },
    OllamaEmbeddings: { kind: 'class', object: 'ollamaEmbeddings', options: ollama },
    // `agent_toolkits`: they return an executor.
    create_sql_agent: agent,
    create_spark_sql_agent: agent,
    create_json_agent: agent,
    create_openapi_agent: agent,
    create_pbi_agent: agent,
    create_pbi_chat_agent: agent,
    ...VECTOR_STORES,
  },
  objects: {
    ...langchainObjects(inside),
    agent: { ...agents.model, runsTools: true },
    retryingAgent: { ...agents.retrying, runsTools: true },
    ollama: ollamaModel,
    ollamaRetrying: byRequests.retrying,
    ollamaEmbeddings: langchainObjects(inside, embed).embeddings,
  },
  environment: ['OPENAI_API_BASE'],
} as const satisfies Sdk;
