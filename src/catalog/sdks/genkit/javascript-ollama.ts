import type { Sdk } from '../../../model/catalog/sdk.js';

/** Genkit's Ollama plugin: where the server is. Its models are called through `genkit()`. */
export const genkitxOllama = {
  id: 'genkitx-ollama',
  title: "Genkit's Ollama plugin",
  packages: ['genkitx-ollama'],
  versions: '1.42',
  source: { kind: 'measured', versions: ['genkitx-ollama 1.42.0'], file: 'options: lib/types.d.ts and lib/index.mjs' },
  failure: { attempts: 1, seconds: 0, error: 'Error: connect ECONNREFUSED' },
  exports: {
    ollama: { kind: 'factory', object: 'plugin', options: { baseUrl: ['0.serverAddress'], server: 'ollama' } },
  },
  objects: { plugin: { calls: {} } },
} as const satisfies Sdk;
