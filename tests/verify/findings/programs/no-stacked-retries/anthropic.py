import random
import time

from anthropic import Anthropic

_client = Anthropic(base_url="http://localhost:8000", api_key="EMPTY")


def greet():
    for attempt in range(3):
        try:
            message = _client.messages.create(model="Qwen/Qwen3-8B", max_tokens=100, messages=[{"role": "user", "content": "Hello"}])
            print(message.content[0].text)
            return
        except Exception:
            if attempt == 2:
                raise
            time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


greet()
