import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', maxRetries: 0, configuration: { baseURL: process.env.VLLM_BASE_URL } });

const message = await model.invoke('Hello');
console.log(message.content);
