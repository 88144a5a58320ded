import type { Export, ObjectKind } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';

/**
 * Versions before 1: their errors are of `openai.error`. They send one request to `http://` (measured) and three to `https://`,
 * where the public API is (0.28.1 mounts an adapter with two retries there: api_requestor.py).
 */
const failure: Partial<SdkFailure> = {
  attempts: 3,
  seconds: 0,
  error: 'openai.error.APIConnectionError',
  ancestors: ['openai.error.OpenAIError'],
  test: { kind: 'class', module: 'openai.error', name: 'APIConnectionError' },
  passing: { classes: ['APIConnectionError', 'RateLimitError', 'ServiceUnavailableError'].map((name) => `openai.error.${name}`) },
};
const create: ObjectKind = {
  calls: {
    ...requests('', ['create'], { failure, stream: { option: 'stream' }, baseUrl: ['api_base'] }),
    ...coroutines(requests('', ['acreate'], { failure, stream: { option: 'stream' }, baseUrl: ['api_base'] })),
    ...requests('', ['list', 'retrieve', 'create_edit', 'create_variation', 'transcribe', 'translate'], { failure }),
    ...coroutines(requests('', ['alist', 'aretrieve', 'atranscribe'], { failure })),
  },
};

const NAMES = ['ChatCompletion', 'Completion', 'Embedding', 'Model', 'Image', 'Audio', 'Moderation', 'Edit'] as const;

/** The classes of the OpenAI SDK before 1, whose methods are called on the class; since then they throw `APIRemovedInV1`. */
export const OLD_EXPORTS: Readonly<Record<string, Export>> = Object.fromEntries(
  NAMES.map((name) => [name, { kind: 'instance', object: 'old' }]),
);
export const OLD_OBJECTS = { old: create } as const;
