import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', maxRetries: 1, configuration: { baseURL: 'http://localhost:8000/v1' } });

const message = await model.invoke('Hello');
console.log(message.content);
