import { OLD_VARIABLE } from '../openai/shared.js';
import type { Source } from '../../../model/catalog/source.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { BaseUrlForm, ClientOptions } from '../../../model/catalog/options.js';
import type { Export, ObjectKind, Sdk } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';

/** What every provider package of the AI SDK exports: a factory that takes the base URL, and a ready instance. */
interface Provider {
  readonly package: string;
  readonly factories: readonly string[];
  readonly instances: readonly string[];
  /** Where the factory takes the base URL; default `baseURL`. */
  readonly baseUrl?: readonly ArgumentPath[];
  /** What the base URL looks like, if it was measured. */
  readonly form?: BaseUrlForm;
  readonly client?: Pick<ClientOptions, 'publicDefault' | 'apiKey' | 'server' | 'isCloud'>;
  readonly responses?: ObjectKind['responses'];
  readonly environment?: readonly string[];
  /** The provider that it asks without a base URL. */
  readonly hosted?: string;
  readonly source: Source;
  /** Where it is another one than the AI SDK's. */
  readonly failure?: SdkFailure;
}

/** What the AI SDK throws over its providers, whose errors it tries again. */
const RETRIED: SdkFailure = {
  attempts: 3,
  seconds: 6.2,
  error: 'RetryError',
  test: { kind: 'static-method', module: 'ai', name: 'RetryError', method: 'isInstance' },
};
/** Its own error is none that the AI SDK tries again. */
const AI_SDK_OLLAMA: SdkFailure = {
  attempts: 1,
  seconds: 0,
  error: 'OllamaError',
  test: { kind: 'code', path: ['cause', 'cause', 'code'] },
};

/** Names under which providers hand out a model: those of 4, 5, 6 and 7 (`chat` and `chatModel`, `embedding` and `embeddingModel`). */
const MODEL_METHODS = [
  'languageModel',
  'chat',
  'chatModel',
  'completion',
  'completionModel',
  'responses',
  'messages',
  'embedding',
  'embeddingModel',
  'textEmbedding',
  'textEmbeddingModel',
  'image',
  'imageModel',
  'transcription',
  'transcriptionModel',
  'speech',
  'speechModel',
  'reranking',
  'rerankingModel',
  'video',
  'videoModel',
];

const provider: ObjectKind = { calls: {}, callable: 'model', returns: Object.fromEntries(MODEL_METHODS.map((name) => [name, 'model'])) };
/** A model sends nothing by itself; `generateText({ model })` does. */
const model: ObjectKind = { calls: {} };

/** `LoadAPIKeyError` at the call; no base URL means the public API (measured; a blank one was not). */
const OPENAI_CLIENT: Pick<ClientOptions, 'publicDefault' | 'apiKey'> = {
  publicDefault: { host: 'api.openai.com', when: ['unset'], ignoredVariables: [OLD_VARIABLE] },
  apiKey: { at: ['0.apiKey'], variable: 'OPENAI_API_KEY', error: 'LoadAPIKeyError', missing: 'call' },
};

/** `npm` resolved these versions in November 2026. */
const read = (version: string): Source => ({ kind: 'read', versions: [version], file: 'dist/index.d.ts' });

