// The HTTP API of the support assistant.
import express from 'express';
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1', // where vLLM listens on the author's machine
  apiKey: 'EMPTY',
});

const app = express();
app.use(express.json());

app.post('/answer', async (request, response) => {
  try {
    const completion = await client.chat.completions.create({
      model: 'Qwen/Qwen3-8B',
      messages: [{ role: 'user', content: request.body.question }],
    });
    response.json({ answer: completion.choices[0]?.message.content });
  } catch (error) {
    if (error instanceof OpenAI.APIConnectionError) {
      console.error('The LLM server refused the connection:', error.cause ?? error);
      response.status(503).json({ error: 'The assistant is starting. Please try again in a minute.' });
      return;
    }
    throw error;
  }
});

app.listen(3000);
