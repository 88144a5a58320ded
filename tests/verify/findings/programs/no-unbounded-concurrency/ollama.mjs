// install: ollama@0.6 p-limit@7
import { Ollama } from 'ollama';

const ollama = new Ollama({ host: 'http://localhost:11434' });

async function askAll(questions) {
  const answers = await Promise.all(questions.map((question) => ollama.chat({ model: 'qwen3', messages: [{ role: 'user', content: question }] })));
  return answers.map((answer) => answer.message.content);
}

console.log(await askAll(Array.from({ length: 24 }, (_, index) => `Question ${index}`)));
