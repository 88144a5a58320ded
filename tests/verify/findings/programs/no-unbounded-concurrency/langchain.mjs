import { ChatOpenAI } from '@langchain/openai';

const model = new ChatOpenAI({ model: 'Qwen/Qwen3-8B', apiKey: 'EMPTY', maxRetries: 1, configuration: { baseURL: 'http://localhost:8000/v1' } });

async function askAll(questions) {
  const answers = await model.batch(questions);
  return answers.map((answer) => answer.content);
}

console.log(await askAll(Array.from({ length: 24 }, (_, index) => `Question ${index}`)));
