import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://localhost:8000/v1' });

try {
  const { text } = await generateText({ model: vllm('Qwen/Qwen3-8B'), prompt: 'Hello' });
  console.log(text);
} catch (error) {
  if (error.code === 'ECONNREFUSED') {
    console.log('fallback');
  } else {
    throw error;
  }
}
