// server: ok
// before: dies, 0 requests
// after: answers
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'localhost:8000/v1', apiKey: 'EMPTY' });

const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
console.log(completion.choices[0].message.content);
