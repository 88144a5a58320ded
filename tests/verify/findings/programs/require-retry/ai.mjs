import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://localhost:8000/v1' });

const { text } = await generateText({ model: vllm('Qwen/Qwen3-8B'), prompt: 'Hello', maxRetries: 0 });
console.log(text);
