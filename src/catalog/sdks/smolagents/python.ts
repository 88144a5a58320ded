import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import { requests } from '../../presets/methods.js';
import { LITELLM_REFUSED, OPENAI_REFUSED } from '../../presets/python-errors.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { litellmForms } from '../../presets/litellm-forms.js';

const openAi: ClientOptions = { baseUrl: ['api_base|1'], form: OPENAI_FORM, maxRetries: 'client_kwargs.max_retries' };
const model: Export = { kind: 'class', object: 'model', options: openAi };
// The model's retries would hold as `inner`, but its error does not: an agent throws its own.
const agent: Export = { kind: 'class', object: 'agent' };

const wrapped: Partial<SdkFailure> = {
  error: 'smolagents.utils.AgentGenerationError',
  ancestors: ['smolagents.utils.AgentError'],
  test: { kind: 'class', module: 'smolagents.utils', name: 'AgentGenerationError' },
};
const litellm: Partial<SdkFailure> = {
  ...LITELLM_REFUSED,
};
const asked = (failure?: Partial<SdkFailure>) => ({
  ...requests('', ['__call__', 'generate'], failure ? { failure } : {}),
  ...requests('', ['generate_stream'], { stream: 'always', surfaces: 'read', ...(failure && { failure }) }),
});

/** smolagents: models pass the client's error on (their own `retry` is for 429), agents wrap it. */
export const smolagents = {
  id: 'smolagents',
  title: 'smolagents',
  packages: ['smolagents'],
  versions: '1',
  source: { kind: 'measured', versions: ['smolagents 1.26.0 with openai 3.54.0'], file: 'LiteLLMModel: its source and litellm 1.106.2' },
  failure: { attempts: 3, seconds: 1.4, ...OPENAI_REFUSED },
  exports: {
    OpenAIModel: model,
    OpenAIServerModel: model,
    AzureOpenAIModel: {
      kind: 'class',
      object: 'model',
      options: { baseUrl: ['azure_endpoint|1'], isCloud: true, maxRetries: 'client_kwargs.max_retries' },
    },
    AzureOpenAIServerModel: {
      kind: 'class',
      object: 'model',
      options: { baseUrl: ['azure_endpoint|1'], isCloud: true, maxRetries: 'client_kwargs.max_retries' },
    },
    LiteLLMModel: {
      kind: 'class',
      object: 'litellmModel',
      options: { model: 'model_id|0', baseUrl: ['api_base|1'], byProvider: litellmForms('model_id|0'), maxRetries: 'num_retries' },
    },
    LiteLLMRouterModel: { kind: 'class', object: 'litellmModel' },
    CodeAgent: agent,
    ToolCallingAgent: agent,
    MultiStepAgent: agent,
  },
  objects: {
    model: { calls: asked() },
    litellmModel: { calls: asked(litellm) },
    agent: {
      runsTools: true,
      calls: requests('', ['run', '__call__'], { stream: { option: 'stream|1' }, streamSurfaces: 'read', failure: wrapped }),
    },
  },
  modelIds: 'prefix',
} as const satisfies Sdk;
