import type { ServerProduct } from '../../model/catalog/server.js';

/**
 * Server products other than vLLM that an address or an API tells apart, and the environment variable that holds the base URL
 * of each. Ports are defaults that no other LLM server shares: 8000, 8080, 3000 and 80 tell nothing. `names` are words of a
 * host name, as services of Compose and Kubernetes are called. Sources: the products' own documentation and sources
 * (Ollama: envconfig/config.go; LM Studio: `lms server start`; SGLang: server_args.py; LiteLLM: proxy_cli.py; llama.cpp:
 * tools/server/README.md; Docker Model Runner: docs.docker.com/ai/model-runner).
 */
export const SERVER_PRODUCTS: readonly ServerProduct[] = [
  { id: 'ollama', title: 'Ollama', variable: 'OLLAMA_BASE_URL', ports: [11434], names: ['ollama'] },
  { id: 'lmstudio', title: 'LM Studio', variable: 'LMSTUDIO_BASE_URL', ports: [1234], names: ['lmstudio', 'lm-studio', 'lm_studio'] },
  { id: 'sglang', title: 'SGLang', variable: 'SGLANG_BASE_URL', ports: [30000], names: ['sglang'] },
  { id: 'tgi', title: 'Text Generation Inference', variable: 'TGI_BASE_URL', ports: [], names: ['tgi', 'text-generation-inference'] },
  { id: 'tei', title: 'Text Embeddings Inference', variable: 'TEI_BASE_URL', ports: [], names: ['tei', 'text-embeddings-inference'] },
  {
    id: 'llama.cpp',
    title: 'llama.cpp',
    variable: 'LLAMACPP_BASE_URL',
    ports: [9931],
    names: ['llamacpp', 'llama-cpp', 'llama_cpp', 'llama.cpp', 'llama-server', 'llama-cpp-python'],
  },
  { id: 'litellm', title: 'LiteLLM', variable: 'LITELLM_BASE_URL', ports: [4000], names: ['litellm', 'litellm-proxy'] },
  { id: 'localai', title: 'LocalAI', variable: 'LOCALAI_BASE_URL', ports: [], names: ['localai', 'local-ai'] },
  { id: 'model-runner', title: 'Docker Model Runner', variable: 'MODEL_RUNNER_BASE_URL', ports: [12434], names: ['model-runner'] },
  { id: 'nim', title: 'NVIDIA NIM', variable: 'NIM_BASE_URL', ports: [], names: ['nim', 'nim-llm'] },
  { id: 'kubeai', title: 'KubeAI', variable: 'KUBEAI_BASE_URL', ports: [], names: ['kubeai'] },
  { id: 'triton', title: 'Triton', variable: 'TRITON_BASE_URL', ports: [], names: ['triton', 'tritonserver'] },
];
