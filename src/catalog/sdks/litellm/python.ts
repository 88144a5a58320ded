import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { litellmForms } from '../../presets/litellm-forms.js';
import { LITELLM_OLLAMA_REFUSED, LITELLM_REFUSED, passingOf } from '../../presets/python-errors.js';

const own: CallKind = {
  model: 'model|0',
  baseUrl: ['api_base', 'base_url'],
  byProvider: litellmForms('model|0'),
  maxRetries: 'num_retries',
};
const sends: Readonly<Record<string, CallKind>> = {
  ...requests('', ['completion', 'text_completion', 'completion_with_retries'], { ...own, stream: { option: 'stream' } }),
  // Sent by LiteLLM itself, not by the OpenAI client, and once (measured).
  ...requests('', ['responses'], { ...own, stream: { option: 'stream' }, failure: { attempts: 1, seconds: 0 } }),
  ...requests('', ['embedding', 'image_generation', 'transcription', 'speech', 'moderation', 'rerank'], own),
};
const calls: Readonly<Record<string, CallKind>> = {
  ...sends,
  ...coroutines(Object.fromEntries(Object.entries(sends).map(([name, kind]) => [`a${name}`, kind]))),
};

/** What a router can do at once; every function has a twin of it that is awaited. */
const ROUTED = ['completion', 'text_completion', 'responses', 'embedding', 'image_generation'];

/**
 * LiteLLM. Its errors follow the provider of the model's name: a refused connection of `openai/…` (3 requests) and
 * `hosted_vllm/…` (1; 3 in 1.79) is an `InternalServerError`, of `ollama/…` an `APIConnectionError`; `openai.APIError` is above
 * both. `batch_completion` returns its failures as values. `num_retries` adds to `max_retries`, which the OpenAI
 * client inside gets. The `Router` sends 3.
 */
export const litellm = {
  id: 'litellm',
  title: 'LiteLLM',
  packages: ['litellm'],
  versions: '1',
  source: { kind: 'measured', versions: ['litellm 1.79.3', 'litellm 1.106.2 with openai 2.54.0'] },
  failure: {
    attempts: 3,
    seconds: 1.4,
    ...LITELLM_REFUSED,
    may: [LITELLM_OLLAMA_REFUSED],
    passing: passingOf('litellm', ['Timeout', 'ServiceUnavailableError']),
  },
  models: {
    at: 'model|0',
    failures: [
      { prefixes: ['ollama/', 'ollama_chat/'], failure: { ...LITELLM_OLLAMA_REFUSED, may: [] } },
      { prefixes: ['openai/', 'hosted_vllm/', 'anthropic/', 'text-completion-openai/'], failure: { may: [] } },
    ],
  },
  exports: {
    ...Object.fromEntries(Object.entries(calls).map(([name, call]): [string, Export] => [name, { kind: 'function', call }])),
    Router: {
      kind: 'class',
      object: 'router',
      options: {
        baseUrl: ['model_list.*.litellm_params.api_base', 'model_list.*.litellm_params.base_url'],
        byProvider: litellmForms('model_list.*.litellm_params.model'),
        maxRetries: 'num_retries',
      },
    },
  },
  objects: {
    router: {
      calls: Object.fromEntries(
        Object.entries(calls).flatMap(([name, kind]) =>
          kind.async === true || ROUTED.includes(name) ? [[name, { ...kind, failure: { seconds: 4.5 } }] as const] : [],
        ),
      ),
    },
  },
  environment: ['OPENAI_BASE_URL', 'OPENAI_API_BASE', 'HOSTED_VLLM_API_BASE', 'OLLAMA_API_BASE'],
  modelIds: 'prefix',
} as const satisfies Sdk;
