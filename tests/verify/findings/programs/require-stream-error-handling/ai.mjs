// server: refuse
// before: ends, no answer
// after: ends, says The LLM server failed
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://localhost:8000/v1' });

const { textStream } = streamText({ model: vllm('Qwen/Qwen3-8B'), prompt: 'Hello', maxRetries: 0 });
for await (const text of textStream) process.stdout.write(text);
