// server: 503x2
// before: no answer, 1 request
// after: answers, 3 requests, waits between
import { Ollama } from 'ollama';

const ollama = new Ollama({ host: 'http://localhost:11434' });

const response = await ollama.chat({ model: 'qwen3', messages: [{ role: 'user', content: 'Hello' }] });
console.log(response.message.content);
