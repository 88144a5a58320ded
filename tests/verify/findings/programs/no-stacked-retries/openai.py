import random
import time

from openai import OpenAI

_client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")


def greet():
    for attempt in range(3):
        try:
            completion = _client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
            print(completion.choices[0].message.content)
            return
        except Exception:
            if attempt == 2:
                raise
            time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


greet()
