import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { OLLAMA_FORM } from '../../presets/base-url-forms.js';
import { FETCH_FAILED } from '../../presets/error-signatures.js';

/** The Ollama client. It does not retry. `stream: true` fails at the await as well. */
export const ollama = {
  id: 'ollama',
  title: 'the Ollama client',
  packages: ['ollama', 'ollama/*'],
  versions: '0.6',
  source: { kind: 'measured', versions: ['ollama 0.6.4'], file: 'methods from a walk over the client object' },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    looks: FETCH_FAILED,
  },
  exports: {
    default: { kind: 'instance', object: 'client' },
    Ollama: { kind: 'class', object: 'client', options: { baseUrl: ['0.host'], form: OLLAMA_FORM, server: 'ollama' } },
  },
  objects: {
    client: {
      calls: {
        ...requests('', ['generate', 'chat'], { stream: { option: '0.stream' } }),
        ...requests('', ['create', 'pull', 'push'], { stream: { option: '0.stream' }, hasEffect: true }),
        ...requests('', ['embed', 'embeddings', 'list', 'show', 'delete', 'copy', 'ps', 'version', 'webSearch', 'webFetch']),
      },
    },
  },
} as const satisfies Sdk;
