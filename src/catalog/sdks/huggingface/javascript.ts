import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';

/** From 3 on; 2 ignores it and asks the public API (measured), so there it is `client.endpoint(url)`. */
const options: ClientOptions = { baseUrl: ['1.endpointUrl'] };
const unary: CallKind = { baseUrl: ['0.endpointUrl'], purpose: 'model' };
/** An async generator: nothing happens before it is read. */
const stream: CallKind = { baseUrl: ['0.endpointUrl'], stream: 'always', surfaces: 'read' };
const send = (call: CallKind): Export => ({ kind: 'function', call });

const TASKS = [
  'chatCompletion',
  'textGeneration',
  'featureExtraction',
  'fillMask',
  'questionAnswering',
  'sentenceSimilarity',
  'summarization',
  'tableQuestionAnswering',
  'textClassification',
  'tokenClassification',
  'translation',
  'zeroShotClassification',
  'automaticSpeechRecognition',
  'textToImage',
  'textToSpeech',
  'imageToText',
  'request',
];
const STREAMS = ['chatCompletionStream', 'textGenerationStream', 'streamingRequest'];

/** Hugging Face's client, also of text-generation-inference servers. A 503 it asks again at once, without end, unless `retry_on_error` is false (measured). */
export const huggingFace = {
  id: '@huggingface/inference',
  title: 'the Hugging Face client',
  packages: ['@huggingface/inference'],
  versions: '2–4',
  source: { kind: 'measured', versions: ['@huggingface/inference 4.13.30'], file: 'names: dist/esm/tasks' },
  failure: { attempts: 1, seconds: 0, error: 'TypeError: fetch failed', test: { kind: 'code', path: ['cause', 'code'] } },
  exports: {
    InferenceClient: { kind: 'class', object: 'client', options },
    HfInference: { kind: 'class', object: 'client', options },
    ...Object.fromEntries(TASKS.map((name) => [name, send(unary)])),
    ...Object.fromEntries(STREAMS.map((name) => [name, send(stream)])),
  },
  objects: {
    client: {
      calls: { ...requests('', TASKS, unary), ...requests('', STREAMS, stream) },
      returns: { endpoint: { object: 'client', options: { baseUrl: ['0'] } } },
    },
  },
  hosted: 'Hugging Face',
} as const satisfies Sdk;
