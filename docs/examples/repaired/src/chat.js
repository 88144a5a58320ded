// Answers on the terminal, word by word.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });

const result = streamText({
  model: vllm('Qwen/Qwen3-8B'),
  prompt: process.argv[2],
  onError({ error }) {
    console.error('The LLM server failed:', error);
    process.exitCode = 1;
  },
});
for await (const text of result.textStream) process.stdout.write(text);
