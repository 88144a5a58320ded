import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', maxRetries: 0, configuration: { baseURL: 'http://localhost:8000/v1' } });

const message = await model.invoke('Hello');
console.log(message.content);
