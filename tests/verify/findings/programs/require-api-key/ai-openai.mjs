import { createOpenAI } from '@ai-sdk/openai';
import { generateText } from 'ai';

const vllm = createOpenAI({ baseURL: 'http://localhost:8000/v1' });

const { text } = await generateText({ model: vllm.chat('Qwen/Qwen3-8B'), prompt: 'Hello' });
console.log(text);
