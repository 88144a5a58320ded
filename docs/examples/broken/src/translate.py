"""Translates what is typed. The first try, copied from the web."""

from vllm import LLM

client = LLM(api_base="http://localhost:8000/v1")  # an engine, not a client

while text := input("> "):
    response = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": text}])
    print(response.choices[0].message.content)
