import asyncio

import aiohttp


async def main():
    async with aiohttp.ClientSession() as session:
        async with session.post("http://localhost:8000/v1/chat/completions", json={"model": "Qwen/Qwen3-8B", "messages": [{"role": "user", "content": "Hello"}]}) as response:
            completion = await response.json()
            print(completion["choices"][0]["message"]["content"])


asyncio.run(main())
