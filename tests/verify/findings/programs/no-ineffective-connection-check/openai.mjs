import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });

try {
  const completion = await client.chat.completions.create({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
  console.log(completion.choices[0].message.content);
} catch (error) {
  if (error.code === 'ECONNREFUSED') {
    console.log('fallback');
  } else {
    throw error;
  }
}
