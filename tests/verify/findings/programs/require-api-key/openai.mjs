import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });

const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
console.log(completion.choices[0].message.content);
