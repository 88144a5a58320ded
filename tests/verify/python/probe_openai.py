"""openai 1.x and 2.x: sync, async, Azure, module-level, streams, retries, raw responses."""
import inspect
import os

import httpx
import openai
from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI
from pydantic import BaseModel

from harness import case, claims, fact, of, run

MSG = [{"role": "user", "content": "hi"}]
ALL = "ok refuse 400 404 429 429ra 500 503 reset cut hang"


class Person(BaseModel):
    name: str
    age: int


def sync(**kw):
    return lambda url: OpenAI(base_url=url + "/v1", api_key="x", **kw)


def simple(make, send):
    def fn(url, at):
        client = make(url)
        at("call")
        return type(send(client)).__name__
    return fn


def asimple(make, send):
    async def fn(url, at):
        client = make(url)
        at("create")  # the coroutine is made, not yet awaited
        pending = send(client)
        at("await")
        return type(await pending).__name__
    return fn


client = sync()
aclient = lambda url: AsyncOpenAI(base_url=url + "/v1", api_key="x")
create = lambda c: c.chat.completions.create(model="m", messages=MSG)

case("OpenAI chat.completions.create", simple(client, create), ALL)
case("AsyncOpenAI chat.completions.create", asimple(aclient, create), "ok refuse 429 503 reset hang")
for n in (0, 1, 5):
    case(f"OpenAI(max_retries={n}) create", simple(sync(max_retries=n), create), "ok refuse 503")
case("OpenAI(max_retries=None) create", simple(sync(max_retries=None), create), "refuse")
case("OpenAI(max_retries=-1) create", simple(sync(max_retries=-1), create), "refuse")
case("with_options(max_retries=0)", simple(lambda u: client(u).with_options(max_retries=0), create))
case("copy(max_retries=0)", simple(lambda u: client(u).copy(max_retries=0), create))
case("create(timeout=0.5) per call", simple(client, lambda c: c.chat.completions.create(model="m", messages=MSG, timeout=0.5)), "ok refuse hang")
case("OpenAI(timeout=0.5, max_retries=0)", simple(sync(timeout=0.5, max_retries=0), create), "hang")
case("create(max_retries=0) per call", simple(client, lambda c: c.chat.completions.create(model="m", messages=MSG, max_retries=0)))
case("chat.completions.parse", simple(client, lambda c: c.chat.completions.parse(model="m", messages=MSG, response_format=Person)), "ok refuse")
case("beta.chat.completions.parse", simple(client, lambda c: c.beta.chat.completions.parse(model="m", messages=MSG, response_format=Person)), "ok refuse")
case("responses.create", simple(client, lambda c: c.responses.create(model="m", input="hi")), "ok refuse 429 503 cut")
case("responses.parse", simple(client, lambda c: c.responses.parse(model="m", input="hi", text_format=Person)), "ok refuse")
case("completions.create", simple(client, lambda c: c.completions.create(model="m", prompt="hi")), "ok refuse")
case("embeddings.create", simple(client, lambda c: c.embeddings.create(model="m", input="hi")), "ok refuse")
case("models.list", simple(client, lambda c: c.models.list()), "ok refuse")
case("models.retrieve", simple(client, lambda c: c.models.retrieve("m")), "refuse")


def read_models(url, at):
    page = client(url)
    at("call")
    page = page.models.list()
    at("iterate")
    return len([m for m in page])


async def aread_models(url, at):
    c = aclient(url)
    at("call")
    page = c.models.list()
    at("iterate")
    return len([m async for m in page])


case("for m in models.list()", read_models)
case("async for m in models.list() (not awaited)", aread_models)
case("chat.completions.with_raw_response.create", simple(client, lambda c: c.chat.completions.with_raw_response.create(model="m", messages=MSG)), "ok refuse 503")
case("client.with_raw_response.chat.completions.create", simple(client, lambda c: c.with_raw_response.chat.completions.create(model="m", messages=MSG)), "ok refuse")
case("images.generate", simple(client, lambda c: c.images.generate(model="m", prompt="x")), "refuse")
case("moderations.create", simple(client, lambda c: c.moderations.create(input="x")), "refuse")
case("client.post('/chat/completions')", simple(client, lambda c: c.post("/chat/completions", cast_to=object, body={"model": "m"})), "ok refuse")
case("client.get('/models')", simple(client, lambda c: c.get("/models", cast_to=object)), "ok refuse")


