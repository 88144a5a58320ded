import type { ArgumentPath } from '../../model/catalog/place.js';
import type { ClientOptions, ProviderForms } from '../../model/catalog/options.js';
import { OLLAMA_FORM, OPENAI_FORM } from './base-url-forms.js';

const openAi: Pick<ClientOptions, 'form'> = { form: OPENAI_FORM };
const ollama: Pick<ClientOptions, 'form' | 'server'> = {
  form: { appends: '/api/chat', versioned: false, excess: OLLAMA_FORM.excess ?? [] },
  server: 'ollama',
};

/**
 * LiteLLM, and what is built on it: it appends the endpoint alone for OpenAI's API, and `/api/chat` or `/api/generate` for Ollama's
 * (measured: litellm 1.110). Its own proxy answers without a version, too.
 */
export function litellmForms(at: ArgumentPath): ProviderForms {
  return {
    at,
    library: 'litellm',
    forms: {
      openai: openAi,
      custom_openai: openAi,
      openai_like: openAi,
      'text-completion-openai': openAi,
      hosted_vllm: openAi,
      lm_studio: { ...openAi, server: 'lmstudio' },
      litellm_proxy: { server: 'litellm' },
      ollama,
      ollama_chat: ollama,
    },
  };
}
