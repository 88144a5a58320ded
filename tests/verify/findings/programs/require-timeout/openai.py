# shorten: 600 -> 2
from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY", timeout=None, max_retries=0)
completion = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
print(completion.choices[0].message.content)
