# unrepaired: a loop says by itself what ends it
import random
import time

from openai import OpenAI

client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY", max_retries=0)
for attempt in range(4):
    try:
        completion = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": "Hello"}])
        print(completion.choices[0].message.content)
        break
    except Exception:
        if attempt == 3:
            raise
        time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))
