import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Returns, Sdk } from '../../../model/catalog/sdk.js';
import { OPENAI_REFUSED } from '../../presets/python-errors.js';
import { LANGCHAIN_ERRORS, langchainObjects } from './python-objects.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { OPENAI_PUBLIC_PYTHON } from '../openai/shared.js';

const options: ClientOptions = {
  baseUrl: ['base_url', 'openai_api_base'],
  form: OPENAI_FORM,
  maxRetries: 'max_retries',
  publicDefault: OPENAI_PUBLIC_PYTHON,
  apiKey: {
    at: ['api_key', 'openai_api_key'],
    variable: 'OPENAI_API_KEY',
    error: 'OpenAIError',
    missing: 'construction',
    refusesBlank: true,
  },
  ignored: ['api_base', 'openai_base_url', 'baseURL', 'baseUrl'].map((at) => ({
    at,
    meant: 'base_url',
    effect: 'every request fails with a `TypeError` before it is sent',
  })),
};
const azure: ClientOptions = { baseUrl: ['base_url', 'openai_api_base', 'azure_endpoint'], isCloud: true, maxRetries: 'max_retries' };
const inside = { attempts: 3, seconds: 1.7 } as const;
/** Only the chat models throw the class of their own; the text models and the embeddings pass the SDK's on. */
const own = langchainObjects(inside, OPENAI_REFUSED);

/**
 * LangChain's OpenAI models: the client inside retries, they do not. Version 1 throws a class of its own that
 * inherits from the SDK's `APIConnectionError`. `api_base` and other names are taken for a parameter of the
 * model and handed to the SDK's `create()`, which has none (measured: 0.3.35, 1.7.3).
 */
export const langchainOpenAi = {
  id: 'langchain-openai',
  title: '`langchain_openai`',
  packages: ['langchain_openai'],
  versions: '0.3–1',
  source: { kind: 'measured', versions: ['langchain-openai 0.3.35 with openai 2.54.0', 'langchain-openai 1.7.3 with openai 3.54.0'] },
  failure: {
    ...inside,
    error: 'openai.APIConnectionError',
    // The last three since langchain_core 1.
    ancestors: ['openai.APIError', 'openai.OpenAIError', ...LANGCHAIN_ERRORS],
    test: { kind: 'class', module: 'openai', name: 'APIConnectionError' },
  },
  exports: {
    ChatOpenAI: { kind: 'class', object: 'model', options },
    OpenAI: { kind: 'class', object: 'llm', options },
    OpenAIEmbeddings: { kind: 'class', object: 'embeddings', options },
    AzureChatOpenAI: { kind: 'class', object: 'model', options: azure },
    AzureOpenAI: { kind: 'class', object: 'llm', options: azure },
    AzureOpenAIEmbeddings: { kind: 'class', object: 'embeddings', options: azure },
  },
  objects: {
    ...langchainObjects(inside),
    llm: { ...own.model, returns: renamed(own.model.returns), composed: 'llm' },
    retryingLlm: { ...own.retrying, returns: renamed(own.retrying.returns), composed: 'retryingLlm' },
    embeddings: own.embeddings,
  },
  environment: ['OPENAI_BASE_URL', 'OPENAI_API_BASE'],
} as const satisfies Sdk;

/** The same methods with the kinds of the text model. */
function renamed(returns: Readonly<Record<string, Returns>>): Record<string, Returns> {
  const kinds: Readonly<Record<string, string>> = { model: 'llm', retrying: 'retryingLlm' };
  const other = (object: string): string => kinds[object] ?? object;
  return Object.fromEntries(
    Object.entries(returns).map(([name, of]) => [name, typeof of === 'string' ? other(of) : { ...of, object: other(of.object) }]),
  );
}
