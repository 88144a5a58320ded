import type { CallKind, Export, ObjectKind } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';

/** What LangChain's `AsyncCaller` does by default: 6 retries, 1 s doubled and times 1 to 2: 78 to 116 s, measured. */
export const ASYNC_CALLER = { attempts: 7, seconds: 97 } as const;

/** `batch` sends all requests at once without it. */
const BATCH: CallKind = { concurrency: '1.maxConcurrency' };

/** The methods of a `Runnable` that run it, and the older ones of models and chains. `stream` fails at its await. */
function runnableCalls(failure: Partial<SdkFailure> | undefined): Readonly<Record<string, CallKind>> {
  const own = failure ? { failure } : {};
  return {
    ...requests('', ['invoke', 'call', 'run', 'predict', 'predictMessages', 'generate', 'generatePrompt', 'apply'], own),
    ...requests('', ['batch'], { ...BATCH, ...own }),
    ...requests('', ['stream'], { stream: 'always', ...own }),
    ...requests('', ['streamEvents', 'streamLog'], { stream: 'always', surfaces: 'read', ...own }),
  };
}

const AGAIN = ['bind', 'bindTools', 'withConfig', 'withStructuredOutput', 'withListeners', 'asTool', 'pipe', 'map', 'pick', 'assign'];

/**
 * The kinds of objects that every LangChain package has: `model` (chat models, LLMs, chains, agents: all
 * runnables), `retrying` (`.withRetry()`: 3 attempts 1 to 4 s apart, each with those of the model inside),
 * `embeddings`, `store` and `retriever`. `inside` is how the SDK itself retries; `failure` overrides it for one of
 * its kinds of models.
 */
export function langchainObjects(inside: Pick<SdkFailure, 'attempts' | 'seconds'> = ASYNC_CALLER, failure?: Partial<SdkFailure>) {
  const kept = Object.fromEntries(AGAIN.map((name) => [name, 'model']));
  const retried = Object.fromEntries(AGAIN.map((name) => [name, 'retrying']));
  const composes = ['pipe', 'from'];
  const { attempts, seconds } = { ...inside, ...failure };
  const again: Partial<SdkFailure> = { ...failure, attempts: 3 * attempts, seconds: 3 * seconds + 4.5 };
  const own = failure ? { failure } : {};
  return {
    model: { calls: runnableCalls(failure), returns: { ...kept, withRetry: 'retrying' }, composes, composed: 'model' },
    retrying: { calls: runnableCalls(again), returns: retried, composes, composed: 'retrying', retries: true },
    embeddings: { calls: requests('', ['embedQuery', 'embedDocuments'], own) },
    store: {
      calls: requests('', ['similaritySearch', 'similaritySearchWithScore', 'maxMarginalRelevanceSearch', 'addDocuments'], own),
      returns: { asRetriever: 'retriever' },
    },
    retriever: {
      calls: { ...requests('', ['invoke', 'getRelevantDocuments'], own), ...requests('', ['batch'], { ...BATCH, ...own }) },
      composes,
      composed: 'model',
    },
  } satisfies Record<string, ObjectKind>;
}

/** A vector store: it embeds with what it is given. */
export const VECTOR_STORE = {
  kind: 'class',
  object: 'store',
  options: { wraps: ['0'] },
  statics: {
    fromDocuments: { kind: 'factory', object: 'store', options: { wraps: ['1'] } },
    fromTexts: { kind: 'factory', object: 'store', options: { wraps: ['2'] } },
    fromExistingIndex: { kind: 'factory', object: 'store', options: { wraps: ['0'] } },
  },
} as const satisfies Export;
