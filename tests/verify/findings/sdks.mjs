// What the programs are written for: how a name of a program's file is installed, in the installations of verify:catalog.
//   `quick` is what CI installs, in pinned versions: without it, an SDK's programs run on demand.
//   `set`: variables that it is run with (`NAME=value …`).
//   `variable`: what the linter reads its server's address from, if that is not VLLM_BASE_URL;
//   `base`: what stands behind the host in that variable for this SDK.
const PYTHON = 'openai anthropic ollama requests httpx aiohttp aiohttp-retry tenacity backoff';

const javascript = {
  openai: { title: 'openai', install: 'openai@7', quick: true },
  ai: { title: 'ai, @ai-sdk/openai-compatible', install: 'ai@7 @ai-sdk/openai-compatible@3 zod@4', quick: true },
  'ai-openai': { title: '@ai-sdk/openai', install: '@ai-sdk/openai@4 ai@7 zod@4', quick: true },
  langchain: { title: '@langchain/openai', install: '@langchain/openai@1 @langchain/core@1', quick: true },
  anthropic: { title: '@anthropic-ai/sdk', install: '@anthropic-ai/sdk@1', quick: true, base: '' },
  ollama: { title: 'ollama', install: 'ollama@0.6', quick: true, variable: 'OLLAMA_BASE_URL', base: '' },
  axios: { title: 'axios', install: 'axios@1', quick: true },
  fetch: { title: 'fetch', install: '', quick: true },
  got: { title: 'got', install: 'got@16' },
  ky: { title: 'ky', install: 'ky@2' },
};

const python = {
  openai: { title: 'openai', install: 'openai<4 httpx', quick: PYTHON },
  anthropic: { title: 'anthropic', install: 'anthropic<3', quick: PYTHON, base: '' },
  ollama: { title: 'ollama', install: 'ollama', quick: PYTHON, variable: 'OLLAMA_BASE_URL', base: '' },
  requests: { title: 'requests', install: 'requests', quick: PYTHON },
  httpx: { title: 'httpx', install: 'httpx', quick: PYTHON },
  aiohttp: { title: 'aiohttp', install: 'aiohttp aiohttp-retry', quick: PYTHON },
  langchain: { title: 'langchain_openai', install: 'langchain-openai langchain langchain-classic langchain-chroma' },
  litellm: { title: 'litellm', install: 'litellm mcp', set: 'LITELLM_LOCAL_MODEL_COST_MAP=True' },
  'llama-index': {
    title: 'llama_index',
    install:
      'llama-index-core llama-index-llms-openai llama-index-llms-openai-like llama-index-llms-ollama llama-index-embeddings-openai llama-index-embeddings-openai-like llama-index-embeddings-ollama',
    version: 'llama-index-core',
  },
  vllm: { title: 'vllm', install: 'openai<4 httpx', quick: PYTHON, version: 'openai' },
};

export const SDKS = { javascript, python };
