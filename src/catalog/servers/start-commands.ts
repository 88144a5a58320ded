/** A command that starts a server. */
export interface StartCommand {
  /** The product: an id of `self-hosted.ts`, or `vllm`. */
  readonly server: string;
  /** The program, without its folder, and the arguments that must follow somewhere: `['ollama', 'serve']`. */
  readonly words: readonly [program: string, ...rest: string[]];
}

/** Commands that start LLM servers. Source: the command line of each product. A module of Python's `-m` counts as the program. */
export const START_COMMANDS: readonly StartCommand[] = [
  { server: 'ollama', words: ['ollama', 'serve'] },
  { server: 'vllm', words: ['vllm', 'serve'] },
  { server: 'vllm', words: ['vllm.entrypoints.openai.api_server'] },
  { server: 'vllm', words: ['vllm.entrypoints.api_server'] },
  { server: 'llama.cpp', words: ['llama-server'] },
  { server: 'llama.cpp', words: ['llama_cpp.server'] },
  { server: 'llama.cpp', words: ['llamafile', '--server'] },
  { server: 'sglang', words: ['sglang.launch_server'] },
  { server: 'litellm', words: ['litellm'] },
  { server: 'lmstudio', words: ['lms', 'server', 'start'] },
  { server: 'tgi', words: ['text-generation-launcher'] },
  { server: 'tei', words: ['text-embeddings-router'] },
  { server: 'localai', words: ['local-ai'] },
  { server: 'mlx', words: ['mlx_lm.server'] },
];
