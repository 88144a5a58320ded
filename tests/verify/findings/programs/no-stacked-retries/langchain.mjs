import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', maxRetries: 1, configuration: { baseURL: 'http://localhost:8000/v1' } });

async function greet() {
  for (let attempt = 0; attempt < 4; attempt++) {
    try {
      const message = await model.invoke('Hello');
      console.log(message.content);
      return;
    } catch (error) {
      if (attempt === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt * (1 + Math.random()) / 2));
    }
  }
}

await greet();
