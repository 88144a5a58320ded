import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL, apiKey: 'EMPTY', maxRetries: 0 });

const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
console.log(completion.choices[0].message.content);
