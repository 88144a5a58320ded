"""Translates what is typed."""

import logging
import os

from openai import APIConnectionError, OpenAI

logger = logging.getLogger(__name__)
client = OpenAI(
    base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1",
    api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY",
    max_retries=5,
)

while text := input("> "):
    try:
        response = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": text}])
    except APIConnectionError:
        logger.exception("Cannot reach the LLM server. Is it running, and is its base URL right?")
        continue
    print(response.choices[0].message.content)
