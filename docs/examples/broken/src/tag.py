"""Tags the tickets of a day."""

import logging
import os

from openai import APIConnectionError, OpenAI
from tenacity import retry, stop_after_attempt, wait_random_exponential

client = OpenAI(base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1", api_key="EMPTY", max_retries=0)


# A ticket that is too long for the model is sent eight times, for minutes, before anybody hears of it.
@retry(stop=stop_after_attempt(8), wait=wait_random_exponential(max=60), reraise=True)
def tags_of(ticket):
    reply = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": ticket}])
    return reply.choices[0].message.content


def tag_all(tickets):
    try:
        return [tags_of(ticket) for ticket in tickets]
    except APIConnectionError:
        logging.exception("Cannot reach the LLM server. Is it running, and does VLLM_BASE_URL point to it?")
        raise
