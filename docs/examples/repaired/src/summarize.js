// Summarises tickets. Started by cron.
import { generateText } from 'ai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import pLimit from 'p-limit';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: process.env.VLLM_BASE_URL || 'http://10.0.0.12:8000/v1' });

async function summarize(ticket) {
  const { text } = await generateText({
    model: vllm('Qwen/Qwen3-8B'),
    prompt: `Summarise:\n${ticket}`,
    maxRetries: 5, // somebody was debugging
  });
  return text;
}

const limit = pLimit(8);
Promise.all(process.argv.slice(2).map((ticket) => limit(() => summarize(ticket))))
  .then((texts) => console.log(texts))
  .catch((error) => {
    console.error('No summaries:', error);
    process.exitCode = 1;
  });
