import { Ollama } from 'ollama';

const ollama = new Ollama({ host: 'http://localhost:11434' });

async function greet() {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const response = await ollama.chat({ model: 'qwen3', messages: [{ role: 'user', content: 'Hello' }] });
      console.log(response.message.content);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

await greet();
