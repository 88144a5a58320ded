// server: slow1
// before: dies, no answer
// after: answers
import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: 'http://localhost:8000', apiKey: 'EMPTY', timeout: 0, maxRetries: 0 });

const message = await client.messages.create({ model: 'Qwen/Qwen3-8B', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] });
console.log(message.content[0].text);
