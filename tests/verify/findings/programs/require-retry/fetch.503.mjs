// server: 503x2
// before: no answer, 1 request
// after: answers, 3 requests, waits between
const response = await fetch('http://localhost:8000/v1/chat/completions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ model: 'Qwen/Qwen3-8B', messages: [{ role: 'user', content: 'Hello' }] }),
});
const completion = await response.json();
console.log(completion.choices[0].message.content);
