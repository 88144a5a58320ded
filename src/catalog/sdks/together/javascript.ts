import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';

const options: ClientOptions = { baseUrl: ['0.baseURL'], maxRetries: '0.maxRetries' };
const unary: CallKind = { maxRetries: '1.maxRetries' };
const maybeStream: CallKind = { stream: { option: '0.stream' }, maxRetries: '1.maxRetries' };

/** The Together SDK, generated as OpenAI's is. */
export const together = {
  id: 'together-ai',
  title: 'the Together SDK',
  packages: ['together-ai'],
  versions: '0.52',
  source: { kind: 'measured', versions: ['together-ai 0.52.0'], file: 'methods from a walk over its client object' },
  failure: {
    attempts: 3,
    seconds: 1.5,
    error: 'APIConnectionError',
    test: { kind: 'class', module: 'together-ai', name: 'APIConnectionError' },
  },
  exports: {
    default: { kind: 'class', object: 'client', options },
    Together: { kind: 'class', object: 'client', options },
  },
  objects: {
    client: {
      calls: {
        ...requests('', ['chat.completions.create', 'completions.create'], maybeStream),
        ...requests('', ['chat.completions.stream'], { stream: 'always', surfaces: 'read', maxRetries: '1.maxRetries' }),
        ...requests(
          '',
          [
            'embeddings.create',
            'images.generate',
            'audio.speech.create',
            'audio.transcriptions.create',
            'audio.translations.create',
            'rerank.create',
          ],
          unary,
        ),
        ...requests('models', ['list', 'upload']),
      },
      returns: { withOptions: { object: 'client', options } },
    },
  },
  environment: ['TOGETHER_BASE_URL'],
  hosted: 'Together',
} as const satisfies Sdk;