def streaming_raw(url, at):
    c = client(url)
    at("call")
    manager = c.chat.completions.with_streaming_response.create(model="m", messages=MSG)
    at("enter")
    with manager as response:
        at("read")
        return len(list(response.iter_lines()))


case("with_streaming_response.create", streaming_raw, "ok refuse 503 cut")


def stream_true(make, send):
    def fn(url, at):
        c = make(url)
        at("call")
        stream = send(c)
        at("iterate")
        return sum(1 for _ in stream)
    return fn


async def astream_true(url, at):
    c = aclient(url)
    at("create")
    pending = c.chat.completions.create(model="m", messages=MSG, stream=True)
    at("await")
    stream = await pending
    at("iterate")
    n = 0
    async for _ in stream:
        n += 1
    return n


case("create(stream=True)", stream_true(client, lambda c: c.chat.completions.create(model="m", messages=MSG, stream=True)), "ok refuse 429 503 reset cut end hang")
case("create(stream=True) async", astream_true, "ok refuse 503 reset cut end")
case("responses.create(stream=True)", stream_true(client, lambda c: c.responses.create(model="m", input="hi", stream=True)), "ok refuse 503 cut end")
case("completions.create(stream=True)", stream_true(client, lambda c: c.completions.create(model="m", prompt="hi", stream=True)), "ok refuse cut end")


def stream_helper(send):
    def fn(url, at):
        c = client(url)
        at("call")
        manager = send(c)
        at("enter")
        with manager as stream:
            at("iterate")
            return sum(1 for _ in stream)
    return fn


def astream_helper(send):
    async def fn(url, at):
        c = aclient(url)
        at("call")
        manager = send(c)
        at("enter")
        async with manager as stream:
            at("iterate")
            n = 0
            async for _ in stream:
                n += 1
            return n
    return fn


chat_stream = lambda c: c.chat.completions.stream(model="m", messages=MSG)
beta_stream = lambda c: c.beta.chat.completions.stream(model="m", messages=MSG)
resp_stream = lambda c: c.responses.stream(model="m", input="hi")
case("with chat.completions.stream()", stream_helper(chat_stream), "ok refuse 503 cut end")
case("with beta.chat.completions.stream()", stream_helper(beta_stream), "ok refuse cut end")
case("with responses.stream()", stream_helper(resp_stream), "ok refuse 503 cut end")
case("async with chat.completions.stream()", astream_helper(chat_stream), "ok refuse 503 cut end")
case("async with responses.stream()", astream_helper(resp_stream), "ok refuse cut end")

azure = lambda cls: lambda url: cls(azure_endpoint=url, api_key="x", api_version="2024-06-01")
case("AzureOpenAI create", simple(azure(AzureOpenAI), create), "ok refuse 503")
case("AsyncAzureOpenAI create", asimple(azure(AsyncAzureOpenAI), create), "ok refuse 503")
case("AzureOpenAI(base_url=)", simple(lambda u: AzureOpenAI(base_url=u + "/v1", api_key="x", api_version="2024-06-01"), create), "ok refuse")


def module_level(url, at):
    openai.api_key, openai.base_url = "x", url + "/v1/"
    openai.__dict__.get("_reset_client", getattr(openai, "_reset_client", lambda: None))()
    at("call")
    return type(openai.chat.completions.create(model="m", messages=MSG)).__name__


case("openai.chat.completions.create (module)", module_level, "ok refuse 503", serial=True)
case("OpenAI(http_client=httpx.Client(transport=HTTPTransport(retries=2)))", simple(
    lambda u: OpenAI(base_url=u + "/v1", api_key="x", http_client=httpx.Client(transport=httpx.HTTPTransport(retries=2))), create), "ok refuse 503")


