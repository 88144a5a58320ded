import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

const vllm = createOpenAI({ baseURL: process.env.VLLM_BASE_URL, apiKey: 'EMPTY' });

const { text } = await generateText({ model: vllm.chat('Qwen/Qwen3-8B'), prompt: 'Hello', maxRetries: 0 });
console.log(text);
