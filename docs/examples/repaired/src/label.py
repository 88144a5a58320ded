"""Labels a ticket. Started by the mail server, for each mail."""

import logging
import os
import random
import sys
import time

import requests

logger = logging.getLogger(__name__)

SERVER = os.environ.get("VLLM_BASE_URL") or "http://gpu-box:8000/v1"


def labels(ticket: str) -> str:
    body = {"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": f"Three labels:\n{ticket}"}]}
    for attempt in range(5):
        if attempt > 0:
            # Exponential backoff with jitter.
            time.sleep(0.5 * 2 ** min(attempt, 6) * random.uniform(0.5, 1))
        try:
            response = requests.post(f"{SERVER}/chat/completions", json=body, timeout=300)
            response.raise_for_status()
            return response.json()["choices"][0]["message"]["content"]
        except requests.ConnectionError:
            logger.exception("The server refuses the connection.")
    return ""


print(labels(sys.stdin.read()))
