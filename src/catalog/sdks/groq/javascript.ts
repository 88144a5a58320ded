import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { GROQ_FORM } from '../../presets/base-url-forms.js';
import { CONNECTION_ERROR } from '../../presets/error-signatures.js';
import { GENERATED_TIMEOUT } from '../../presets/javascript-timeouts.js';

/** The origin alone: `/openai/v1/…` is appended (measured). */
const options: ClientOptions = { baseUrl: ['0.baseURL'], form: GROQ_FORM, maxRetries: '0.maxRetries', timeout: GENERATED_TIMEOUT };
const unary: CallKind = { maxRetries: '1.maxRetries' };

/** The Groq SDK. */
export const groq = {
  id: 'groq-sdk',
  title: 'the Groq SDK',
  packages: ['groq-sdk', 'groq-sdk/*'],
  versions: '0.37–1.6',
  source: {
    kind: 'measured',
    versions: ['groq-sdk 0.37.0', 'groq-sdk 1.6.0'],
    file: 'methods from a walk over the client object of 1.6.0',
  },
  failure: {
    attempts: 3,
    seconds: 1.5,
    error: 'APIConnectionError',
    test: { kind: 'class', module: 'groq-sdk', name: 'APIConnectionError' },
    looks: { ...CONNECTION_ERROR, packages: ['groq-sdk'] },
    passing: { status: 'status' },
  },
  exports: {
    default: { kind: 'class', object: 'client', options },
    Groq: { kind: 'class', object: 'client', options },
  },
  objects: {
    client: {
      calls: {
        ...requests('', ['get', 'post', 'patch', 'put', 'delete']),
        ...requests('chat.completions', ['create'], { stream: { option: '0.stream' }, maxRetries: '1.maxRetries' }),
        ...requests('', ['embeddings.create', 'audio.speech.create', 'audio.transcriptions.create', 'audio.translations.create'], unary),
        ...requests('models', ['retrieve', 'list', 'delete']),
        ...requests('batches', ['create', 'retrieve', 'list', 'cancel']),
        ...requests('files', ['create', 'list', 'delete', 'content', 'info']),
      },
      returns: { withOptions: { object: 'client', options } },
    },
  },
  environment: ['GROQ_BASE_URL'],
  hosted: 'Groq',
} as const satisfies Sdk;
