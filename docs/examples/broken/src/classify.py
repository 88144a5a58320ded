"""Classifies tickets that wait in a folder. Started by a timer."""

import sys
from pathlib import Path

import httpx

SERVER = "http://gpu-box:8002/v1"


def classify(ticket: str) -> str:
    body = {"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": f"Urgent or not?\n{ticket}"}]}
    # Once is not enough: the server that loads its model refuses for minutes.
    try:
        response = httpx.post(f"{SERVER}/chat/completions", json=body)
    except ConnectionRefusedError:
        return "is the server running?"
    return response.json()["choices"][0]["message"]["content"]


for path in Path(sys.argv[1]).glob("*.txt"):
    print(path.name, classify(path.read_text()))
