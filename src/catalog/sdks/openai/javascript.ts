import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { OPENAI_ERROR } from '../../presets/error-signatures.js';
import { GOES_TO_OPENAI, OPENAI_KEY, OPENAI_PUBLIC } from './shared.js';
import { GENERATED_TIMEOUT, OPENAI_CALL_TIMEOUT } from '../../presets/javascript-timeouts.js';

const options: ClientOptions = {
  baseUrl: ['0.baseURL'],
  form: OPENAI_FORM,
  maxRetries: '0.maxRetries',
  timeout: GENERATED_TIMEOUT,
  publicDefault: OPENAI_PUBLIC,
  apiKey: OPENAI_KEY,
  ignored: [
    { at: '0.baseUrl', meant: '0.baseURL', effect: GOES_TO_OPENAI },
    { at: '0.basePath', meant: '0.baseURL', effect: GOES_TO_OPENAI },
  ],
};
const azureOptions: ClientOptions = {
  baseUrl: ['0.baseURL', '0.endpoint'],
  isCloud: true,
  maxRetries: '0.maxRetries',
  timeout: GENERATED_TIMEOUT,
};

/** `create(body, { maxRetries })`. */
const unary: CallKind = { maxRetries: '1.maxRetries' };
/** `create({ stream: true })`: the connection is made when the call is awaited. */
const maybeStream: CallKind = { stream: { option: '0.stream' }, maxRetries: '1.maxRetries' };
/** The `.stream()` and `.runTools()` helpers start at once and fail when they are read. */
const runner: CallKind = { stream: 'always', surfaces: 'read', maxRetries: '1.maxRetries' };

