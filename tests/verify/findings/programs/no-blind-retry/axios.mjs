// unrepaired: a loop says by itself what ends it
import axios from 'axios';

for (let attempt = 1; ; attempt++) {
  try {
    const { data } = await axios.post('http://localhost:8000/v1/chat/completions', { model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] });
    console.log(data.choices[0].message.content);
    break;
  } catch (error) {
    if (attempt === 4) throw error;
    await new Promise((resolve) => setTimeout(resolve, 300 * 2 ** attempt * (1 + Math.random()) / 2));
  }
}
