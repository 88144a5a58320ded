import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', maxRetries: 1, configuration: { baseURL: 'http://localhost:8000/v1' } });

try {
  const message = await model.invoke('Hello');
  console.log(message.content);
} catch (error) {
  if (error.code === 'ECONNREFUSED') {
    console.log('fallback');
  } else {
    throw error;
  }
}
