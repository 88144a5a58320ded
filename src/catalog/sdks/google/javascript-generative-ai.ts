import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

/** Google's older SDK. Its error is made new: neither a class of its own nor a code tells the refused connection. */
export const googleGenerativeAi = {
  id: '@google/generative-ai',
  title: 'the Google Generative AI SDK',
  packages: ['@google/generative-ai'],
  versions: '0.24',
  source: { kind: 'measured', versions: ['@google/generative-ai 0.24.1'], file: 'methods from a walk over the model object' },
  failure: { attempts: 1, seconds: 0, error: 'GoogleGenerativeAIError' },
  exports: {
    GoogleGenerativeAI: { kind: 'class', object: 'client' },
  },
  objects: {
    client: {
      calls: {},
      returns: {
        getGenerativeModel: { object: 'model', options: { baseUrl: ['1.baseUrl'] } },
        getGenerativeModelFromCachedContent: { object: 'model', options: { baseUrl: ['2.baseUrl'] } },
      },
    },
    model: {
      calls: {
        ...requests('', ['generateContent', 'countTokens', 'embedContent', 'batchEmbedContents']),
        ...requests('', ['generateContentStream'], { stream: 'always' }),
      },
      returns: { startChat: 'chat' },
    },
    chat: {
      calls: { sendMessage: {}, sendMessageStream: { stream: 'always' } },
    },
  },
  hosted: 'Google',
} as const satisfies Sdk;
