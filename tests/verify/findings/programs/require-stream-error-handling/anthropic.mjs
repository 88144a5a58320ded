import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: 'http://localhost:8000', apiKey: 'EMPTY' });

let stream;
try {
  stream = await client.messages.create({ model: 'Qwen/Qwen3-8B', max_tokens: 100, stream: true, messages: [{ role: 'user', content: 'Hello' }] });
} catch (error) {
  console.error('the handler:', error);
  process.exit();
}
for await (const event of stream) console.log(event.type, event.message?.model ? 'Ada' : '');
