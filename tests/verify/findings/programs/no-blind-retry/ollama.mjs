// unrepaired: a loop says by itself what ends it
import { Ollama } from 'ollama';

const ollama = new Ollama({ host: 'http://localhost:11434' });

for (let attempt = 1; ; attempt++) {
  try {
    const response = await ollama.chat({ model: 'qwen3', messages: [{ role: 'user', content: 'Hello' }] });
    console.log(response.message.content);
    break;
  } catch (error) {
    if (attempt === 4) throw error;
    await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt * (1 + Math.random()) / 2));
  }
}
