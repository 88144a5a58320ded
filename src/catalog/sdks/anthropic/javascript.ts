import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { ANTHROPIC_FORM } from '../../presets/base-url-forms.js';
import { CONNECTION_ERROR } from '../../presets/error-signatures.js';
import { GENERATED_TIMEOUT } from '../../presets/javascript-timeouts.js';

/** Without `/v1`: the SDK adds it. */
const options: ClientOptions = { baseUrl: ['0.baseURL'], form: ANTHROPIC_FORM, maxRetries: '0.maxRetries', timeout: GENERATED_TIMEOUT };
/** The clouds' clients and subclasses have other forms of URLs: `https://aiplatform.googleapis.com/v1`. */
const cloud: ClientOptions = { isCloud: true, baseUrl: ['0.baseURL'], maxRetries: '0.maxRetries' };

const unary: CallKind = { maxRetries: '1.maxRetries' };
const maybeStream: CallKind = { stream: { option: '0.stream' }, maxRetries: '1.maxRetries' };
/** `.stream()` and `.toolRunner()` fail when they are read; ignored, the rejection is unhandled. */
const runner: CallKind = { stream: 'always', surfaces: 'read', maxRetries: '1.maxRetries' };

/** The Anthropic SDK and its Bedrock and Vertex clients. vLLM serves `/v1/messages` too. */
export const anthropic = {
  id: 'anthropic',
  title: 'the Anthropic SDK',
  packages: ['@anthropic-ai/sdk', '@anthropic-ai/sdk/*', '@anthropic-ai/bedrock-sdk', '@anthropic-ai/vertex-sdk'],
  versions: '0.137–1.12',
  source: {
    kind: 'measured',
    versions: ['@anthropic-ai/sdk 0.137.0', '@anthropic-ai/sdk 1.12.0', '@anthropic-ai/bedrock-sdk 1.1.3'],
    file: 'methods from a walk over the client object of 1.12.0; the Vertex client extends the same base client',
  },
  failure: {
    attempts: 3,
    seconds: 1.7,
    error: 'APIConnectionError',
    test: { kind: 'class', module: '@anthropic-ai/sdk', name: 'APIConnectionError' },
    looks: { ...CONNECTION_ERROR, names: ['Error', 'APIConnectionError'], packages: ['@anthropic-ai/sdk'] },
    passing: { status: 'status' },
  },
  exports: {
    default: { kind: 'class', object: 'client', options },
    Anthropic: { kind: 'class', object: 'client', options },
    BaseAnthropic: { kind: 'class', object: 'client', options: cloud },
    AnthropicBedrock: { kind: 'class', object: 'client', options: cloud },
    AnthropicVertex: { kind: 'class', object: 'client', options: cloud },
  },
  objects: {
    client: {
      calls: {
        ...requests('', ['get', 'post', 'patch', 'put', 'delete']),
        ...requests('messages', ['create'], maybeStream),
        ...requests('messages', ['parse', 'countTokens'], unary),
        ...requests('messages', ['stream'], runner),
        ...requests('messages.batches', ['create', 'retrieve', 'list', 'delete', 'cancel', 'results']),
        ...requests('completions', ['create'], maybeStream),
        ...requests('models', ['retrieve', 'list']),
        ...requests('files', ['list', 'delete', 'download', 'retrieveMetadata', 'upload']),
        ...requests('beta.messages', ['create'], maybeStream),
        ...requests('beta.messages', ['parse', 'countTokens'], unary),
        ...requests('beta.messages', ['stream', 'toolRunner'], runner),
        ...requests('beta.messages.batches', ['create', 'retrieve', 'list', 'delete', 'cancel', 'results']),
        ...requests('beta.models', ['retrieve', 'list']),
        ...requests('beta.files', ['list', 'delete', 'download', 'retrieveMetadata', 'upload']),
        ...requests('beta.promptCaching.messages', ['create'], maybeStream),
      },
      returns: { withOptions: { object: 'client', options } },
    },
  },
  environment: ['ANTHROPIC_BASE_URL'],
  hosted: 'Anthropic',
} as const satisfies Sdk;
