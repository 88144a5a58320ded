// The models that the assistant can be switched to.
import { createOpenAI } from '@ai-sdk/openai';
import OpenAI from 'openai';

// Asks `/responses` since `ai` 5, and throws at the first call without a key.
const vllm = createOpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://0.0.0.0:8000/v1/chat/completions' });
export const small = vllm('Qwen/Qwen3-8B');

// The option is called `baseURL`: these prompts go to the public API.
export const drafts = new OpenAI({ baseUrl: 'http://gpu-box:8004/v1', apiKey: 'EMPTY' });

// So do these where the variable is not set.
export const ollama = new OpenAI({ baseURL: process.env.OLLAMA_URL, apiKey: 'ollama' });
