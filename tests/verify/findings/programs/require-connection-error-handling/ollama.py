from ollama import Client

client = Client(host="http://localhost:11434")
response = client.chat(model="qwen3", messages=[{"role": "user", "content": "Hello"}])
print(response.message.content)
