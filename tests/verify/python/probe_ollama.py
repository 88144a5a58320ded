"""ollama: module functions, Client, AsyncClient."""
import inspect
import os

import ollama

from harness import case, claims, fact, of, run

MSG = [{"role": "user", "content": "hi"}]


def sync(send, **kw):
    def fn(url, at):
        c = ollama.Client(host=url, **kw)
        at("call")
        return type(send(c)).__name__
    return fn


async def achat(url, at):
    c = ollama.AsyncClient(host=url)
    at("create")
    pending = c.chat(model="m", messages=MSG)
    at("await")
    return type(await pending).__name__


def stream(url, at):
    c = ollama.Client(host=url)
    at("call")
    s = c.chat(model="m", messages=MSG, stream=True)
    at("iterate")
    return sum(1 for _ in s)


async def astream(url, at):
    c = ollama.AsyncClient(host=url)
    at("await")
    s = await c.chat(model="m", messages=MSG, stream=True)
    at("iterate")
    n = 0
    async for _ in s:
        n += 1
    return n


case("Client.chat", sync(lambda c: c.chat(model="m", messages=MSG)), "ok refuse 404 429 503 reset cut hang")
case("Client.generate", sync(lambda c: c.generate(model="m", prompt="hi")), "ok refuse 503")
case("Client.embed", sync(lambda c: c.embed(model="m", input="hi")), "ok refuse")
case("Client.list", sync(lambda c: c.list()), "ok refuse")
case("Client.pull", sync(lambda c: c.pull("m")), "refuse")
case("AsyncClient.chat", achat, "ok refuse 503 reset cut")
case("Client.chat(stream=True)", stream, "ok refuse 503 cut end")
case("AsyncClient.chat(stream=True)", astream, "ok refuse 503 cut end")
case("Client(timeout=0.5)", sync(lambda c: c.chat(model="m", messages=MSG), timeout=0.5), "hang")


def module_functions(send):
    """The module's client is made at import: its address is changed in place here."""
    def fn(url, at):
        ollama.chat.__self__._client.base_url = url
        at("call")
        return type(send()).__name__
    return fn


case("ollama.chat", module_functions(lambda: ollama.chat(model="m", messages=MSG)), "ok refuse 503", serial=True)
case("ollama.generate", module_functions(lambda: ollama.generate(model="m", prompt="hi")), "ok refuse", serial=True)
case("list(ollama.chat(stream=True))", module_functions(lambda: list(ollama.chat(model="m", messages=MSG, stream=True))), "ok refuse", serial=True)


def from_env(url, at):
    os.environ["OLLAMA_HOST"] = url
    try:
        return type(ollama.Client(timeout=3).chat(model="m", messages=MSG)).__name__
    finally:
        del os.environ["OLLAMA_HOST"]


def env_after_import(url, at):
    os.environ["OLLAMA_HOST"] = url
    try:
        return str(ollama.chat.__self__._client.base_url)
    finally:
        del os.environ["OLLAMA_HOST"]


case("env OLLAMA_HOST, new Client", from_env, "ok", serial=True)
case("host without scheme", lambda url, at: type(ollama.Client(host=url.removeprefix("http://")).chat(model="m", messages=MSG)).__name__, "ok refuse")
fact("default base_url", lambda: ollama.Client()._client.base_url)
fact("host=''", lambda: ollama.Client(host="")._client.base_url)
fact("host=None", lambda: ollama.Client(host=None)._client.base_url)
fact("host=0.0.0.0", lambda: ollama.Client(host="0.0.0.0")._client.base_url)
fact("host=localhost", lambda: ollama.Client(host="localhost")._client.base_url)
fact("default timeout", lambda: ollama.Client()._client.timeout)
fact("Client signature", lambda: inspect.signature(ollama.Client.__init__))
fact("module functions", lambda: [n for n in dir(ollama) if inspect.ismethod(getattr(ollama, n))])
fact("errors", lambda: {n: [c.__name__ for c in getattr(ollama, n).__mro__] for n in ("ResponseError", "RequestError")})

claims("ollama", {
    "Client.chat": of("Client > chat", place="host|0"),
    "Client.generate": of("Client > generate"),
    "Client.embed": of("Client > embed"),
    "Client.list": of("Client > list"),
    "AsyncClient.chat": of("AsyncClient > chat", place="host|0"),
    "Client.chat(stream=True)": of("Client > chat", stream=True),
    "AsyncClient.chat(stream=True)": of("AsyncClient > chat", stream=True),
    "ollama.chat": of("chat"),
    "ollama.generate": of("generate"),
    "env OLLAMA_HOST, new Client": of("Client > chat", env="OLLAMA_HOST"),
}, {"client": lambda url: ollama.Client(host=url), "asyncClient": lambda url: ollama.AsyncClient(host=url)})
run("ollama")
