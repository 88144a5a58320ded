/**
 * Words that a deployment file with an LLM server, or with a client of one, has: products, images, variables. One test of
 * the text; a file without any of them is not read.
 */
const SIGNAL =
  /vllm|ollama|sglang|litellm|llama|text-(?:generation|embeddings)|\btgi\b|\btei\b|local-?ai|lm_?studio|huggingfaceserver|nvcr\.io\/nim|openai|(?:^|[^a-z])llm|anthropic|xinference|mistral|deepseek|qwen|kobold|tritonserver|ray[-_ ]?serve/i;

/** Whether a text may say anything about an LLM server. */
export function hasDeploymentSignal(text: string): boolean {
  return SIGNAL.test(text);
}
