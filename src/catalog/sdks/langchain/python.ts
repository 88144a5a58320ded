import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { LANGCHAIN_ERRORS, langchainObjects } from './python-objects.js';
import { VECTOR_STORES } from './python-stores.js';

const of = (...wraps: readonly ArgumentPath[]): ClientOptions => ({ wraps });
const made = (...wraps: readonly ArgumentPath[]): Export => ({ kind: 'factory', object: 'model', options: of(...wraps) });
/** Runs the tools that the model chooses. */
const agent = (...wraps: readonly ArgumentPath[]): Export => ({ kind: 'factory', object: 'agent', options: of(...wraps) });
const chain = (...wraps: readonly ArgumentPath[]): Export => ({
  kind: 'class',
  object: 'model',
  options: of(...wraps),
  statics: {
    from_llm: { kind: 'factory', object: 'model', options: of('llm|0', 'llm|1') },
    from_chain_type: { kind: 'factory', object: 'model', options: of('llm|0') },
    from_string: { kind: 'factory', object: 'model', options: of('llm|0') },
  },
});
const init: ClientOptions = { model: 'model|0', baseUrl: ['base_url', 'openai_api_base', 'api_base'], maxRetries: 'max_retries' };
const model: ClientOptions = { baseUrl: ['base_url', 'openai_api_base'], maxRetries: 'max_retries' };
const inside = { attempts: 3, seconds: 1.5 } as const;
const agents = langchainObjects(inside, undefined, { model: 'agent', retrying: 'retryingAgent' });

/** LangChain itself: runnables, chains and agents around a model. They neither retry nor catch. */
export const langchain = {
  id: 'langchain',
  title: 'LangChain',
  packages: [
    'langchain',
    'langchain_classic',
    'langchain_core',
    'langgraph',
    'langchain_chroma',
    'langchain_qdrant',
    'langchain_postgres',
    'langchain_milvus',
    'langchain_experimental',
  ],
  versions: '0.3–1',
  source: {
    kind: 'measured',
    versions: ['langchain 1.4.7', 'langchain-openai 1.7.3'],
    file: 'chains, agents and retrievers: signatures of langchain 0.3.30',
  },
  failure: {
    ...inside,
    error: 'openai.APIConnectionError',
    ancestors: ['openai.APIError', 'openai.OpenAIError', ...LANGCHAIN_ERRORS],
    test: { kind: 'class', module: 'openai', name: 'APIConnectionError' },
  },
  exports: {
    init_chat_model: { kind: 'factory', object: 'model', options: init },
    init_embeddings: { kind: 'factory', object: 'embeddings', options: init },
    create_agent: agent('model|0'),
    create_react_agent: agent('model|0', 'llm|0'),
    RunnableSequence: { kind: 'class', object: 'model', options: of('0', '1', '2', '3', 'first', 'last') },
    RunnableWithMessageHistory: { kind: 'class', object: 'model', options: of('runnable|0') },
    LLMChain: chain('llm'),
    ConversationChain: chain('llm'),
    RetrievalQA: chain('combine_documents_chain'),
    RetrievalQAWithSourcesChain: chain('combine_documents_chain'),
    ConversationalRetrievalChain: chain('combine_docs_chain'),
    MapReduceDocumentsChain: chain('llm_chain'),
    StuffDocumentsChain: chain('llm_chain'),
    RefineDocumentsChain: chain('initial_llm_chain'),
    LLMMathChain: chain('llm_chain', 'llm'),
    GraphCypherQAChain: chain('qa_chain'),
    SQLDatabaseChain: chain('llm_chain', 'llm'),
    SimpleSequentialChain: chain('chains'),
    SequentialChain: chain('chains'),
    AgentExecutor: { kind: 'class', object: 'agent', options: of('agent'), statics: { from_agent_and_tools: agent('agent|0') } },
    initialize_agent: agent('llm|1'),
    load_qa_chain: made('llm|0'),
    load_summarize_chain: made('llm|0'),
    create_retrieval_chain: made('combine_docs_chain|1', 'retriever|0'),
    create_history_aware_retriever: made('llm|0', 'retriever|1'),
    create_sql_query_chain: made('llm|0'),
    create_stuff_documents_chain: made('llm|0'),
    create_tool_calling_agent: made('llm|0'),
    create_openai_tools_agent: made('llm|0'),
    create_openai_functions_agent: made('llm|0'),
    create_structured_chat_agent: made('llm|0'),
    create_json_chat_agent: made('llm|0'),
    create_xml_agent: made('llm|0'),
    create_self_ask_with_search_agent: made('llm|0'),
    // Also of `langchain_experimental`: they return an executor.
    create_pandas_dataframe_agent: agent('llm|0'),
    create_csv_agent: agent('llm|0'),
    create_python_agent: agent('llm|0'),
    create_spark_dataframe_agent: agent('llm|0'),
    create_vectorstore_agent: agent('llm|0'),
    create_vectorstore_router_agent: agent('llm|0'),
    create_conversational_retrieval_agent: agent('llm|0'),
    MultiQueryRetriever: {
      kind: 'class',
      object: 'retriever',
      options: of('llm_chain', 'retriever'),
      statics: { from_llm: { kind: 'factory', object: 'retriever', options: of('llm|1') } },
    },
    ContextualCompressionRetriever: { kind: 'class', object: 'retriever', options: of('base_retriever', 'base_compressor') },
    SelfQueryRetriever: {
      kind: 'class',
      object: 'retriever',
      statics: { from_llm: { kind: 'factory', object: 'retriever', options: of('llm|0') } },
      options: of('llm_chain'),
    },
    EnsembleRetriever: { kind: 'class', object: 'retriever', options: of('retrievers') },
    // The models that versions before 0.2 exported.
    ChatOpenAI: { kind: 'class', object: 'model', options: model },
    OpenAI: { kind: 'class', object: 'model', options: model },
    VLLMOpenAI: { kind: 'class', object: 'model', options: model },
    OpenAIEmbeddings: { kind: 'class', object: 'embeddings', options: model },
    ...VECTOR_STORES,
  },
  objects: {
    ...langchainObjects(inside),
    agent: { ...agents.model, runsTools: true },
    retryingAgent: { ...agents.retrying, runsTools: true },
  },
  environment: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
  modelIds: 'prefix',
} as const satisfies Sdk;
