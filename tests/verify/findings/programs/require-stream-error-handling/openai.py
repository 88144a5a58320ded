from openai import APIConnectionError, OpenAI

client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")
try:
    stream = client.chat.completions.create(model="Qwen/Qwen3-8B", stream=True, messages=[{"role": "user", "content": "Hello"}])
except Exception as error:
    stream = []
    print("the handler:", error)
for part in stream:
    print(part.choices[0].delta.content or "", end="", flush=True)