def from_env(name):
    def fn(url, at):
        os.environ[name] = url + "/v1"
        try:
            c = OpenAI(api_key="x", timeout=3, max_retries=0)
            at("call")
            assert url in str(c.base_url), f"base_url is {c.base_url}"
            return type(create(c)).__name__
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_API_HOST", "VLLM_BASE_URL"):
    case(f"env {name}", from_env(name), "ok", serial=True)

signature = lambda cls: {n: str(p.default) for n, p in inspect.signature(cls.__init__).parameters.items() if n != "self"}
fact("OpenAI signature", lambda: signature(OpenAI))
fact("AzureOpenAI signature", lambda: signature(AzureOpenAI))
fact("positional parameters", lambda: [n for n, p in inspect.signature(OpenAI.__init__).parameters.items() if p.kind != p.KEYWORD_ONLY])
fact("default max_retries", lambda: OpenAI(api_key="x").max_retries)
fact("default timeout", lambda: OpenAI(api_key="x").timeout)
fact("default base_url", lambda: OpenAI(api_key="x").base_url)
fact("base_url=''", lambda: OpenAI(api_key="x", base_url="").base_url)
fact("base_url=None", lambda: OpenAI(api_key="x", base_url=None).base_url)


def base_url_with_env(value, **kw):
    os.environ["OPENAI_BASE_URL"] = value
    try:
        return str(OpenAI(api_key="x", **kw).base_url)
    finally:
        del os.environ["OPENAI_BASE_URL"]


fact("base_url=None, OPENAI_BASE_URL set", lambda: base_url_with_env("http://127.0.0.1:1/v1", base_url=None))
fact("base_url='', OPENAI_BASE_URL set", lambda: base_url_with_env("http://127.0.0.1:1/v1", base_url=""))
fact("OPENAI_BASE_URL='' (blank), no base_url", lambda: base_url_with_env(""))
fact("create with base_url=''", lambda: create(OpenAI(api_key="x", base_url="", max_retries=0)))
fact("base_url with and without a last slash", lambda: [str(OpenAI(api_key="x", base_url=u).base_url) for u in ("http://127.0.0.1:1/v1", "http://127.0.0.1:1/v1/", "http://127.0.0.1:1")])
fact("base_url without scheme", lambda: create(OpenAI(api_key="x", base_url="localhost:8000/v1", max_retries=0)))
fact("base_url ip without scheme", lambda: create(OpenAI(api_key="x", base_url="127.0.0.1:8000/v1", max_retries=0)))
fact("no api_key", lambda: (os.environ.pop("OPENAI_API_KEY", None), OpenAI(base_url="http://127.0.0.1:1/v1"))[1])
fact("api_key=''", lambda: OpenAI(api_key="", base_url="http://127.0.0.1:1/v1").api_key == "")
fact("api_base= option", lambda: OpenAI(api_key="x", api_base="http://127.0.0.1:1/v1"))
fact("constants", lambda: {n: str(getattr(openai, n, None)) for n in ("DEFAULT_TIMEOUT", "DEFAULT_MAX_RETRIES", "DEFAULT_CONNECTION_LIMITS")})
fact("retry delays", lambda: {n: str(getattr(openai._constants, n)) for n in ("INITIAL_RETRY_DELAY", "MAX_RETRY_DELAY")})
fact("client classes", lambda: [n for n in dir(openai) if isinstance(getattr(openai, n), type) and issubclass(getattr(openai, n), openai._base_client.BaseClient)])
fact("aliases", lambda: {"Client is OpenAI": openai.Client is OpenAI, "AsyncClient is AsyncOpenAI": openai.AsyncClient is AsyncOpenAI, "openai.lib.azure.AzureOpenAI is AzureOpenAI": openai.lib.azure.AzureOpenAI is AzureOpenAI})
fact("error tree", lambda: {n: [c.__name__ for c in getattr(openai, n).__mro__[1:]] for n in dir(openai) if isinstance(getattr(openai, n), type) and issubclass(getattr(openai, n), Exception)})
fact("module-level proxies", lambda: [n for n in ("chat", "completions", "embeddings", "models", "responses", "images", "audio", "moderations", "beta", "files", "batches") if hasattr(openai, n)])
fact("old module-level ChatCompletion.create", lambda: openai.ChatCompletion.create(model="m", messages=MSG))
fact("create has max_retries", lambda: "max_retries" in inspect.signature(OpenAI.chat.func if hasattr(OpenAI.chat, "func") else openai.resources.chat.completions.Completions.create).parameters)


