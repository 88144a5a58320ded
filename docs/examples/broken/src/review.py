"""Checks the assistant's answers for tone, and sums them up. The deployment names the servers."""

import os

from langchain_openai import ChatOpenAI
from openai import APIConnectionError, OpenAI

# The client appends `/chat/completions` alone, so every request is answered with 404; and it throws here without a key.
client = OpenAI(base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000")
# Without the variable, the prompts go to the public API.
second = OpenAI(base_url=os.environ.get("LLM_URL"), api_key="EMPTY")
# LangChain reads `base_url`: these prompts go there, too.
model = ChatOpenAI(model="Qwen/Qwen3-8B", api_base="http://gpu-box:8003/v1", api_key="EMPTY")


def review(answer: str) -> str | None:
    try:
        response = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": f"Is this polite?\n{answer}"}])
    except APIConnectionError as error:
        print("The reviewing server cannot be reached:", error)
        return None
    return response.choices[0].message.content
