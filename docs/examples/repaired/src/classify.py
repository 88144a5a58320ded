"""Classifies tickets that wait in a folder. Started by a timer."""

import logging
import os
import sys
from pathlib import Path

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_random_exponential

logger = logging.getLogger(__name__)

SERVER = os.environ.get("VLLM_BASE_URL") or "http://gpu-box:8002/v1"


@retry(
    retry=retry_if_exception_type(httpx.ConnectError),
    stop=stop_after_delay(300),
    wait=wait_random_exponential(max=30),
    reraise=True,
)
def classify(ticket: str) -> str:
    response = httpx.post(
        f"{SERVER}/chat/completions",
        json={"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": f"Urgent or not?\n{ticket}"}]},
    )
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


for path in Path(sys.argv[1]).glob("*.txt"):
    try:
        print(path.name, classify(path.read_text()))
    except httpx.ConnectError:
        logger.exception("Cannot reach the LLM server at %s.", SERVER)
        sys.exit(1)
