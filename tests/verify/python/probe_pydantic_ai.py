"""pydantic_ai: Agent with an OpenAI-compatible model."""
import inspect
import os

import pydantic_ai
from pydantic_ai import Agent
from pydantic_ai.models import openai as models
from pydantic_ai.providers.openai import OpenAIProvider

from harness import asyn, case, claims, fact, of, run, sync

ChatModel = getattr(models, "OpenAIChatModel", None) or models.OpenAIModel
agent = lambda u: Agent(ChatModel("m", provider=OpenAIProvider(base_url=u + "/v1", api_key="x")))


async def stream(url, at):
    a = agent(url)
    at("call")
    manager = a.run_stream("hi")
    at("enter")
    async with manager as r:
        at("iterate")
        n = 0
        async for _ in r.stream_text():
            n += 1
        return n


async def iterate(url, at):
    a = agent(url)
    at("enter")
    async with a.iter("hi") as r:
        at("iterate")
        n = 0
        async for _ in r:
            n += 1
        return n


case("Agent.run_sync", sync(agent, lambda a: a.run_sync("hi")), "ok refuse 429 503 reset cut")
case("Agent.run", asyn(agent, lambda a: a.run("hi")), "ok refuse 503")
case("Agent.run_stream", stream, "ok refuse 503 cut end")
case("Agent.iter", iterate, "ok refuse")
case("Agent(retries=3).run_sync", sync(lambda u: Agent(ChatModel("m", provider=OpenAIProvider(base_url=u + "/v1", api_key="x")), retries=3), lambda a: a.run_sync("hi")), "refuse")


def own_client(url, at):
    import openai
    a = Agent(ChatModel("m", provider=OpenAIProvider(openai_client=openai.AsyncOpenAI(base_url=url + "/v1", api_key="x", max_retries=0))))
    at("call")
    return a.run_sync("hi").output


def env(url, at):
    os.environ["OPENAI_BASE_URL"] = url + "/v1"
    try:
        return str(OpenAIProvider(api_key="x").base_url)
    finally:
        del os.environ["OPENAI_BASE_URL"]


case("OpenAIProvider(openai_client=AsyncOpenAI(max_retries=0))", own_client, "ok refuse")
case("env OPENAI_BASE_URL", env, "ok", serial=True)
fact("classes", lambda: [n for n in dir(models) if n.startswith("OpenAI")])
fact("OpenAIModel is OpenAIChatModel", lambda: models.OpenAIModel.__mro__[1].__name__)
fact("OpenAIProvider signature", lambda: inspect.signature(OpenAIProvider.__init__))
fact("no api_key with base_url", lambda: (os.environ.pop("OPENAI_API_KEY", None), OpenAIProvider(base_url="http://127.0.0.1:1/v1"))[1].client.api_key)
fact("ModelHTTPError mro", lambda: [c.__name__ for c in pydantic_ai.exceptions.ModelHTTPError.__mro__])
fact("ModelAPIError mro", lambda: [c.__name__ for c in pydantic_ai.exceptions.ModelAPIError.__mro__])

claims("pydantic-ai", {
    "Agent.run_sync": of("Agent > run_sync"),
    "Agent.run": of("Agent > run"),
    "Agent.run_stream": of("Agent > run_stream"),
    "Agent.iter": of("Agent > iter"),
    "Agent(retries=3).run_sync": of("Agent > run_sync"),
}, {"agent": agent})
run("pydantic-ai-slim")
