import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { AIOHTTP_REFUSED, HTTPX2_REFUSED, HTTPX_REFUSED, REQUESTS_REFUSED } from '../../presets/python-errors.js';

/** `model` may be the server's address: `InferenceClient('http://localhost:8080')`. */
const options: ClientOptions = { baseUrl: ['base_url', 'model|0'], modelOrUrl: 'model|0' };
const calls: Readonly<Record<string, CallKind>> = {
  ...requests('', ['chat_completion', 'text_generation', 'chat.completions.create'], { stream: { option: 'stream' } }),
  ...requests('', [
    'feature_extraction',
    'sentence_similarity',
    'summarization',
    'text_classification',
    'token_classification',
    'translation',
    'question_answering',
    'zero_shot_classification',
    'fill_mask',
    'automatic_speech_recognition',
    'text_to_speech',
    'text_to_image',
    'image_to_text',
    'get_endpoint_info',
    'health_check',
  ]),
};

/** Hugging Face's client, also of text-generation-inference servers. Before 1 its errors were those of `requests` and `aiohttp`. */
export const huggingFaceHub = {
  id: 'huggingface_hub',
  title: 'the Hugging Face client',
  packages: ['huggingface_hub'],
  distribution: 'huggingface-hub',
  versions: '0–2',
  source: { kind: 'measured', versions: ['huggingface_hub 0.36.2', 'huggingface_hub 2.4.0'], file: 'what 0.36.2 and 1.33.0 depend on' },
  failure: {
    attempts: 1,
    seconds: 0,
    ...HTTPX2_REFUSED,
    before: [
      { major: 1, ...REQUESTS_REFUSED, coroutines: AIOHTTP_REFUSED },
      { major: 2, ...HTTPX_REFUSED },
    ],
  },
  exports: {
    InferenceClient: { kind: 'class', object: 'client', options },
    AsyncInferenceClient: { kind: 'class', object: 'asyncClient', options },
  },
  objects: { client: { calls }, asyncClient: { calls: coroutines(calls) } },
  environment: ['HF_ENDPOINT', 'HF_INFERENCE_ENDPOINT'],
  hosted: 'Hugging Face',
} as const satisfies Sdk;
