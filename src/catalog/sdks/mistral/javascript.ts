import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { MISTRAL_FORM } from '../../presets/base-url-forms.js';

const stream: CallKind = { stream: 'always' };

/**
 * The Mistral SDK. It retries nothing by default, and a refused connection only with
 * `retryConfig: { strategy: 'backoff', retryConnectionErrors: true }`.
 */
export const mistral = {
  id: '@mistralai/mistralai',
  title: 'the Mistral SDK',
  packages: ['@mistralai/mistralai'],
  versions: '1.15–2.7',
  source: {
    kind: 'measured',
    versions: ['@mistralai/mistralai 1.15.1', '@mistralai/mistralai 2.7.0'],
    file: 'methods from a walk over the client object of 2.7.0',
  },
  failure: {
    attempts: 1,
    seconds: 0,
    error: 'ConnectionError',
    test: { kind: 'code', path: ['cause', 'cause', 'code'] },
  },
  exports: {
    // Without `/v1`: the SDK adds it.
    Mistral: { kind: 'class', object: 'client', options: { baseUrl: ['0.serverURL'], form: MISTRAL_FORM } },
  },
  objects: {
    client: {
      calls: {
        ...requests('', [
          'chat.complete',
          'chat.parse',
          'fim.complete',
          'agents.complete',
          'embeddings.create',
          'ocr.process',
          'audio.transcriptions.complete',
          'audio.speech.complete',
        ]),
        ...requests('', ['chat.stream', 'chat.parseStream', 'fim.stream', 'agents.stream', 'audio.transcriptions.stream'], stream),
        ...requests('classifiers', ['moderate', 'moderateChat', 'classify', 'classifyChat']),
        ...requests('models', ['list', 'retrieve', 'delete', 'update', 'archive', 'unarchive']),
        ...requests('files', ['upload', 'list', 'retrieve', 'delete', 'download', 'getSignedUrl']),
        ...requests('batch.jobs', ['list', 'create', 'get', 'cancel']),
        ...requests('beta.conversations', ['start', 'append', 'restart'], { purpose: 'model' }),
        ...requests('beta.conversations', ['list', 'get', 'getHistory', 'getMessages']),
        ...requests('beta.conversations', ['startStream', 'appendStream', 'restartStream'], { ...stream, purpose: 'model' }),
        ...requests('beta.agents', ['create'], { purpose: 'management' }),
        ...requests('beta.agents', ['list', 'get', 'update', 'delete']),
      },
    },
  },
  hosted: 'Mistral',
} as const satisfies Sdk;
