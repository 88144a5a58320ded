// The HTTP API of the support assistant.
import express from 'express';
import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: 'http://localhost:8000/v1', // where vLLM listens on the author's machine
  apiKey: 'EMPTY',
});

const app = express();
app.use(express.json());

// The server restarts, the connection is refused: every visitor gets an opaque 500.
app.post('/answer', async (request, response) => {
  const completion = await client.chat.completions.create({
    model: 'Qwen/Qwen3-8B',
    messages: [{ role: 'user', content: request.body.question }],
  });
  response.json({ answer: completion.choices[0]?.message.content });
});

app.listen(3000);
