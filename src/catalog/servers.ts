import type { ServerProduct } from '../model/catalog.js';
import { urlShape } from './host-kind.js';

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

const BY_ID: ReadonlyMap<string, ServerProduct> = new Map(SERVER_PRODUCTS.map((product) => [product.id, product]));
const BY_PORT: ReadonlyMap<string, ServerProduct> = new Map(
  SERVER_PRODUCTS.flatMap((product) => product.ports.map((port) => [String(port), product] as const)),
);

/** A product by the id that the catalog's entries use for it; `undefined` for vLLM's and unknown ones. */
export function serverProduct(id: string | undefined): ServerProduct | undefined {
  return id === undefined ? undefined : BY_ID.get(id);
}

/**
 * The product that the address of a URL's text tells: by a word of the host's name, else by the port.
 *
 * @returns `undefined` for vLLM (also where the host is called so), and where nothing tells.
 */
export function productAt(url: string): ServerProduct | undefined {
  const shape = urlShape(url);
  if (!shape) return undefined;
  if (isNamed(shape.host, 'vllm')) return undefined;
  return SERVER_PRODUCTS.find(({ names }) => names.some((name) => isNamed(shape.host, name))) ?? BY_PORT.get(shape.port);
}

/** Whether a host has a name among its words: `ollama`, `my-ollama`, `ollama.llm.svc`. */
function isNamed(host: string, name: string): boolean {
  const at = host.indexOf(name);
  return at >= 0 && !/[a-z\d]/.test(host.charAt(at - 1)) && !/[a-z]/.test(host.charAt(at + name.length));
}

/**
 * The product that a path of an API tells. `/generate` and `/info` are those of several servers, SGLang's and vLLM's first
 * demonstration server among them.
 */
export function productOfPath(path: { readonly path: string; readonly api: string } | undefined): ServerProduct | undefined {
  return path === undefined || SHARED_PATHS.has(path.path) ? undefined : BY_ID.get(path.api);
}

const SHARED_PATHS: ReadonlySet<string> = new Set(['/generate', '/info', '/embed', '/completion', '/embedding']);
