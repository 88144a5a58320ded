/**
 * The hosted provider that a model's name says, as LiteLLM, LangChain's `init_chat_model`, Pydantic AI and others read it:
 * `anthropic/claude-sonnet-4-5`, `groq:llama-3.3-70b`. `openai` is none: its client reads `OPENAI_BASE_URL`; neither are
 * `ollama`, `hosted_vllm`, `lm_studio` and the like.
 */
export function providerOfModel(id: string): string | undefined {
  const prefix = /^([a-z][\w-]*)[/:]/.exec(id)?.[1];
  if (prefix !== undefined) return BY_PREFIX.get(prefix.replace(/-/g, '_'));
  return id.startsWith('claude-') ? 'Anthropic' : id.startsWith('gemini-') ? 'Google' : undefined;
}

/**
 * Prefixes of names of models. Sources: litellm.provider_list of LiteLLM 1.106, `infer_provider` of langchain 1.4,
 * `KnownModelName` of Pydantic AI 2.68, `supported_providers` of instructor 1.17.
 */
const BY_PREFIX: ReadonlyMap<string, string> = new Map([
  ['anthropic', 'Anthropic'],
  ['azure', 'Azure'],
  ['azure_ai', 'Azure'],
  ['azure_openai', 'Azure'],
  ['bedrock', 'Amazon Bedrock'],
  ['bedrock_converse', 'Amazon Bedrock'],
  ['sagemaker', 'Amazon SageMaker'],
  ['vertex_ai', 'Google'],
  ['vertexai', 'Google'],
  ['google_vertex', 'Google'],
  ['google_vertexai', 'Google'],
  ['google_gla', 'Google'],
  ['google_genai', 'Google'],
  ['google', 'Google'],
  ['gemini', 'Google'],
  ['groq', 'Groq'],
  ['mistral', 'Mistral'],
  ['mistralai', 'Mistral'],
  ['codestral', 'Mistral'],
  ['cohere', 'Cohere'],
  ['cohere_chat', 'Cohere'],
  ['deepseek', 'DeepSeek'],
  ['openrouter', 'OpenRouter'],
  ['xai', 'xAI'],
  ['grok', 'xAI'],
  ['together', 'Together'],
  ['together_ai', 'Together'],
  ['fireworks', 'Fireworks'],
  ['fireworks_ai', 'Fireworks'],
  ['perplexity', 'Perplexity'],
  ['cerebras', 'Cerebras'],
  ['sambanova', 'SambaNova'],
  ['replicate', 'Replicate'],
  ['deepinfra', 'DeepInfra'],
  ['databricks', 'Databricks'],
  ['watsonx', 'IBM watsonx'],
  ['ibm', 'IBM watsonx'],
  ['ai21', 'AI21'],
  ['github', 'GitHub Models'],
  ['moonshot', 'Moonshot'],
  ['moonshotai', 'Moonshot'],
  ['dashscope', 'Alibaba'],
  ['voyage', 'Voyage'],
]);

/** Whose gateway answers where the AI SDK is given the name of a model instead of a model. */
export const AI_SDK_GATEWAY = 'Vercel';