def sending_methods():
    found = {}

    def walk(resource, path, depth):
        for n in sorted(dir(type(resource))):
            if n.startswith("_") or n.startswith("with_"):
                continue
            static = inspect.getattr_static(type(resource), n)
            if inspect.isfunction(static):
                found.setdefault(path, []).append(n)
            elif depth and not isinstance(static, type):
                try:
                    child = getattr(resource, n)
                except Exception:
                    continue
                if type(child).__module__.startswith("openai.resources"):
                    walk(child, f"{path}.{n}".strip("."), depth - 1)
    c = OpenAI(api_key="x")
    for n in ("chat", "completions", "embeddings", "models", "responses", "images", "audio", "moderations", "beta", "files", "batches"):
        if hasattr(c, n):
            walk(getattr(c, n), n, 3)
    return {k: v for k, v in found.items() if not k.startswith("beta.") or "chat" in k}


fact("methods", lambda: str(sending_methods()))

CREATE = "chat.completions.create"
claims("openai", {
    "OpenAI chat.completions.create": of(f"OpenAI > {CREATE}", place="base_url"),
    "AsyncOpenAI chat.completions.create": of(f"AsyncOpenAI > {CREATE}", place="base_url"),
    "OpenAI(max_retries=0) create": of(f"OpenAI > {CREATE}", retries=("max_retries", 0)),
    "OpenAI(max_retries=1) create": of(f"OpenAI > {CREATE}", retries=("max_retries", 1)),
    "with_options(max_retries=0)": of(f"OpenAI > with_options > {CREATE}", retries=("max_retries", 0)),
    "copy(max_retries=0)": of(f"OpenAI > copy > {CREATE}", retries=("max_retries", 0)),
    "chat.completions.parse": of("OpenAI > chat.completions.parse"),
    "responses.create": of("OpenAI > responses.create"),
    "completions.create": of("OpenAI > completions.create"),
    "embeddings.create": of("OpenAI > embeddings.create"),
    "models.list": of("OpenAI > models.list"),
    "client.get('/models')": of("OpenAI > get"),
    "chat.completions.with_raw_response.create": of("OpenAI > chat.completions.with_raw_response.create"),
    "with_streaming_response.create": of("OpenAI > chat.completions.with_streaming_response.create"),
    "create(stream=True)": of(f"OpenAI > {CREATE}", stream=True),
    "create(stream=True) async": of(f"AsyncOpenAI > {CREATE}", stream=True),
    "responses.create(stream=True)": of("OpenAI > responses.create", stream=True),
    "with chat.completions.stream()": of("OpenAI > chat.completions.stream"),
    "async with chat.completions.stream()": of("AsyncOpenAI > chat.completions.stream"),
    "with responses.stream()": of("OpenAI > responses.stream"),
    "AzureOpenAI create": of(f"AzureOpenAI > {CREATE}", place="azure_endpoint"),
    "AzureOpenAI(base_url=)": of(f"AzureOpenAI > {CREATE}", place="base_url"),
    "AsyncAzureOpenAI create": of(f"AsyncAzureOpenAI > {CREATE}", place="azure_endpoint"),
    "openai.chat.completions.create (module)": of("chat > completions.create"),
    "env OPENAI_BASE_URL": of(f"OpenAI > {CREATE}", env="OPENAI_BASE_URL"),
}, {"client": client, "asyncClient": aclient})
run("openai", at_once=6)
