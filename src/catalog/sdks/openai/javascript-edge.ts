import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

/** `openai-edge`: `fetch` in the shape of OpenAI 3. Its answer is a `Response`; a status rejects nothing. */
export const openAiEdge = {
  id: 'openai-edge',
  title: '`openai-edge`',
  packages: ['openai-edge'],
  versions: '1.2',
  source: { kind: 'measured', versions: ['openai-edge 1.2.2'], file: 'methods: types/api.d.ts' },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
    rejectsOnStatus: false,
  },
  exports: {
    Configuration: { kind: 'class', object: 'configuration', options: { baseUrl: ['0.basePath'] } },
    OpenAIApi: { kind: 'class', object: 'client', options: { baseUrl: ['1'] } },
  },
  objects: {
    configuration: { calls: {} },
    client: {
      calls: {
        ...requests('', ['createChatCompletion', 'createCompletion'], { stream: { option: '0.stream' } }),
        ...requests('', [
          'createEmbedding',
          'createEdit',
          'createImage',
          'createImageEdit',
          'createImageVariation',
          'createModeration',
          'createTranscription',
          'createTranslation',
          'createAnswer',
          'createClassification',
          'createSearch',
        ]),
        ...requests('', ['listModels', 'retrieveModel', 'listEngines', 'retrieveEngine', 'listFiles', 'retrieveFile', 'downloadFile'], {
          purpose: 'state',
        }),
        ...requests('', ['deleteModel', 'createFile', 'deleteFile'], { purpose: 'management' }),
      },
    },
  },
} as const satisfies Sdk;
