import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { openAiClients, openAiResource } from './python-calls.js';
import { OLD_EXPORTS, OLD_OBJECTS } from './python-legacy.js';
import { OPENAI_REFUSED, passingOf } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { OLD_VARIABLE, OPENAI_PUBLIC_PYTHON } from './shared.js';
import { HTTPX_TIMEOUT } from '../../presets/python-timeouts.js';

const options = {
  baseUrl: ['base_url'],
  form: OPENAI_FORM,
  maxRetries: 'max_retries',
  timeout: HTTPX_TIMEOUT,
  publicDefault: { ...OPENAI_PUBLIC_PYTHON, ignoredVariables: [OLD_VARIABLE] },
  apiKey: { at: ['api_key'], variable: 'OPENAI_API_KEY', error: 'OpenAIError', missing: 'construction', refusesBlank: true },
} as const satisfies ClientOptions;
const azure: ClientOptions = { baseUrl: ['base_url', 'azure_endpoint'], isCloud: true, maxRetries: 'max_retries', timeout: HTTPX_TIMEOUT };

/** What the module itself hands out, for a client that it makes when it is first used. */
const RESOURCES = [
  'chat',
  'completions',
  'embeddings',
  'models',
  'responses',
  'images',
  'audio',
  'moderations',
  'beta',
  'files',
  'batches',
] as const;

/**
 * The OpenAI SDK. Its errors are its own: no `ConnectionError`, no `OSError`, no error of `httpx` catches them. No
 * method takes `max_retries`, `with_options` does. `api_base` is the option of versions before 1.
 */
export const openai = {
  id: 'openai',
  title: 'the OpenAI SDK',
  packages: ['openai'],
  versions: '0.28–3',
  source: {
    kind: 'measured',
    versions: ['openai 0.28.1', 'openai 1.109.1', 'openai 2.54.0', 'openai 3.54.0'],
    file: 'methods from a walk over the client objects of 1.109.1 and 3.54.0',
  },
  failure: { attempts: 3, seconds: 1.4, ...OPENAI_REFUSED, passing: passingOf('openai') },
  callTimeout: HTTPX_TIMEOUT,
  exports: {
    OpenAI: { kind: 'class', object: 'client', options },
    Client: { kind: 'class', object: 'client', options },
    AsyncOpenAI: { kind: 'class', object: 'asyncClient', options },
    AsyncClient: { kind: 'class', object: 'asyncClient', options },
    AzureOpenAI: { kind: 'class', object: 'client', options: azure },
    AsyncAzureOpenAI: { kind: 'class', object: 'asyncClient', options: azure },
    BedrockOpenAI: { kind: 'class', object: 'client', options: azure },
    AsyncBedrockOpenAI: { kind: 'class', object: 'asyncClient', options: azure },
    ...Object.fromEntries(RESOURCES.map((name) => [name, { kind: 'instance', object: name }] as const)),
    ...OLD_EXPORTS,
  },
  objects: {
    ...openAiClients(options),
    ...Object.fromEntries(RESOURCES.map((name) => [name, openAiResource(name)] as const)),
    ...OLD_OBJECTS,
  },
  ignoredAttributes: [
    {
      name: 'api_base',
      meant: 'base_url',
      effect: 'since version 1 requests go to https://api.openai.com/v1',
      readBy: 'openai.error',
    },
  ],
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
