"""haystack: OpenAIGenerator, OpenAIChatGenerator, OpenAITextEmbedder."""
import inspect
import os

from haystack import Pipeline
from haystack.components.embedders import OpenAITextEmbedder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.dataclasses import ChatMessage
from haystack.utils import Secret

from harness import asyn, case, claims, fact, of, run, sync

KEY = Secret.from_token("x")
MSG = [ChatMessage.from_user("hi")]
chat = lambda u, **kw: OpenAIChatGenerator(api_base_url=u + "/v1", api_key=KEY, model="m", **kw)


def pipeline(url, at):
    p = Pipeline()
    p.add_component("llm", chat(url))
    at("call")
    return type(p.run({"llm": {"messages": MSG}})).__name__


case("OpenAIChatGenerator.run", sync(chat, lambda g: g.run(MSG)), "ok refuse 429 503 cut hang", cap=200)
case("OpenAIChatGenerator.run_async", asyn(chat, lambda g: g.run_async(MSG)), "ok refuse", cap=200)
for n in (0, 1):
    case(f"OpenAIChatGenerator(max_retries={n})", sync(lambda u, n=n: chat(u, max_retries=n), lambda g: g.run(MSG)), "refuse 503", cap=200)
case("OpenAIChatGenerator(streaming_callback=)", sync(lambda u: chat(u, streaming_callback=lambda c: None), lambda g: g.run(MSG)), "ok refuse cut", cap=200)
case("Pipeline.run", pipeline, "ok refuse", cap=200)
case("OpenAITextEmbedder.run", sync(lambda u: OpenAITextEmbedder(api_base_url=u + "/v1", api_key=KEY, model="m"), lambda g: g.run("hi")), "ok refuse", cap=200)
try:
    from haystack.components.generators import OpenAIGenerator
    generator = lambda u: OpenAIGenerator(api_base_url=u + "/v1", api_key=KEY, model="m")
    case("OpenAIGenerator.run", sync(generator, lambda g: g.run("hi")), "ok refuse 503", cap=200)
except ImportError as e:
    error = str(e)
    fact("OpenAIGenerator", lambda: f"not importable: {error}")


def env(name):
    def fn(url, at):
        os.environ[name] = url + "/v1"
        try:
            g = OpenAIChatGenerator(api_key=KEY, model="m")
            getattr(g, "warm_up", lambda: None)()
            return str(g.client.base_url)
        finally:
            del os.environ[name]
    return fn


case("env OPENAI_BASE_URL", env("OPENAI_BASE_URL"), "ok", serial=True)
fact("OpenAIChatGenerator signature", lambda: inspect.signature(OpenAIChatGenerator.__init__))
fact("PipelineRuntimeError mro", lambda: [c.__name__ for c in __import__("haystack.core.errors", fromlist=["x"]).PipelineRuntimeError.__mro__])

claims("haystack", {
    "OpenAIChatGenerator.run": of("OpenAIChatGenerator > run", place="api_base_url"),
    "OpenAIChatGenerator.run_async": of("OpenAIChatGenerator > run_async", place="api_base_url"),
    "OpenAIChatGenerator(max_retries=0)": of("OpenAIChatGenerator > run", retries=("max_retries", 0)),
    "OpenAIChatGenerator(max_retries=1)": of("OpenAIChatGenerator > run", retries=("max_retries", 1)),
    "OpenAITextEmbedder.run": of("OpenAITextEmbedder > run", place="api_base_url"),
    "OpenAIGenerator.run": of("OpenAIGenerator > run", place="api_base_url"),
})
run("haystack-ai", at_once=14)
