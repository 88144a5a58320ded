import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { coroutines } from '../../presets/coroutines.js';
import { OPENAI_REFUSED } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

const options: ClientOptions = { baseUrl: ['api_base_url'], form: OPENAI_FORM, maxRetries: 'max_retries' };
const azure: ClientOptions = { baseUrl: ['azure_endpoint|0'], isCloud: true, maxRetries: 'max_retries' };
const component = (own: ClientOptions): Export => ({ kind: 'class', object: 'component', options: own });

/** Haystack: generators and embedders over OpenAI's client, told to retry five times. A `Pipeline` is not followed: what it runs is added by name. */
export const haystack = {
  id: 'haystack',
  title: 'Haystack',
  packages: ['haystack'],
  versions: '2–3',
  source: { kind: 'measured', versions: ['haystack-ai 2.31.0', 'haystack-ai 3.4.0 with openai 3.54.0'], file: 'Azure: signatures' },
  failure: { attempts: 6, seconds: 13.5, ...OPENAI_REFUSED },
  exports: {
    OpenAIGenerator: component(options),
    OpenAIChatGenerator: component(options),
    OpenAIResponsesChatGenerator: component(options),
    OpenAITextEmbedder: component(options),
    OpenAIDocumentEmbedder: component(options),
    AzureOpenAIGenerator: component(azure),
    AzureOpenAIChatGenerator: component(azure),
    AzureOpenAITextEmbedder: component(azure),
    AzureOpenAIDocumentEmbedder: component(azure),
    Agent: component({ inner: ['chat_generator'] }),
  },
  objects: { component: { calls: { run: {}, ...coroutines({ run_async: {} }) } } },
  environment: ['OPENAI_BASE_URL'],
} as const satisfies Sdk;
