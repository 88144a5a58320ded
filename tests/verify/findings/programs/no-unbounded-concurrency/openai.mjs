// install: openai@7 p-limit@7
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });

async function askAll(questions) {
  const answers = await Promise.all(questions.map((question) => client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: question }] })));
  return answers.map((answer) => answer.choices[0].message.content);
}

console.log(await askAll(Array.from({ length: 24 }, (_, index) => `Question ${index}`)));
