import os

from openai import OpenAI

client = OpenAI(base_url=os.environ.get("VLLM_BASE_URL"), api_key="EMPTY", max_retries=0)
completion = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
print(completion.choices[0].message.content)
