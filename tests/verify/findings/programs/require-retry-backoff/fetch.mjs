async function greet() {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      const response = await fetch('http://localhost:8000/v1/chat/completions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] }),
      });
      const completion = await response.json();
      console.log(completion.choices[0].message.content);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
    }
  }
}

await greet();
