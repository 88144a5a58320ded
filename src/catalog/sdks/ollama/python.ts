import type { CallKind, Export, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { BUILTIN_REFUSED, HTTPX_REFUSED } from '../../presets/python-errors.js';
import { OLLAMA_FORM } from '../../presets/base-url-forms.js';

/** `stream=True` returns a generator at once; the request is sent when it is read, and fails with `httpx`'s own error. */
const calls: Readonly<Record<string, CallKind>> = {
  ...requests('', ['generate', 'chat', 'create', 'pull', 'push'], {
    stream: { option: 'stream' },
    streamSurfaces: 'read',
    streamFailure: HTTPX_REFUSED,
  }),
  ...requests('', ['embed', 'embeddings', 'list', 'show', 'delete', 'copy', 'ps', 'web_search', 'web_fetch']),
};
const functions = Object.fromEntries(Object.entries(calls).map(([name, call]): [string, Export] => [name, { kind: 'function', call }]));

/** The Ollama client: functions of the module, and two classes. It does not retry. */
export const ollama = {
  id: 'ollama',
  title: 'the Ollama client',
  packages: ['ollama'],
  versions: '0.6',
  source: { kind: 'measured', versions: ['ollama 0.6.3'] },
  failure: { attempts: 1, seconds: 0, ...BUILTIN_REFUSED },
  exports: {
    ...functions,
    Client: { kind: 'class', object: 'client', options: { baseUrl: ['host|0'], form: OLLAMA_FORM, server: 'ollama' } },
    AsyncClient: { kind: 'class', object: 'asyncClient', options: { baseUrl: ['host|0'], form: OLLAMA_FORM, server: 'ollama' } },
  },
  objects: { client: { calls }, asyncClient: { calls: coroutines(calls) } },
  environment: ['OLLAMA_HOST'],
} as const satisfies Sdk;
