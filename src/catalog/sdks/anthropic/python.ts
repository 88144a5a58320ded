import type { CallKind, Sdk } from '../../../model/catalog/sdk.js';
import type { ClientOptions } from '../../../model/catalog/options.js';
import { requests } from '../../presets/methods.js';
import { coroutines } from '../../presets/coroutines.js';
import { ANTHROPIC_FORM } from '../../presets/base-url-forms.js';
import { HTTPX_TIMEOUT } from '../../presets/python-timeouts.js';

const options: ClientOptions = { baseUrl: ['base_url'], form: ANTHROPIC_FORM, maxRetries: 'max_retries', timeout: HTTPX_TIMEOUT };

/** `messages.stream()` is a context manager: the connection is made when it is entered. */
const calls: Readonly<Record<string, CallKind>> = {
  ...requests('', ['get', 'post', 'patch', 'put', 'delete', 'request', 'get_api_list']),
  ...requests('messages', ['create'], { stream: { option: 'stream' } }),
  ...requests('messages', ['stream'], { stream: 'always', surfaces: 'read' }),
  ...requests('messages', [
    'parse',
    'count_tokens',
    'batches.create',
    'batches.retrieve',
    'batches.list',
    'batches.cancel',
    'batches.delete',
    'batches.results',
  ]),
  ...requests('completions', ['create'], { stream: { option: 'stream' } }),
  ...requests('models', ['list', 'retrieve']),
  ...requests('files', ['delete', 'download', 'list', 'retrieve_metadata', 'upload']),
  ...requests('beta.messages', ['create'], { stream: { option: 'stream' } }),
  ...requests('beta.messages', ['stream'], { stream: 'always', surfaces: 'read' }),
  ...requests('beta.messages', [
    'parse',
    'count_tokens',
    'batches.create',
    'batches.retrieve',
    'batches.list',
    'batches.cancel',
    'batches.delete',
    'batches.results',
  ]),
  ...requests('beta.models', ['list', 'retrieve']),
  ...requests('beta.files', ['delete', 'download', 'list', 'retrieve_metadata', 'upload']),
};
const views = { with_raw_response: 'same', with_streaming_response: 'read' } as const;

/** Anthropic's SDK, whose API vLLM serves too. */
export const anthropic = {
  id: 'anthropic',
  title: 'the Anthropic SDK',
  packages: ['anthropic'],
  versions: '0.125–2',
  source: { kind: 'measured', versions: ['anthropic 0.125.0', 'anthropic 2.12.0'], file: 'methods from a walk over the client objects' },
  failure: {
    attempts: 3,
    seconds: 1.4,
    error: 'anthropic.APIConnectionError',
    ancestors: ['anthropic.APIError', 'anthropic.AnthropicError'],
    test: { kind: 'class', module: 'anthropic', name: 'APIConnectionError' },
  },
  callTimeout: HTTPX_TIMEOUT,
  exports: {
    Anthropic: { kind: 'class', object: 'client', options },
    Client: { kind: 'class', object: 'client', options },
    AsyncAnthropic: { kind: 'class', object: 'asyncClient', options },
    AsyncClient: { kind: 'class', object: 'asyncClient', options },
  },
  objects: {
    client: { calls, views, returns: { with_options: { object: 'client', options }, copy: { object: 'client', options } } },
    asyncClient: {
      calls: coroutines(calls),
      views,
      returns: { with_options: { object: 'asyncClient', options }, copy: { object: 'asyncClient', options } },
    },
  },
  environment: ['ANTHROPIC_BASE_URL'],
  hosted: 'Anthropic',
} as const satisfies Sdk;
