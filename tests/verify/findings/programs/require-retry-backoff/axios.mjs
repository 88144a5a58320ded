import axios from 'axios';

async function greet() {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const { data } = await axios.post('http://localhost:8000/v1/chat/completions', { model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
      console.log(data.choices[0].message.content);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

await greet();