const providers: readonly Provider[] = [
  {
    package: '@ai-sdk/openai',
    factories: ['createOpenAI'],
    instances: ['openai'],
    form: OPENAI_FORM,
    client: OPENAI_CLIENT,
    responses: { package: '@ai-sdk/openai', since: 2, methods: ['languageModel'], instead: 'chat' },
    environment: ['OPENAI_BASE_URL'],
    source: {
      kind: 'measured',
      versions: ['@ai-sdk/openai 1.3.24', '@ai-sdk/openai 2.0.131', '@ai-sdk/openai 3.0.141', '@ai-sdk/openai 4.0.118'],
      file: 'OPENAI_BASE_URL is read from 2.0 on',
    },
  },
  {
    package: '@ai-sdk/openai-compatible',
    factories: ['createOpenAICompatible'],
    instances: [],
    form: OPENAI_FORM,
    source: {
      kind: 'measured',
      versions: [
        '@ai-sdk/openai-compatible 0.2.16',
        '@ai-sdk/openai-compatible 1.0.61',
        '@ai-sdk/openai-compatible 2.0.92',
        '@ai-sdk/openai-compatible 3.0.92',
      ],
    },
  },
  {
    package: '@ai-sdk/open-responses',
    factories: ['createOpenResponses'],
    instances: [],
    baseUrl: ['0.url'],
    source: read('@ai-sdk/open-responses 1.0.39'),
  },
  {
    package: '@ai-sdk/anthropic',
    factories: ['createAnthropic'],
    instances: ['anthropic'],
    environment: ['ANTHROPIC_BASE_URL'],
    hosted: 'Anthropic',
    source: read('@ai-sdk/anthropic 3.0.140'),
  },
  {
    package: '@ai-sdk/azure',
    factories: ['createAzure'],
    instances: ['azure'],
    client: { isCloud: true },
    source: read('@ai-sdk/azure 3.0.128'),
  },
  {
    package: '@ai-sdk/mistral',
    factories: ['createMistral'],
    instances: ['mistral'],
    hosted: 'Mistral',
    source: read('@ai-sdk/mistral 3.0.69'),
  },
  { package: '@ai-sdk/groq', factories: ['createGroq'], instances: ['groq'], hosted: 'Groq', source: read('@ai-sdk/groq 3.0.71') },
  {
    package: '@ai-sdk/deepseek',
    factories: ['createDeepSeek'],
    instances: ['deepseek'],
    hosted: 'DeepSeek',
    source: read('@ai-sdk/deepseek 2.0.69'),
  },
  { package: '@ai-sdk/xai', factories: ['createXai'], instances: ['xai'], hosted: 'xAI', source: read('@ai-sdk/xai 3.0.138') },
  {
    package: '@ai-sdk/togetherai',
    factories: ['createTogetherAI'],
    instances: ['togetherai'],
    hosted: 'Together',
    source: read('@ai-sdk/togetherai 2.0.84'),
  },
  {
    package: '@ai-sdk/cohere',
    factories: ['createCohere'],
    instances: ['cohere'],
    hosted: 'Cohere',
    source: read('@ai-sdk/cohere 3.0.63'),
  },
  {
    package: '@ai-sdk/google',
    factories: ['createGoogleGenerativeAI'],
    instances: ['google'],
    hosted: 'Google',
    source: read('@ai-sdk/google 3.0.141'),
  },
  {
    package: '@ai-sdk/fireworks',
    factories: ['createFireworks'],
    instances: ['fireworks'],
    hosted: 'Fireworks',
    source: read('@ai-sdk/fireworks 2.0.90'),
  },
  {
    package: '@ai-sdk/deepinfra',
    factories: ['createDeepInfra'],
    instances: ['deepinfra'],
    hosted: 'DeepInfra',
    source: read('@ai-sdk/deepinfra 2.0.84'),
  },
  {
    package: '@ai-sdk/cerebras',
    factories: ['createCerebras'],
    instances: ['cerebras'],
    hosted: 'Cerebras',
    source: read('@ai-sdk/cerebras 2.0.82'),
  },
  {
    package: '@ai-sdk/perplexity',
    factories: ['createPerplexity'],
    instances: ['perplexity'],
    hosted: 'Perplexity',
    source: read('@ai-sdk/perplexity 3.0.61'),
  },
  {
    package: '@ai-sdk/gateway',
    factories: ['createGateway', 'createGatewayProvider'],
    instances: ['gateway'],
    hosted: 'Vercel',
    source: read('@ai-sdk/gateway 3.0.232'),
  },
  {
    package: 'ollama-ai-provider',
    factories: ['createOllama'],
    instances: ['ollama'],
    client: { server: 'ollama' },
    source: read('ollama-ai-provider 1.2.0'),
  },
  {
    package: 'ollama-ai-provider-v2',
    factories: ['createOllama'],
    instances: ['ollama'],
    client: { server: 'ollama' },
    source: read('ollama-ai-provider-v2 3.6.0'),
  },
  {
    package: 'ai-sdk-ollama',
    factories: ['createOllama'],
    instances: ['ollama'],
    client: { server: 'ollama' },
    baseUrl: ['0.baseURL'],
    source: { kind: 'measured', versions: ['ai-sdk-ollama 4.3.0 with ai 7.0.173'] },
    failure: AI_SDK_OLLAMA,
  },
  {
    package: '@openrouter/ai-sdk-provider',
    factories: ['createOpenRouter'],
    instances: ['openrouter'],
    baseUrl: ['0.baseURL', '0.baseUrl'],
    hosted: 'OpenRouter',
    source: read('@openrouter/ai-sdk-provider 2.10.0'),
  },
];

/** The providers of the Vercel AI SDK, an entry each: where a base URL is given, and what a model is. */
export const aiProviders: readonly Sdk[] = providers.map((entry): Sdk => {
  const options = { baseUrl: entry.baseUrl ?? ['0.baseURL' as const], ...(entry.form && { form: entry.form }), ...entry.client };
  const factories = entry.factories.map((name): [string, Export] => [name, { kind: 'factory', object: 'provider', options }]);
  const instances = entry.instances.map((name): [string, Export] => [name, { kind: 'instance', object: 'provider' }]);
  return {
    id: entry.package,
    title: `\`${entry.package}\``,
    packages: [entry.package],
    versions: 'for ai 4–7',
    source: entry.source,
    failure: entry.failure ?? RETRIED,
    exports: Object.fromEntries([...factories, ...instances]),
    objects: { provider: entry.responses ? { ...provider, responses: entry.responses } : provider, model },
    ...(entry.environment ? { environment: entry.environment } : {}),
    ...(entry.hosted ? { hosted: entry.hosted } : {}),
  };
});
