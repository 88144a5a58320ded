// Gives tickets a title. Tried again, because the server is restarted at night.
import OpenAI from 'openai';
import pRetry from 'p-retry';

const vllm = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://gpu-box:8000/v1', apiKey: process.env.VLLM_API_KEY || 'EMPTY' });

async function title(ticket: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: `A title for this ticket:\n${ticket}` }];
  const answer = await pRetry(() => vllm.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages }), { retries: 5, randomize: true });
  return answer.choices[0]?.message.content ?? '';
}

for (const ticket of process.argv.slice(2)) {
  try {
    console.log(await title(ticket));
  } catch (error) {
    console.error('No title:', error);
    process.exitCode = 1;
  }
}
