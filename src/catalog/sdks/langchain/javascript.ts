import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { ASYNC_CALLER, VECTOR_STORE, langchainObjects } from './javascript-objects.js';

/** `new LLMChain({ llm })`, `createAgent({ model })`: an LLM object if what it is given is one. */
const of = (...wraps: readonly ArgumentPath[]): ClientOptions => ({ wraps });
const chain = (...wraps: readonly ArgumentPath[]): Export => ({
  kind: 'class',
  object: 'model',
  options: of(...wraps),
  statics: { fromLLM: { kind: 'factory', object: 'model', options: of('0', '0.llm') } },
});
const made = (...wraps: readonly ArgumentPath[]): Export => ({ kind: 'factory', object: 'model', options: of(...wraps) });
/** What runs the tools of a model itself. */
const agent = (...wraps: readonly ArgumentPath[]): Export => ({ kind: 'factory', object: 'agent', options: of(...wraps) });

/** Models of 0.0.x, which took the OpenAI client's options as a second argument (`basePath` then). */
const openAi: ClientOptions = {
  baseUrl: ['0.configuration.baseURL', '0.configuration.basePath', '1.baseURL', '1.basePath'],
  maxRetries: '0.maxRetries',
};
const ollama: ClientOptions = { baseUrl: ['0.baseUrl'], server: 'ollama', maxRetries: '0.maxRetries' };

const objects = langchainObjects();

/** LangChain itself: runnables, chains and agents around a model, and the models that 0.0.x had inside. */
export const langchain = {
  id: 'langchain',
  title: 'LangChain',
  packages: [
    'langchain',
    'langchain/*',
    '@langchain/classic',
    '@langchain/classic/*',
    '@langchain/core/*',
    '@langchain/langgraph',
    '@langchain/langgraph/*',
  ],
  versions: '0.0–1.5; core 0.1–1.4',
  source: {
    kind: 'read',
    versions: ['langchain 1.5.14', '@langchain/classic 1.0.50', 'langchain 0.0.212'],
    file: 'dist/*.d.ts, dist/chat_models of 0.0.212; the models inside as @langchain/openai',
  },
  failure: { ...ASYNC_CALLER, error: 'Error', shown: "the model's own error", test: { kind: 'code', path: ['cause', 'cause', 'code'] } },
  exports: {
    RunnableSequence: {
      kind: 'class',
      object: 'model',
      options: of('0.first', '0.middle', '0.last'),
      statics: { from: { kind: 'factory', object: 'model', options: of('0') } },
    },
    RunnableWithMessageHistory: { kind: 'class', object: 'model', options: of('0.runnable') },
    createAgent: agent('0.model'),
    createReactAgent: agent('0.llm', '0.model'),
    // `baseUrl` is for providers such as Ollama; with that of OpenAI it is ignored (measured).
    initChatModel: {
      kind: 'factory',
      object: 'model',
      options: { baseUrl: ['1.baseUrl', '1.configuration.baseURL'], maxRetries: '1.maxRetries' },
    },
    LLMChain: chain('0.llm'),
    ConversationChain: chain('0.llm'),
    RetrievalQAChain: chain('0.combineDocumentsChain'),
    ConversationalRetrievalQAChain: chain('0.combineDocumentsChain'),
    LLMChainExtractor: chain('0.llmChain'),
    MultiQueryRetriever: chain('0.llmChain'),
    ContextualCompressionRetriever: { kind: 'class', object: 'retriever', options: of('0.baseCompressor', '0.baseRetriever') },
    AgentExecutor: { kind: 'class', object: 'agent', options: of('0.agent'), statics: { fromAgentAndTools: agent('0.agent') } },
    loadQAChain: made('0'),
    loadQAStuffChain: made('0'),
    loadQAMapReduceChain: made('0'),
    loadQARefineChain: made('0'),
    loadSummarizationChain: made('0'),
    initializeAgentExecutorWithOptions: agent('1'),
    createOpenAIToolsAgent: made('0.llm'),
    createOpenAIFunctionsAgent: made('0.llm'),
    createToolCallingAgent: made('0.llm'),
    createStructuredChatAgent: made('0.llm'),
    createXmlAgent: made('0.llm'),
    createSqlQueryChain: made('0.llm'),
    createStuffDocumentsChain: made('0.llm'),
    createHistoryAwareRetriever: made('0.llm', '0.retriever'),
    createRetrievalChain: made('0.combineDocsChain', '0.retriever'),
    MemoryVectorStore: VECTOR_STORE,
    FaissStore: VECTOR_STORE,
    HNSWLib: VECTOR_STORE,
    ChatOpenAI: { kind: 'class', object: 'model', options: openAi },
    OpenAI: { kind: 'class', object: 'model', options: openAi },
    OpenAIEmbeddings: { kind: 'class', object: 'embeddings', options: openAi },
    ChatOllama: { kind: 'class', object: 'model', options: ollama },
    Ollama: { kind: 'class', object: 'model', options: ollama },
    OllamaEmbeddings: { kind: 'class', object: 'embeddings', options: ollama },
    ChatAnthropic: { kind: 'class', object: 'model', options: { maxRetries: '0.maxRetries' } },
  },
  objects: { ...objects, agent: { ...objects.model, runsTools: true } },
} as const satisfies Sdk;
