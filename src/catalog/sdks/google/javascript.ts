import type { Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';

/** Google's Gen AI SDK. `httpOptions.retryOptions` retries 503, but not a refused connection (measured). */
export const googleGenAi = {
  id: '@google/genai',
  title: 'the Google Gen AI SDK',
  packages: ['@google/genai', '@google/genai/*'],
  versions: '2.32',
  source: { kind: 'measured', versions: ['@google/genai 2.32.0'], file: 'methods from a walk over its client object' },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'TypeError: fetch failed',
    test: { kind: 'code', path: ['cause', 'code'] },
  },
  exports: {
    GoogleGenAI: { kind: 'class', object: 'client', options: { baseUrl: ['0.httpOptions.baseUrl'] } },
  },
  objects: {
    client: {
      calls: {
        ...requests('models', [
          'generateContent',
          'embedContent',
          'countTokens',
          'computeTokens',
          'generateImages',
          'editImage',
          'upscaleImage',
          'generateVideos',
          'get',
          'list',
          'update',
          'delete',
        ]),
        ...requests('models', ['generateContentStream'], { stream: 'always' }),
        ...requests('files', ['upload', 'download', 'get', 'list', 'delete']),
        ...requests('caches', ['create', 'get', 'update', 'delete', 'list']),
        ...requests('batches', ['create', 'createEmbeddings', 'get', 'list', 'cancel', 'delete']),
        ...requests('interactions', ['create', 'get', 'delete', 'cancel']),
        ...requests('operations', ['get', 'getVideosOperation']),
      },
      returns: { 'chats.create': 'chat' },
    },
    chat: {
      calls: { sendMessage: {}, sendMessageStream: { stream: 'always' } },
    },
  },
  environment: ['GOOGLE_GEMINI_BASE_URL'],
  hosted: 'Google',
} as const satisfies Sdk;
