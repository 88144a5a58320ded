/** Commands that start an LLM server, as the products' documentation writes them, with the id of the product; vLLM's has none in `self-hosted.ts`. */
export const SERVER_COMMANDS: readonly {
  readonly product: string;
  /** Words that stand in the command in this order, the first as its last path segment. */
  readonly words: readonly string[];
}[] = [
  { product: 'ollama', words: ['ollama', 'serve'] },
  { product: 'vllm', words: ['vllm', 'serve'] },
  { product: 'vllm', words: ['vllm.entrypoints.openai.api_server'] },
  { product: 'vllm', words: ['vllm.entrypoints.api_server'] },
  { product: 'llama.cpp', words: ['llama-server'] },
  { product: 'llama.cpp', words: ['llama_cpp.server'] },
  { product: 'llama.cpp', words: ['llamafile', '--server'] },
  { product: 'lmstudio', words: ['lms', 'server', 'start'] },
  { product: 'sglang', words: ['sglang.launch_server'] },
  { product: 'tgi', words: ['text-generation-launcher'] },
  { product: 'tei', words: ['text-embeddings-router'] },
  { product: 'mlx', words: ['mlx_lm.server'] },
  { product: 'litellm', words: ['litellm', '--model'] },
  { product: 'litellm', words: ['litellm', '--config'] },
  { product: 'localai', words: ['local-ai', 'run'] },
];
