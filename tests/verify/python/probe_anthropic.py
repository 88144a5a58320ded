"""anthropic: messages.create, stream, sync and async."""
import inspect
import os

import anthropic
from anthropic import Anthropic, AsyncAnthropic

from harness import case, claims, fact, of, run

ARGS = dict(model="m", max_tokens=9, messages=[{"role": "user", "content": "hi"}])


def sync(send=lambda c: c.messages.create(**ARGS), **kw):
    def fn(url, at):
        c = Anthropic(base_url=url, api_key="x", **kw)
        at("call")
        return type(send(c)).__name__
    return fn


async def asyn(url, at):
    c = AsyncAnthropic(base_url=url, api_key="x")
    at("create")
    pending = c.messages.create(**ARGS)
    at("await")
    return type(await pending).__name__


def stream_true(url, at):
    c = Anthropic(base_url=url, api_key="x")
    at("call")
    s = c.messages.create(stream=True, **ARGS)
    at("iterate")
    return sum(1 for _ in s)


def helper(url, at):
    c = Anthropic(base_url=url, api_key="x")
    at("call")
    m = c.messages.stream(**ARGS)
    at("enter")
    with m as s:
        at("iterate")
        return sum(1 for _ in s)


async def ahelper(url, at):
    c = AsyncAnthropic(base_url=url, api_key="x")
    at("call")
    m = c.messages.stream(**ARGS)
    at("enter")
    async with m as s:
        at("iterate")
        n = 0
        async for _ in s:
            n += 1
        return n


case("Anthropic messages.create", sync(), "ok refuse 400 429 429ra 503 reset cut hang")
case("AsyncAnthropic messages.create", asyn, "ok refuse 503")
case("Anthropic(max_retries=0)", sync(max_retries=0), "refuse 503")
case("with_options(max_retries=0)", sync(lambda c: c.with_options(max_retries=0).messages.create(**ARGS)), "refuse")
case("Anthropic(timeout=0.5, max_retries=0)", sync(timeout=0.5, max_retries=0), "hang")
case("messages.create(stream=True)", stream_true, "ok refuse 503 cut end")
case("with messages.stream()", helper, "ok refuse 503 cut end")
case("async with messages.stream()", ahelper, "ok refuse cut")
case("messages.count_tokens", sync(lambda c: c.messages.count_tokens(model="m", messages=ARGS["messages"])), "refuse")
case("models.list", sync(lambda c: c.models.list()), "ok refuse")
case("with_raw_response", sync(lambda c: c.messages.with_raw_response.create(**ARGS)), "ok refuse")
case("base_url with /v1", lambda url, at: Anthropic(base_url=url + "/v1", api_key="x").messages.create(**ARGS).type, "ok")


def from_env(url, at):
    os.environ["ANTHROPIC_BASE_URL"] = url
    try:
        return Anthropic(api_key="x", max_retries=0, timeout=3).messages.create(**ARGS).type
    finally:
        del os.environ["ANTHROPIC_BASE_URL"]


case("env ANTHROPIC_BASE_URL", from_env, "ok", serial=True)
fact("signature", lambda: {n: str(p.default) for n, p in inspect.signature(Anthropic.__init__).parameters.items() if n != "self"})
fact("timeout", lambda: Anthropic(api_key="x").timeout)
fact("max_retries", lambda: Anthropic(api_key="x").max_retries)
fact("no api_key", lambda: Anthropic(base_url="http://127.0.0.1:1").messages.create(**ARGS))
fact("base_url=''", lambda: Anthropic(api_key="x", base_url="").base_url)
fact("APIConnectionError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in anthropic.APIConnectionError.__mro__])
fact("clients", lambda: [n for n in dir(anthropic) if isinstance(getattr(anthropic, n), type) and issubclass(getattr(anthropic, n), anthropic._base_client.BaseClient)])
fact("messages methods", lambda: [n for n in dir(Anthropic(api_key="x").messages) if not n.startswith("_")])

claims("anthropic", {
    "Anthropic messages.create": of("Anthropic > messages.create", place="base_url"),
    "AsyncAnthropic messages.create": of("AsyncAnthropic > messages.create", place="base_url"),
    "Anthropic(max_retries=0)": of("Anthropic > messages.create", retries=("max_retries", 0)),
    "with_options(max_retries=0)": of("Anthropic > with_options > messages.create", retries=("max_retries", 0)),
    "messages.create(stream=True)": of("Anthropic > messages.create", stream=True),
    "with messages.stream()": of("Anthropic > messages.stream"),
    "async with messages.stream()": of("AsyncAnthropic > messages.stream"),
    "messages.count_tokens": of("Anthropic > messages.count_tokens"),
    "models.list": of("Anthropic > models.list"),
    "with_raw_response": of("Anthropic > messages.with_raw_response.create"),
    "env ANTHROPIC_BASE_URL": of("Anthropic > messages.create", env="ANTHROPIC_BASE_URL"),
}, {"client": lambda url: Anthropic(base_url=url, api_key="x"), "asyncClient": lambda url: AsyncAnthropic(base_url=url, api_key="x")})
run("anthropic")
