import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', configuration: { baseURL: 'http://localhost:8000' } });

const message = await model.invoke('Hello');
console.log(message.content);
