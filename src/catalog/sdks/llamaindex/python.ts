import type { CallKind, Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { BUILTIN_REFUSED, OPENAI_REFUSED } from '../../presets/python-errors.js';
import { OLLAMA_FORM, OPENAI_FORM } from '../../presets/base-url-forms.js';
import { GOES_TO_OPENAI, OPENAI_PUBLIC } from '../openai/shared.js';

const openAi: ClientOptions = {
  baseUrl: ['api_base'],
  form: OPENAI_FORM,
  maxRetries: 'max_retries',
  publicDefault: OPENAI_PUBLIC,
  apiKey: { at: ['api_key'], variable: 'OPENAI_API_KEY', error: 'OpenAIError', missing: 'call' },
  ignored: [{ at: 'base_url', meant: 'api_base', effect: GOES_TO_OPENAI }],
};
const ollama: ClientOptions = { baseUrl: ['base_url|1'], form: OLLAMA_FORM, server: 'ollama' };
const of = (...inner: readonly string[]): ClientOptions => ({ inner });

/** A stream is sent once by LlamaIndex, with the client's retries alone; it fails when it is read. */
const streamed: Partial<SdkFailure> = { attempts: 4, seconds: 3.1 };
/** In asynchronous methods the `await` gives a generator. */
const read: CallKind = { stream: 'always', surfaces: 'read', failure: streamed };
const once: Partial<SdkFailure> = { attempts: 1, seconds: 0, ...BUILTIN_REFUSED };
const embeds: Partial<SdkFailure> = { attempts: 22, seconds: 93 };

const EMBED = ['get_text_embedding', 'get_query_embedding', 'get_text_embedding_batch', 'get_agg_embedding_from_queries'];

const objects: Readonly<Record<string, ObjectKind>> = {
  model: {
    calls: {
      ...requests('', ['chat', 'complete', 'predict', 'structured_predict', 'predict_and_call']),
      ...coroutines(requests('', ['achat', 'acomplete', 'apredict', 'astructured_predict', 'apredict_and_call'])),
      ...requests('', ['stream_chat', 'stream_complete', 'stream', 'stream_structured_predict'], read),
      ...requests('', ['astream_chat', 'astream_complete', 'astream', 'astream_structured_predict'], read),
    },
    returns: { as_structured_llm: 'model' },
  },
  ollama: {
    calls: {
      // Its streams connect at the call.
      ...requests('', ['chat', 'complete', 'predict', 'structured_predict', 'stream_chat', 'stream_complete'], { failure: once }),
      ...coroutines(
        requests('', ['achat', 'acomplete', 'apredict', 'astructured_predict', 'astream_chat', 'astream_complete'], { failure: once }),
      ),
    },
    returns: { as_structured_llm: 'ollama' },
  },
  embedding: {
    calls: {
      ...requests('', EMBED, { failure: embeds }),
      ...coroutines(
        requests(
          '',
          EMBED.map((name) => `a${name}`),
          { failure: embeds },
        ),
      ),
    },
  },
  ollamaEmbedding: {
    calls: {
      ...requests('', EMBED, { failure: once }),
      ...coroutines(
        requests(
          '',
          EMBED.map((name) => `a${name}`),
          { failure: once },
        ),
      ),
    },
  },
  // With the embedding model and the LLM of `Settings`, unless they are given.
  index: {
    calls: {},
    returns: {
      as_query_engine: { object: 'engine', options: of('llm|0') },
      as_chat_engine: { object: 'engine', options: of('llm|1') },
      as_retriever: 'retriever',
    },
  },
  engine: {
    calls: {
      ...requests('', ['query', 'chat']),
      ...coroutines(requests('', ['aquery', 'achat'])),
      ...requests('', ['stream_chat'], read),
      ...requests('', ['astream_chat'], read),
    },
    // Most embed the question before they ask the LLM.
    ambient: ['Settings.llm', 'Settings.embed_model'],
  },
  retriever: {
    calls: { retrieve: { failure: embeds }, ...coroutines({ aretrieve: { failure: embeds } }) },
    ambient: ['Settings.embed_model'],
  },
  // `run()` starts at once and hands out a handler, which is awaited.
  agent: {
    runsTools: true,
    calls: {
      run: { async: true },
      ...requests('', ['chat', 'query']),
      ...coroutines(requests('', ['achat', 'aquery'])),
      ...requests('', ['stream_chat'], read),
      ...requests('', ['astream_chat'], read),
    },
    ambient: ['Settings.llm'],
  },
};

const index: Export = {
  kind: 'class',
  object: 'index',
  statics: { from_documents: { kind: 'factory', object: 'index' }, from_vector_store: { kind: 'factory', object: 'index' } },
};
const engine = (...inner: readonly string[]): Export => ({
  kind: 'class',
  object: 'engine',
  options: of(...inner),
  statics: {
    from_defaults: { kind: 'factory', object: 'engine', options: of('llm', ...inner) },
    from_args: { kind: 'factory', object: 'engine', options: of('llm', ...inner) },
  },
});
const agent: Export = {
  kind: 'class',
  object: 'agent',
  options: of('llm'),
  statics: {
    from_tools: { kind: 'factory', object: 'agent', options: of('llm') },
    from_tools_or_functions: { kind: 'factory', object: 'agent', options: of('llm|1') },
  },
};
const llm: Export = { kind: 'class', object: 'model', options: openAi };

/** LlamaIndex: models, and engines, indices and agents over them. It tries the client's four requests three times. */
export const llamaIndex = {
  id: 'llama-index',
  title: 'LlamaIndex',
  packages: ['llama_index'],
  versions: '0.14',
  source: {
    kind: 'measured',
    versions: [
      'llama-index-core 0.14.25',
      'llama-index-llms-openai 0.8.3',
      'llama-index-llms-openai-like 0.8.1',
      'llama-index-llms-ollama 0.11.0',
      'llama-index-embeddings-openai 0.7.0',
    ],
    file: 'engines, agents: signatures and a closed port',
  },
  failure: { attempts: 12, seconds: 12, ...OPENAI_REFUSED },
  exports: {
    OpenAILike: llm,
    OpenAI: llm,
    OpenAIResponses: llm,
    AzureOpenAI: {
      kind: 'class',
      object: 'model',
      options: { baseUrl: ['azure_endpoint', 'api_base'], isCloud: true, maxRetries: 'max_retries' },
    },
    OpenAIEmbedding: { kind: 'class', object: 'embedding', options: openAi },
    OpenAILikeEmbedding: { kind: 'class', object: 'embedding', options: openAi },
    Ollama: { kind: 'class', object: 'ollama', options: ollama },
    OllamaEmbedding: { kind: 'class', object: 'ollamaEmbedding', options: ollama },
    VectorStoreIndex: index,
    SummaryIndex: index,
    ListIndex: index,
    TreeIndex: index,
    KeywordTableIndex: index,
    KnowledgeGraphIndex: index,
    PropertyGraphIndex: index,
    DocumentSummaryIndex: index,
    GPTVectorStoreIndex: index,
    load_index_from_storage: { kind: 'factory', object: 'index' },
    SimpleChatEngine: engine(),
    ContextChatEngine: engine(),
    CondenseQuestionChatEngine: engine(),
    CondensePlusContextChatEngine: engine('llm|1'),
    RetrieverQueryEngine: engine('llm|1'),
    FunctionAgent: agent,
    ReActAgent: agent,
    CodeActAgent: agent,
    AgentWorkflow: agent,
    OpenAIAgent: agent,
    FunctionCallingAgent: agent,
  },
  objects,
  environment: ['OPENAI_API_BASE'],
} as const satisfies Sdk;
