import { Ollama } from 'ollama';

const ollama = new Ollama({ host: 'http://localhost:11434' });

let stream;
try {
  stream = await ollama.chat({ model: 'qwen3', stream: true, messages: [{ role: 'user', content: 'Hello' }] });
} catch (error) {
  console.error('the handler:', error);
  process.exit();
}
for await (const part of stream) process.stdout.write(part.message.content);
