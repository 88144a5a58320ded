from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1")
completion = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
print(completion.choices[0].message.content)
