// install: openai@7 p-retry@9
import pRetry from 'p-retry';
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY', maxRetries: 0 });

const completion = await pRetry(() => client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] }), { retries: 2, randomize: true });
console.log(completion.choices[0].message.content);
