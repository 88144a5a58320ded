"""Checks the assistant's answers for tone, and sums them up. The deployment names the servers."""

import os

from langchain_openai import ChatOpenAI
from openai import APIConnectionError, OpenAI

client = OpenAI(base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1", api_key=os.environ.get("OPENAI_API_KEY") or "EMPTY")
second = OpenAI(base_url=os.environ["LLM_URL"], api_key="EMPTY")
model = ChatOpenAI(model="Qwen/Qwen3-8B", base_url=os.environ.get("SUMMARY_URL") or "http://gpu-box:8003/v1", api_key="EMPTY")


def review(answer: str) -> str | None:
    try:
        response = client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": f"Is this polite?\n{answer}"}])
    except APIConnectionError as error:
        print("The reviewing server cannot be reached:", error)
        return None
    return response.choices[0].message.content
