import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

const options: ClientOptions = { baseUrl: ['0.baseURL'], form: OPENAI_FORM, maxRetries: '0.maxRetries' };

/** Genkit with its OpenAI-compatible plugin. The refused connection is nowhere on the error. */
export const genkit = {
  id: 'genkit',
  title: 'Genkit',
  packages: ['genkit', 'genkit/*', '@genkit-ai/compat-oai', '@genkit-ai/compat-oai/*'],
  versions: '1.42',
  source: { kind: 'measured', versions: ['genkit 1.42.0', '@genkit-ai/compat-oai 1.42.0'] },
  failure: { attempts: 3, seconds: 1.5, error: 'GenkitError' },
  exports: {
    genkit: { kind: 'factory', object: 'genkit', options: { wraps: ['0.plugins'] } },
    default: { kind: 'factory', object: 'plugin', options },
    openAICompatible: { kind: 'factory', object: 'plugin', options },
    openAI: { kind: 'factory', object: 'plugin', options },
    deepSeek: { kind: 'factory', object: 'plugin', options },
    xAI: { kind: 'factory', object: 'plugin', options },
  },
  objects: {
    plugin: { calls: {} },
    genkit: {
      calls: {
        ...requests('', ['generate', 'embed', 'embedMany']),
        ...requests('', ['generateStream'], { stream: 'always', surfaces: 'read' }),
      },
      returns: { chat: 'chat' },
    },
    chat: {
      calls: { send: {}, sendStream: { stream: 'always', surfaces: 'read' } },
    },
  },
} as const satisfies Sdk;