/** The OpenAI SDK, and the Azure and Bedrock clients in it. */
export const openai = {
  id: 'openai',
  title: 'the OpenAI SDK',
  packages: ['openai', 'openai/*'],
  versions: '4–7',
  source: {
    kind: 'measured',
    versions: ['openai 4.104.0', 'openai 5.23.2', 'openai 6.49.0', 'openai 7.57.0'],
    file: 'methods from a walk over the client objects of the four versions',
  },
  failure: {
    attempts: 3,
    seconds: 1.5,
    error: 'APIConnectionError',
    test: { kind: 'class', module: 'openai', name: 'APIConnectionError' },
    looks: OPENAI_ERROR,
    passing: { status: 'status' },
  },
  callTimeout: OPENAI_CALL_TIMEOUT,
  exports: {
    default: { kind: 'class', object: 'client', options },
    OpenAI: { kind: 'class', object: 'client', options },
    AzureOpenAI: { kind: 'class', object: 'client', options: azureOptions },
    BedrockOpenAI: { kind: 'class', object: 'client', options: { baseUrl: ['0.baseURL'], isCloud: true, maxRetries: '0.maxRetries' } },
  },
  objects: {
    client: {
      calls: {
        // Any path of the server: `client.get('/models')`.
        ...requests('', ['get', 'post', 'patch', 'put', 'delete']),
        ...requests('chat.completions', ['create'], maybeStream),
        ...requests('chat.completions', ['parse'], unary),
        ...requests('chat.completions', ['retrieve', 'update', 'list', 'delete', 'del', 'messages.list']),
        ...requests('chat.completions', ['stream', 'runTools'], runner),
        ...requests('completions', ['create'], maybeStream),
        ...requests('embeddings', ['create'], unary),
        ...requests('responses', ['create'], maybeStream),
        ...requests('responses', ['parse', 'compact'], unary),
        ...requests('responses', ['stream'], runner),
        ...requests('responses', ['retrieve', 'delete', 'del', 'cancel', 'inputItems.list', 'inputTokens.count']),
        ...requests('models', ['retrieve', 'list', 'delete', 'del']),
        ...requests('moderations', ['create'], unary),
        ...requests('audio.speech', ['create'], unary),
        ...requests('audio.transcriptions', ['create'], maybeStream),
        ...requests('audio.translations', ['create'], unary),
        ...requests('images', ['generate', 'edit'], maybeStream),
        ...requests('images', ['createVariation'], unary),
        ...requests('videos', ['create', 'retrieve', 'list', 'delete', 'downloadContent', 'edit', 'extend', 'remix']),
        ...requests('files', ['create', 'retrieve', 'list', 'delete', 'del', 'content', 'retrieveContent', 'waitForProcessing']),
        ...requests('uploads', ['create', 'cancel', 'complete', 'parts.create']),
        ...requests('batches', ['create', 'retrieve', 'list', 'cancel']),
        ...requests('fineTuning.jobs', ['create', 'retrieve', 'list', 'cancel', 'listEvents', 'pause', 'resume', 'checkpoints.list']),
        ...requests('vectorStores', ['create', 'retrieve', 'update', 'list', 'delete', 'del', 'search']),
        ...requests('vectorStores.files', [
          'create',
          'retrieve',
          'update',
          'list',
          'delete',
          'del',
          'createAndPoll',
          'poll',
          'upload',
          'uploadAndPoll',
          'content',
        ]),
        ...requests('vectorStores.fileBatches', ['create', 'retrieve', 'cancel', 'createAndPoll', 'listFiles', 'poll', 'uploadAndPoll']),
        ...requests('conversations', [
          'create',
          'retrieve',
          'update',
          'delete',
          'items.create',
          'items.retrieve',
          'items.list',
          'items.delete',
        ]),
        ...requests('realtime.clientSecrets', ['create']),
        ...requests('evals', [
          'create',
          'retrieve',
          'update',
          'list',
          'delete',
          'del',
          'runs.create',
          'runs.retrieve',
          'runs.list',
          'runs.cancel',
          'runs.delete',
          'runs.del',
          'runs.outputItems.retrieve',
          'runs.outputItems.list',
        ]),
        ...requests('containers', [
          'create',
          'retrieve',
          'list',
          'delete',
          'del',
          'files.create',
          'files.retrieve',
          'files.list',
          'files.delete',
          'files.del',
          'files.content.retrieve',
        ]),
        ...requests('beta.chat.completions', ['parse'], unary),
        ...requests('beta.chat.completions', ['stream', 'runTools', 'runFunctions'], runner),
        ...requests('beta.responses', ['create'], maybeStream),
        ...requests('beta.responses', ['retrieve', 'delete', 'cancel', 'compact', 'inputItems.list', 'inputTokens.count']),
        ...requests('beta.realtime', ['sessions.create', 'transcriptionSessions.create']),
        ...requests('beta.assistants', ['create', 'retrieve', 'update', 'list', 'delete', 'del']),
        ...requests('beta.threads', ['create', 'retrieve', 'update', 'delete', 'del']),
        ...requests('beta.threads', ['createAndRunPoll'], { purpose: 'model' }),
        ...requests('beta.threads', ['createAndRun'], { ...maybeStream, purpose: 'model' }),
        ...requests('beta.threads', ['createAndRunStream'], { ...runner, purpose: 'model' }),
        ...requests('beta.threads.runs', ['create'], { stream: { option: '1.stream' } }),
        ...requests('beta.threads.runs', [
          'retrieve',
          'update',
          'list',
          'cancel',
          'createAndPoll',
          'poll',
          'submitToolOutputs',
          'submitToolOutputsAndPoll',
          'steps.retrieve',
          'steps.list',
        ]),
        ...requests('beta.threads.runs', ['stream', 'createAndStream', 'submitToolOutputsStream'], { stream: 'always', surfaces: 'read' }),
        ...requests('beta.threads.messages', ['create', 'retrieve', 'update', 'list', 'delete', 'del']),
      },
      returns: { withOptions: { object: 'client', options: { baseUrl: ['0.baseURL'], form: OPENAI_FORM, maxRetries: '0.maxRetries' } } },
    },
  },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
