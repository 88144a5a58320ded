from ollama import Client

client = Client(host="http://localhost:11434")


def greet():
    for attempt in range(5):
        try:
            response = client.chat(model="qwen3", messages=[{"role": "user", "content": "Hello"}])
            print(response.message.content)
            return
        except Exception:
            if attempt == 4:
                raise


greet()
