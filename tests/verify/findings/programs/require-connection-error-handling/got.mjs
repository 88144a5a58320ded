import got from 'got';

const completion = await got.post('http://localhost:8000/v1/chat/completions', { json: { model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] } }).json();
console.log(completion.choices[0].message.content);
