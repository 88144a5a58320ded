import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText } from 'ai';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://localhost:8000/v1' });

async function greet() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const { text } = await generateText({ model: vllm('Qwen/Qwen3-8B'), prompt: 'Hello' });
      console.log(text);
      return;
    } catch (error) {
      if (attempt === 2) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

await greet();
