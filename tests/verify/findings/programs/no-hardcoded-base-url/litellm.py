import litellm

response = litellm.completion(model="openai/Qwen/Qwen3-8B", api_base="http://localhost:8000/v1", api_key="EMPTY", messages=[{"role": "user", "content": "Hello"}])
print(response.choices[0].message.content)
