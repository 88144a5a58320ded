import requests



def greet():
    for attempt in range(5):
        try:
            response = requests.post("http://localhost:8000/v1/chat/completions", json={"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": "Hello"}]}, timeout=600)
            response.raise_for_status()
            print(response.json()["choices"][0]["message"]["content"])
            return
        except Exception:
            if attempt == 4:
                raise


greet()
