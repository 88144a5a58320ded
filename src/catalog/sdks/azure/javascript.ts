import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

const stream: CallKind = { stream: 'always' };

/** The client of `@azure/openai` 1, before Azure moved into the OpenAI SDK; 2 exports nothing to run. */
export const azureOpenAi = {
  id: 'azure-openai',
  title: 'the Azure OpenAI client',
  packages: ['@azure/openai'],
  versions: '1.0.0-beta',
  source: { kind: 'measured', versions: ['@azure/openai 1.0.0-beta.13'] },
  failure: { attempts: 4, seconds: 6, error: 'RestError', test: { kind: 'code', path: ['code'] } },
  exports: {
    OpenAIClient: { kind: 'class', object: 'client', options: { baseUrl: ['0'], isCloud: true, maxRetries: '2.retryOptions.maxRetries' } },
  },
  objects: {
    client: {
      calls: {
        ...requests('', [
          'getChatCompletions',
          'getCompletions',
          'getEmbeddings',
          'getImages',
          'getAudioTranscription',
          'getAudioTranslation',
        ]),
        ...requests('', ['streamChatCompletions', 'streamCompletions'], stream),
        ...requests('', ['listChatCompletions', 'listCompletions'], { stream: 'always', surfaces: 'read' }),
      },
    },
  },
} as const satisfies Sdk;
