# install: openai anthropic ollama requests httpx aiohttp aiohttp-retry tenacity backoff
from openai import OpenAI
from tenacity import retry, stop_after_attempt, wait_exponential

client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY", max_retries=0)


@retry(stop=stop_after_attempt(4), wait=wait_exponential(multiplier=0.5, max=2), reraise=True)
def greet():
    completion = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
    print(completion.choices[0].message.content)


greet()
