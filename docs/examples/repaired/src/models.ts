// The models that the assistant can be switched to.
import { createOpenAI } from '@ai-sdk/openai';
import OpenAI from 'openai';

const vllm = createOpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://127.0.0.1:8000/v1', apiKey: process.env.OPENAI_API_KEY || 'EMPTY' });
export const small = vllm.chat('Qwen/Qwen3-8B');

export const drafts = new OpenAI({ baseURL: process.env.VLLM_BASE_URL_GPU_BOX_8004 || 'http://gpu-box:8004/v1', apiKey: 'EMPTY' });

export const ollama = new OpenAI({ baseURL: process.env.OLLAMA_URL || 'http://localhost:11434/v1', apiKey: 'ollama' });
