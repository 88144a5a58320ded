// Gives tickets a title. Tried again, because the server is restarted at night.
import OpenAI from 'openai';

const vllm = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://gpu-box:8000/v1', apiKey: process.env.VLLM_API_KEY || 'EMPTY', maxRetries: 5 });

async function title(ticket: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: `A title for this ticket:\n${ticket}` }];
  const answer = await vllm.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages });
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
