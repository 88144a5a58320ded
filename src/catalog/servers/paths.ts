import type { ServerPath } from '../../model/catalog/server.js';

/**
 * Paths that LLM servers answer. A request to one that stands `alone` is a call of an LLM server whatever its
 * host; the others need a host that is known to be one. Longest first: a reader takes the first that the
 * URL's path ends in.
 */
export const SERVER_PATHS: readonly ServerPath[] = (
  [
    // The OpenAI API. `/completions` alone is also a code editor's or a shell's, `/responses` a survey's.
    { path: '/chat/completions', api: 'openai', proof: 'alone' },
    { path: '/v1/completions', api: 'openai', proof: 'alone' },
    { path: '/v1/embeddings', api: 'openai', proof: 'alone' },
    { path: '/v1/responses', api: 'openai', proof: 'with-host' },
    { path: '/v1/audio/transcriptions', api: 'openai', proof: 'alone' },
    { path: '/v1/audio/translations', api: 'openai', proof: 'alone' },
    { path: '/v1/audio/speech', api: 'openai', proof: 'alone' },
    { path: '/v1/images/generations', api: 'openai', proof: 'with-host' },
    { path: '/v1/images/edits', api: 'openai', proof: 'with-host' },
    { path: '/v1/images/variations', api: 'openai', proof: 'with-host' },
    { path: '/v1/moderations', api: 'openai', proof: 'with-host' },
    { path: '/v1/models', api: 'openai', proof: 'own-host', purpose: 'state' },
    { path: '/audio/transcriptions', api: 'openai', proof: 'with-host' },
    { path: '/audio/translations', api: 'openai', proof: 'with-host' },
    { path: '/audio/speech', api: 'openai', proof: 'with-host' },
    { path: '/images/generations', api: 'openai', proof: 'with-host' },
    { path: '/completions', api: 'openai', proof: 'with-host' },
    { path: '/embeddings', api: 'openai', proof: 'with-host' },
    { path: '/responses', api: 'openai', proof: 'with-host' },
    { path: '/moderations', api: 'openai', proof: 'with-host' },
    { path: '/models', api: 'openai', proof: 'with-host', purpose: 'state' },

    // The Anthropic API, which vLLM serves too.
    { path: '/v1/messages', api: 'anthropic', proof: 'with-host' },
    { path: '/v1/messages/count_tokens', api: 'anthropic', proof: 'alone' },

    // vLLM's own (vllm/entrypoints/openai/api_server.py).
    { path: '/v1/rerank', api: 'vllm', proof: 'alone' },
    { path: '/v2/rerank', api: 'vllm', proof: 'alone' },
    { path: '/v1/score', api: 'vllm', proof: 'with-host' },
    { path: '/v1/load_lora_adapter', api: 'vllm', proof: 'alone', purpose: 'management' },
    { path: '/v1/unload_lora_adapter', api: 'vllm', proof: 'alone', purpose: 'management' },
    { path: '/inference/v1/generate', api: 'vllm', proof: 'alone' },
    { path: '/detokenize', api: 'vllm', proof: 'alone' },
    { path: '/tokenize', api: 'vllm', proof: 'with-host' },
    { path: '/rerank', api: 'vllm', proof: 'with-host' },
    { path: '/score', api: 'vllm', proof: 'with-host' },
    { path: '/pooling', api: 'vllm', proof: 'with-host' },
    { path: '/classify', api: 'vllm', proof: 'with-host' },
    { path: '/invocations', api: 'vllm', proof: 'with-host' },
    { path: '/is_sleeping', api: 'vllm', proof: 'with-host', purpose: 'state' },
    { path: '/wake_up', api: 'vllm', proof: 'with-host', purpose: 'management' },
    { path: '/health', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/ping', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    // What gateways in front of it call their probes.
    { path: '/healthz', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/health_check', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/v1/health_check', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/health/ready', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/health/readiness', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/health/liveliness', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/health/liveness', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/readyz', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/livez', api: 'vllm', proof: 'with-host', purpose: 'state', probe: true },
    { path: '/server_info', api: 'vllm', proof: 'with-host', purpose: 'state' },
    { path: '/sleep', api: 'vllm', proof: 'with-host', purpose: 'management' },
    { path: '/reset_prefix_cache', api: 'vllm', proof: 'with-host', purpose: 'management' },
    { path: '/model/info', api: 'litellm', proof: 'with-host', purpose: 'state' },
    { path: '/v1/model/info', api: 'litellm', proof: 'with-host', purpose: 'state' },
    { path: '/load', api: 'vllm', proof: 'with-host', purpose: 'state' },
    { path: '/metrics', api: 'vllm', proof: 'with-host', purpose: 'state' },
    { path: '/version', api: 'vllm', proof: 'with-host', purpose: 'state' },

    // Ollama (docs/api.md). `/api/chat` is also what web applications call their own route.
    { path: '/api/generate', api: 'ollama', proof: 'with-host' },
    { path: '/api/chat', api: 'ollama', proof: 'with-host' },
    { path: '/api/embeddings', api: 'ollama', proof: 'with-host' },
    { path: '/api/embed', api: 'ollama', proof: 'with-host' },
    { path: '/api/tags', api: 'ollama', proof: 'with-host', purpose: 'state' },
    { path: '/api/show', api: 'ollama', proof: 'with-host', purpose: 'state' },
    { path: '/api/pull', api: 'ollama', proof: 'with-host', hasEffect: true },
    { path: '/api/push', api: 'ollama', proof: 'with-host', hasEffect: true },
    { path: '/api/create', api: 'ollama', proof: 'with-host', hasEffect: true },
    { path: '/api/copy', api: 'ollama', proof: 'with-host', purpose: 'management' },
    { path: '/api/delete', api: 'ollama', proof: 'with-host', purpose: 'management' },
    { path: '/api/ps', api: 'ollama', proof: 'with-host', purpose: 'state' },
    { path: '/api/version', api: 'ollama', proof: 'with-host', purpose: 'state' },

    // llama.cpp's server, text-generation-inference, text-embeddings-inference, SGLang, LM Studio.
    { path: '/completion', api: 'llama.cpp', proof: 'with-host' },
    { path: '/infill', api: 'llama.cpp', proof: 'with-host' },
    { path: '/embedding', api: 'llama.cpp', proof: 'with-host' },
    { path: '/props', api: 'llama.cpp', proof: 'with-host', purpose: 'state' },
    { path: '/slots', api: 'llama.cpp', proof: 'with-host', purpose: 'state' },
    { path: '/generate_stream', api: 'tgi', proof: 'alone' },
    { path: '/generate', api: 'tgi', proof: 'with-host' },
    { path: '/info', api: 'tgi', proof: 'with-host', purpose: 'state' },
    { path: '/embed', api: 'tei', proof: 'with-host' },
    { path: '/get_server_info', api: 'sglang', proof: 'with-host', purpose: 'state' },
    { path: '/get_model_info', api: 'sglang', proof: 'with-host', purpose: 'state' },
    { path: '/health_generate', api: 'sglang', proof: 'alone', purpose: 'state', probe: true },
    { path: '/api/v0/models', api: 'lmstudio', proof: 'with-host', purpose: 'state' },
    { path: '/api/v0/embeddings', api: 'lmstudio', proof: 'with-host' },
  ] satisfies ServerPath[]
).sort((a, b) => b.path.length - a.path.length);

/** Ports of loopback servers that nothing else uses by default: Ollama, LM Studio. 8000 and 8080 are anybody's. */
export const KNOWN_PORTS: ReadonlySet<number> = new Set([11434, 1234]);

/** Environment variables that hold the base URL of an LLM server, where their words do not say it: {@link namesServer}. */
export const SERVER_ENVIRONMENT: readonly string[] = [
  'OPENAI_BASE_URL',
  'OPENAI_API_BASE',
  'OPENAI_API_BASE_URL',
  'OPENAI_API_HOST',
  'OPENAI_API_URL',
  'OPENAI_PROXY_URL',
  'AZURE_OPENAI_ENDPOINT',
  'VLLM_BASE_URL',
  'VLLM_API_URL',
  'VLLM_API_BASE',
  'VLLM_HOST',
  'VLLM_URL',
  'VLLM_SERVER_URL',
  'VLLM_ENDPOINT',
  'OLLAMA_HOST',
  'OLLAMA_BASE_URL',
  'OLLAMA_URL',
  'OLLAMA_API_URL',
  'OLLAMA_API_BASE',
  'OLLAMA_API_BASE_URL',
  'OLLAMA_ENDPOINT',
  'LLM_BASE_URL',
  'LLM_API_BASE',
  'LLM_API_URL',
  'LLM_URL',
  'LLM_HOST',
  'LLM_ENDPOINT',
  'LLM_SERVER_URL',
  'LITELLM_BASE_URL',
  'LITELLM_PROXY_URL',
  'LITELLM_URL',
  'LITELLM_HOST',
  'LMSTUDIO_BASE_URL',
  'LMSTUDIO_API_BASE_URL',
  'LM_STUDIO_BASE_URL',
  'LM_STUDIO_URL',
  'LLAMACPP_BASE_URL',
  'LLAMA_CPP_URL',
  'LLAMA_SERVER_URL',
  'LOCALAI_BASE_URL',
  'SGLANG_BASE_URL',
  'TGI_URL',
  'TEI_URL',
  'XINFERENCE_BASE_URL',
  'ANTHROPIC_BASE_URL',
  'MISTRAL_BASE_URL',
  'GROQ_BASE_URL',
  'DEEPSEEK_BASE_URL',
  'GOOGLE_GEMINI_BASE_URL',
  'OPENROUTER_BASE_URL',
  'AI_BASE_URL',
  'AI_GATEWAY_URL',
  'AI_GATEWAY_BASE_URL',
  'INFERENCE_URL',
  'INFERENCE_SERVER_URL',
  'MODEL_SERVER_URL',
  'EMBEDDING_BASE_URL',
  'EMBEDDINGS_BASE_URL',
  'EMBEDDING_API_URL',
  'RERANK_BASE_URL',
  'RERANKER_URL',
];

const EXACT = new Set(SERVER_ENVIRONMENT);

/** Words of a variable's name that say "LLM server"; the `_` of the name are their borders. */
export const SERVER_WORDS: ReadonlySet<string> = new Set([
  'VLLM',
  'OPENAI',
  'OLLAMA',
  'LLM',
  'LLMS',
  'LITELLM',
  'LMSTUDIO',
  'LLAMA',
  'LLAMACPP',
  'LLAMAFILE',
  'LOCALAI',
  'SGLANG',
  'TGI',
  'XINFERENCE',
  'KOBOLDCPP',
  'ANTHROPIC',
  'MISTRAL',
  'DEEPSEEK',
  'GROQ',
  'OPENROUTER',
  'QWEN',
  'LEMONADE',
  'MOONSHOT',
  'XAI',
  'ZHIPU',
  'GLM',
  'SILICONFLOW',
  'DASHSCOPE',
  'PERPLEXITY',
  'CEREBRAS',
  'SAMBANOVA',
  'KOBOLD',
]);
/** Last words of a name that mean an address. */
export const ADDRESS_WORDS: ReadonlySet<string> = new Set([
  'URL',
  'URI',
  'BASE',
  'HOST',
  'ENDPOINT',
  'SERVER',
  'ORIGIN',
  'ADDRESS',
  'BASEURL',
]);

/** Whether an environment variable's name says that it holds the base URL of an LLM server: `NEXT_PUBLIC_VLLM_URL`. */
export function namesServer(name: string): boolean {
  if (EXACT.has(name)) return true;
  const words = name.split('_');
  const isAddress = ADDRESS_WORDS.has(words.at(-1) ?? '') || name.toUpperCase().endsWith('_BASE_PATH');
  return isAddress && words.some((word) => SERVER_WORDS.has(word));
}

/** Fields of a request's body that only Ollama's API has (docs/api.md of Ollama). */
export const OLLAMA_FIELDS: readonly string[] = ['keep_alive', 'num_ctx', 'num_predict'];

/** Fields of a request's body that hold what a chat or completion endpoint is asked, beside `model`. */
export const QUESTION_FIELDS: readonly string[] = ['messages', 'prompt'];
