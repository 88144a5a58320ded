from anthropic import Anthropic

client = Anthropic(base_url="http://localhost:8000", api_key="EMPTY")
try:
    message = client.messages.create(model="Qwen/Qwen3-8B", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])
    print(message.content[0].text)
except ConnectionRefusedError:
    print("fallback")
