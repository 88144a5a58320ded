// install: ai@7 @ai-sdk/openai-compatible@3 zod@4 p-limit@7
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://localhost:8000/v1' });

async function askAll(questions) {
  const answers = await Promise.all(questions.map((question) => generateText({ model: vllm('Qwen/Qwen3-8B'), prompt: question })));
  return answers.map((answer) => answer.text);
}

console.log(await askAll(Array.from({ length: 24 }, (_, index) => `Question ${index}`)));
