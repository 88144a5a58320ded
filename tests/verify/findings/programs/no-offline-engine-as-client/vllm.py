# unrun: vLLM's engine is some gigabytes and wants a GPU
# server: exact
# after: answers
from vllm import LLM

client = LLM(api_base="http://localhost:8000")
response = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
print(response.choices[0].message.content)
