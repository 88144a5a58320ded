import type { CallKind, ObjectKind } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';

/** What the connection errors of LangChain's own models inherit from besides the SDK's, since langchain_core 1. */
export const LANGCHAIN_ERRORS = [
  'langchain_core.exceptions.ModelConnectionError',
  'langchain_core.exceptions.ModelError',
  'langchain_core.exceptions.LangChainException',
] as const;

/** `abatch` sends all requests at once without it; `batch` has threads, whose number is limited. */
const BATCH: CallKind = { concurrency: 'config|1.max_concurrency' };

/** The methods of a `Runnable` that run it, and the older ones of models and chains; streams fail when they are read. */
function runnableCalls(failure: Partial<SdkFailure> | undefined): Readonly<Record<string, CallKind>> {
  const own = failure ? { failure } : {};
  const read = { stream: 'always', surfaces: 'read', ...own } as const;
  return {
    ...requests('', ['invoke', 'batch', 'generate', 'generate_prompt', 'predict', 'predict_messages', 'run', 'apply', '__call__'], own),
    ...coroutines(
      requests('', ['ainvoke', 'agenerate', 'agenerate_prompt', 'apredict', 'apredict_messages', 'arun', 'aapply', 'acall'], own),
    ),
    ...coroutines(requests('', ['abatch'], { ...BATCH, ...own })),
    ...requests(
      '',
      [
        'stream',
        'astream',
        'astream_events',
        'astream_log',
        'stream_events',
        'transform',
        'atransform',
        'batch_as_completed',
        'abatch_as_completed',
      ],
      read,
    ),
  };
}

const AGAIN = [
  'bind',
  'bind_tools',
  'bind_functions',
  'with_config',
  'with_structured_output',
  'with_listeners',
  'with_alisteners',
  'with_types',
  'as_tool',
  'pipe',
  'map',
  'pick',
  'assign',
  'configurable_fields',
  'configurable_alternatives',
];

/**
 * The kinds of objects that every LangChain package has: `model` (chat models, LLMs, chains, agents: all runnables),
 * `retrying` (`.with_retry()`: 3 attempts, each with those of the model inside), `embeddings`, `store` and
 * `retriever`. `prompt | model` composes as `prompt.pipe(model)` does. `inside` is how
 * the SDK itself retries; `failure` overrides it for one of its kinds of models, whose chains have `names` of their own.
 */
export function langchainObjects(
  inside: Pick<SdkFailure, 'attempts' | 'seconds'>,
  failure?: Partial<SdkFailure>,
  names = { model: 'model', retrying: 'retrying' },
) {
  const kept = Object.fromEntries(AGAIN.map((name) => [name, names.model]));
  const retried = Object.fromEntries(AGAIN.map((name) => [name, names.retrying]));
  const composes = ['pipe', '__or__', '__ror__'];
  const { attempts, seconds } = { ...inside, ...failure };
  const again: Partial<SdkFailure> = { ...failure, attempts: 3 * attempts, seconds: 3 * seconds + 4.5 };
  const own = failure ? { failure } : {};
  const searches = [
    'similarity_search',
    'similarity_search_with_score',
    'similarity_search_with_relevance_scores',
    'max_marginal_relevance_search',
    'search',
    'add_documents',
    'add_texts',
  ];
  return {
    model: {
      calls: runnableCalls(failure),
      returns: { ...kept, with_retry: { object: names.retrying, options: { maxRetries: 'stop_after_attempt', counts: 'attempts' } } },
      composes,
      composed: names.model,
    },
    retrying: { calls: runnableCalls(again), returns: retried, composes, composed: names.retrying, retries: true },
    embeddings: {
      calls: {
        ...requests('', ['embed_query', 'embed_documents'], own),
        ...coroutines(requests('', ['aembed_query', 'aembed_documents'], own)),
      },
    },
    store: {
      calls: {
        ...requests('', searches),
        ...coroutines(
          requests(
            '',
            searches.map((name) => `a${name}`),
          ),
        ),
      },
      returns: { as_retriever: 'retriever' },
    },
    retriever: {
      calls: {
        ...requests('', ['invoke', 'batch', 'get_relevant_documents']),
        ...coroutines({ ...requests('', ['ainvoke', 'aget_relevant_documents']), ...requests('', ['abatch'], BATCH) }),
        ...requests('', ['stream', 'astream'], { stream: 'always', surfaces: 'read' }),
      },
      composes,
      composed: 'model',
    },
  } satisfies Record<string, ObjectKind>;
}
