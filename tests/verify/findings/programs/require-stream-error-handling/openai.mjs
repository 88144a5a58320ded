import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });

let stream;
try {
  stream = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', stream: true, messages: [{ role: 'user', content: 'Hello' }] });
} catch (error) {
  console.error('the handler:', error);
  process.exit();
}
for await (const part of stream) process.stdout.write(part.choices[0].delta.content ?? '');
