// Summarises tickets. Started by cron.
import { generateText } from 'ai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';

const vllm = createOpenAICompatible({ name: 'vllm', baseURL: 'http://10.0.0.12:8000/v1' });

async function summarize(ticket) {
  const { text } = await generateText({
    model: vllm('Qwen/Qwen3-8B'),
    prompt: `Summarise:\n${ticket}`,
    maxRetries: 0, // somebody was debugging
  });
  return text;
}

// All of them at once, however many there are.
Promise.all(process.argv.slice(2).map((ticket) => summarize(ticket))).then((texts) => console.log(texts));
