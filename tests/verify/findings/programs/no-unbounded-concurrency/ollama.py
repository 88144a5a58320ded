import asyncio

from ollama import AsyncClient

client = AsyncClient(host="http://localhost:11434")


async def ask_all(questions):
    answers = await asyncio.gather(*[client.chat(model="qwen3", messages=[{"role": "user", "content": question}]) for question in questions])
    return [answer.message.content for answer in answers]


print(asyncio.run(ask_all([f"Question {index}" for index in range(24)])))
