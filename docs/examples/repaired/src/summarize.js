// Summarises a ticket. Started by cron.
import { generateText } from 'ai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: process.env.VLLM_BASE_URL || 'http://10.0.0.12:8000/v1' });

async function summarize(ticket) {
  const { text } = await generateText({
    model: vllm('Qwen/Qwen3-8B'),
    prompt: `Summarise:\n${ticket}`,
    maxRetries: 5, // somebody was debugging
  });
  return text;
}

summarize(process.argv[2])
  .then((text) => console.log(text))
  .catch((error) => {
    console.error('No summary:', error);
    process.exitCode = 1;
  });
