import asyncio

from openai import AsyncOpenAI

client = AsyncOpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")


async def ask_all(questions):
    answers = await asyncio.gather(*[client.chat.completions.create(model="Qwen/Qwen3-8B", messages=[{"role": "user", "content": question}]) for question in questions])
    return [answer.choices[0].message.content for answer in answers]


print(asyncio.run(ask_all([f"Question {index}" for index in range(24)])))
