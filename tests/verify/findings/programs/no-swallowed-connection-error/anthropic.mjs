import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: 'http://localhost:8000', apiKey: 'EMPTY' });

try {
  const message = await client.messages.create({ model: 'Qwen/Qwen3-8B', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] });
  console.log(message.content[0].text);
} catch {
  // A greeting is nice to have.
}
