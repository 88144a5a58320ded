"""openai-agents: Runner with a chat completions model, and the default client."""
import os

os.environ["OPENAI_AGENTS_DISABLE_TRACING"] = "1"
import agents
import openai
from agents import Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, set_default_openai_client

from harness import case, claims, fact, of, run

client = lambda u, **kw: openai.AsyncOpenAI(base_url=u + "/v1", api_key="x", **kw)


def agent(url, cls=OpenAIChatCompletionsModel, **kw):
    return Agent(name="a", model=cls(model="m", openai_client=client(url, **kw)))


async def run_async(url, at):
    a = agent(url)
    at("await")
    return (await Runner.run(a, "hi")).final_output


def run_sync(**kw):
    def fn(url, at):
        import asyncio
        asyncio.set_event_loop(asyncio.new_event_loop())
        a = agent(url, **kw)
        at("call")
        return Runner.run_sync(a, "hi").final_output
    return fn


async def streamed(url, at):
    a = agent(url)
    at("call")
    r = Runner.run_streamed(a, "hi")
    at("iterate")
    n = 0
    async for _ in r.stream_events():
        n += 1
    return n


async def default_client(url, at):
    set_default_openai_client(client(url), use_for_tracing=False)
    at("await")
    return (await Runner.run(Agent(name="a", model="m"), "hi")).final_output


case("Runner.run", run_async, "ok refuse 429 503 cut")
case("Runner.run_sync", run_sync(), "ok refuse")
case("Runner.run_sync, AsyncOpenAI(max_retries=0)", run_sync(max_retries=0), "refuse")
case("Runner.run_sync, OpenAIResponsesModel", run_sync(cls=OpenAIResponsesModel), "ok refuse")
case("Runner.run_streamed", streamed, "ok refuse 503 cut end")
case("set_default_openai_client, model='m'", default_client, "ok refuse", serial=True)
fact("exports with a client", lambda: [n for n in dir(agents) if "openai" in n.lower() or n.startswith("Runner")])
fact("AgentsException mro", lambda: [c.__name__ for c in agents.AgentsException.__mro__])

claims("openai-agents", {
    "Runner.run": of("Runner > run"),
    "Runner.run_sync": of("Runner > run_sync"),
    "Runner.run_streamed": of("Runner > run_streamed"),
})
run("openai-agents")
