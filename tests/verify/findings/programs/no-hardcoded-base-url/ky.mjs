import ky from 'ky';

const completion = await ky.post('http://localhost:8000/v1/chat/completions', { json: { model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] }, timeout: false }).json();
console.log(completion.choices[0].message.content);
