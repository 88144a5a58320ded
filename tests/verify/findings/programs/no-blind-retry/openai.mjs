// unrepaired: a loop says by itself what ends it
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY', maxRetries: 0 });

for (let attempt = 1; ; attempt++) {
  try {
    const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
    console.log(completion.choices[0].message.content);
    break;
  } catch (error) {
    if (attempt === 4) throw error;
    await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt * (1 + Math.random()) / 2));
  }
}
