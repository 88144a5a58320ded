# install: openai anthropic ollama requests httpx aiohttp aiohttp-retry tenacity backoff
from openai import OpenAI
from tenacity import retry, stop_after_attempt, wait_random_exponential

_client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(max=2), reraise=True)
def greet():
    completion = _client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
    print(completion.choices[0].message.content)


greet()
