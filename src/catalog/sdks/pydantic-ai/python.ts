import type { Export, Sdk } from '../../../model/catalog/sdk.js';
import { requests } from '../../presets/methods.js';
import { OPENAI_FORM } from '../../presets/base-url-forms.js';
import { coroutines } from '../../presets/coroutines.js';

const provider: Export = { kind: 'class', object: 'provider', options: { baseUrl: ['base_url|0'], form: OPENAI_FORM } };
// The client's retries would hold as `inner`, but its error does not: Pydantic AI throws its own.
const model: Export = { kind: 'class', object: 'model' };

/**
 * Pydantic AI: agents over models over providers. Since 1 a failure is a `ModelAPIError` (2: a class below it), which
 * inherits from `RuntimeError` and from nothing of the client's. `retries` is about answers, not about connections.
 */
export const pydanticAi = {
  id: 'pydantic-ai',
  title: 'Pydantic AI',
  packages: ['pydantic_ai'],
  versions: '1–2',
  source: { kind: 'measured', versions: ['pydantic-ai-slim 1.107.10', 'pydantic-ai-slim 2.68.0'], file: 'providers: signatures of 2.68.0' },
  failure: {
    attempts: 3,
    seconds: 1.6,
    error: 'pydantic_ai.exceptions.ModelAPIError',
    ancestors: ['pydantic_ai.exceptions.AgentRunError', 'RuntimeError'],
    test: { kind: 'class', module: 'pydantic_ai.exceptions', name: 'ModelAPIError' },
  },
  exports: {
    Agent: { kind: 'class', object: 'agent', options: { model: 'model|0' } },
    OpenAIChatModel: model,
    // `base_url` moved to the provider with 0.1.
    OpenAIModel: { kind: 'class', object: 'model', options: { baseUrl: ['base_url'], form: OPENAI_FORM } },
    OpenAIResponsesModel: model,
    OllamaModel: model,
    OpenAIProvider: provider,
    VLLMProvider: { kind: 'class', object: 'provider', options: { baseUrl: ['base_url'] } },
    OllamaProvider: { kind: 'class', object: 'provider', options: { baseUrl: ['base_url|0'], form: OPENAI_FORM, server: 'ollama' } },
    LiteLLMProvider: { kind: 'class', object: 'provider', options: { baseUrl: ['api_base'], server: 'litellm' } },
    AzureProvider: { kind: 'class', object: 'provider', options: { baseUrl: ['azure_endpoint'], isCloud: true } },
  },
  objects: {
    provider: { calls: {} },
    model: {
      calls: {
        ...coroutines(requests('', ['request', 'count_tokens'], { purpose: 'model' })),
        ...requests('', ['request_stream'], { stream: 'always', surfaces: 'read' }),
      },
    },
    agent: {
      runsTools: true,
      calls: {
        ...requests('', ['run_sync', 'run_stream_sync']),
        ...coroutines(requests('', ['run'])),
        ...requests('', ['run_stream', 'run_stream_events', 'iter'], { stream: 'always', surfaces: 'read' }),
      },
    },
  },
  environment: ['OPENAI_BASE_URL', 'VLLM_BASE_URL', 'OLLAMA_BASE_URL'],
  modelIds: 'prefix',
} as const satisfies Sdk;
