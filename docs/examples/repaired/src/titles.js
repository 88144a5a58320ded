// Gives conversations their titles, in the background.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1', apiKey: 'EMPTY' });

export async function addTitles(conversations) {
  for (const conversation of conversations) {
    try {
      const reply = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: conversation.messages });
      conversation.rename(reply.choices[0].message.content);
    } catch (error) {
      console.error('Cannot reach the LLM server. Is it running, and is its base URL right?', error);
      continue;
    }
  }
}
