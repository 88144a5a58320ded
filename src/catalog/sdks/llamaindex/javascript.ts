import type { CallKind, Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { OLLAMA_FORM, OPENAI_FORM } from '../../presets/base-url-forms.js';

/** `chat({ stream: true })` of models over the OpenAI and Anthropic SDKs fails while it is read, not at the await. */
const chat: CallKind = { stream: { option: '0.stream' }, streamSurfaces: 'read' };
/** The Ollama client does not retry, and fails at the await in every case. */
const once: Partial<SdkFailure> = {
  attempts: 1,
  seconds: 0,
  error: 'TypeError: fetch failed',
  test: { kind: 'code', path: ['cause', 'code'] },
};
const onceChat: CallKind = { stream: { option: '0.stream' }, failure: once };

const EMBED = ['getTextEmbedding', 'getTextEmbeddings', 'getTextEmbeddingsBatch', 'getQueryEmbedding'];

const openAi: ClientOptions = {
  baseUrl: ['0.additionalSessionOptions.baseURL', '0.baseURL'],
  form: OPENAI_FORM,
  maxRetries: '0.maxRetries',
};
const anthropic: ClientOptions = { hosted: 'Anthropic', maxRetries: '0.maxRetries' };
/** `VLLM` sets its own address; `OpenAI` of `@llamaindex/openai` takes one. */
const vllm: ClientOptions = {
  ignored: [{ at: '0.baseURL', effect: 'requests go to http://localhost:8000/v1; `OpenAI` of `@llamaindex/openai` takes a base URL' }],
};
/** `baseURL`, which OpenAI's takes, is ignored here: the request goes to localhost:11434 (measured). */
const ollama: ClientOptions = {
  baseUrl: ['0.config.host'],
  form: OLLAMA_FORM,
  server: 'ollama',
  ignored: [{ at: '0.baseURL', meant: '0.config.host', effect: 'requests go to http://localhost:11434, without an error' }],
};

const llm: Export = { kind: 'class', object: 'model', options: openAi };
const index = (extra: Readonly<Record<string, Export>> = {}): Export => ({
  kind: 'class',
  object: 'index',
  statics: {
    fromDocuments: { kind: 'factory', object: 'index' },
    init: { kind: 'factory', object: 'index' },
    ...extra,
  },
});

const objects: Readonly<Record<string, ObjectKind>> = {
  model: { calls: { ...requests('', ['chat', 'complete'], chat), exec: chat } },
  ollama: { calls: requests('', ['chat', 'complete'], onceChat) },
  embedding: { calls: requests('', EMBED) },
  ollamaEmbedding: { calls: requests('', EMBED, { failure: once }) },
  // With the embedding model and the LLM of `Settings`.
  index: {
    calls: {},
    returns: {
      asQueryEngine: 'engine',
      asChatEngine: 'engine',
      asRetriever: 'retriever',
      queryEngine: 'engine',
      chatEngine: 'engine',
      retriever: 'retriever',
    },
  },
  engine: { calls: requests('', ['query', 'chat'], chat), ambient: ['Settings.llm'] },
  retriever: { calls: { retrieve: {} }, ambient: ['Settings.embedModel'] },
  agent: { calls: { ...requests('', ['chat', 'query'], chat), ...requests('', ['run', 'runStream']) } },
};

/** LlamaIndex: models, chat and query engines over them. OpenAI 5 inside, told to retry ten times. */
export const llamaIndex = {
  id: 'llamaindex',
  title: 'LlamaIndex',
  packages: [
    'llamaindex',
    'llamaindex/*',
    '@llamaindex/core/*',
    '@llamaindex/openai',
    '@llamaindex/ollama',
    '@llamaindex/anthropic',
    '@llamaindex/vllm',
    '@llamaindex/workflow',
  ],
  versions: 'llamaindex 0.8–0.12; @llamaindex/openai 0.4, ollama 0.1, anthropic 0.3, vllm 0.0',
  source: {
    kind: 'measured',
    versions: ['@llamaindex/openai 0.4.23', '@llamaindex/vllm 0.0.65', '@llamaindex/ollama 0.1.23', '@llamaindex/anthropic 0.3.26'],
    file: 'signatures: dist/*.d.ts of llamaindex 0.12.1 and 0.8.31',
  },
  failure: {
    attempts: 11,
    seconds: 52,
    error: 'APIConnectionError',
    test: { kind: 'code', path: ['cause', 'cause', 'code'] },
  },
  exports: {
    OpenAI: llm,
    OpenAIResponses: llm,
    openai: { kind: 'factory', object: 'model', options: openAi },
    openaiResponses: { kind: 'factory', object: 'model', options: openAi },
    OpenAIEmbedding: { kind: 'class', object: 'embedding', options: openAi },
    // `VLLM` ignores `baseURL` and `maxRetries` (measured): always localhost:8000, 10 retries.
    VLLM: { kind: 'class', object: 'model', options: vllm },
    vllm: { kind: 'factory', object: 'model', options: vllm },
    Anthropic: { kind: 'class', object: 'model', options: anthropic },
    anthropic: { kind: 'factory', object: 'model', options: anthropic },
    Ollama: { kind: 'class', object: 'ollama', options: ollama },
    ollama: { kind: 'factory', object: 'ollama', options: ollama },
    OllamaEmbedding: { kind: 'class', object: 'ollamaEmbedding', options: ollama },
    SimpleChatEngine: { kind: 'class', object: 'engine', options: { wraps: ['0.llm'] } },
    ContextChatEngine: { kind: 'class', object: 'engine', options: { wraps: ['0.chatModel', '0.retriever'] } },
    CondenseQuestionChatEngine: { kind: 'class', object: 'engine', options: { wraps: ['0.queryEngine'] } },
    RetrieverQueryEngine: { kind: 'class', object: 'engine', options: { wraps: ['0'] } },
    VectorStoreIndex: index({ fromVectorStore: { kind: 'factory', object: 'index' } }),
    SummaryIndex: index(),
    KeywordTableIndex: index(),
    OpenAIAgent: { kind: 'class', object: 'agent' },
    AnthropicAgent: { kind: 'class', object: 'agent' },
    ReActAgent: { kind: 'class', object: 'agent', options: { wraps: ['0.llm'] } },
    LLMAgent: { kind: 'class', object: 'agent', options: { wraps: ['0.llm'] } },
    agent: { kind: 'factory', object: 'agent', options: { wraps: ['0.llm'] } },
  },
  objects,
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
