import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });

async function greet() {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
      console.log(completion.choices[0].message.content);
      return;
    } catch (error) {
      if (attempt === 2) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt * (1 + Math.random()) / 2));
    }
  }
}

await greet();
