import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic({ baseURL: 'http://localhost:8000', apiKey: 'EMPTY' });

async function greet() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const message = await client.messages.create({ model: 'Qwen/Qwen3-8B', max_tokens: 100, messages: [{ role: 'user', content: 'Hello' }] });
      console.log(message.content[0].text);
      return;
    } catch (error) {
      if (attempt === 2) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt * (1 + Math.random()) / 2));
    }
  }
}

await greet();
