# install: openai anthropic ollama requests httpx aiohttp aiohttp-retry tenacity backoff
import requests
from tenacity import retry, stop_after_attempt



@retry(stop=stop_after_attempt(5), reraise=True)
def greet():
    response = requests.post("http://localhost:8000/v1/chat/completions", json={"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": "Hello"}]}, timeout=600)
    response.raise_for_status()
    print(response.json()["choices"][0]["message"]["content"])


greet()
