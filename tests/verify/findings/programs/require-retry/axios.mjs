import axios from 'axios';

const { data } = await axios.post('http://localhost:8000/v1/chat/completions', { model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
console.log(data.choices[0].message.content);
