// repair: Log a refused connection, then rethrow
// server: refuse
// after: dies, refused, says Cannot reach
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });

async function greet(name: string): Promise<string | null> {
  const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: `Hello ${name}` }] });
  return completion.choices[0]?.message.content ?? null;
}

console.log(await greet('you'));
