"""litellm: completion, acompletion, embedding, Router."""
import os

import litellm
from litellm import Router, acompletion, completion, embedding

from harness import case, claims, fact, of, run

litellm.suppress_debug_info = True
MSG = [{"role": "user", "content": "hi"}]
COMMON = dict(messages=MSG, api_key="x")


def comp(prefix="openai", path="/v1", name="api_base", **kw):
    def fn(url, at):
        at("call")
        return type(completion(model=f"{prefix}/m", **{name: url + path}, **COMMON, **kw)).__name__
    return fn


async def acomp(url, at):
    at("create")
    pending = acompletion(model="openai/m", api_base=url + "/v1", **COMMON)
    at("await")
    return type(await pending).__name__


def stream(prefix="openai", path="/v1"):
    def fn(url, at):
        at("call")
        s = completion(model=f"{prefix}/m", api_base=url + path, stream=True, **COMMON)
        at("iterate")
        return sum(1 for _ in s)
    return fn


async def astream(url, at):
    at("await")
    s = await acompletion(model="openai/m", api_base=url + "/v1", stream=True, **COMMON)
    at("iterate")
    n = 0
    async for _ in s:
        n += 1
    return n


ALL = "ok refuse 400 429 503 reset cut hang"
case("completion(openai/)", comp(), ALL)
case("completion(openai/, base_url=)", comp(name="base_url"), "ok refuse")
case("completion(hosted_vllm/)", comp("hosted_vllm"), "ok refuse 429 503")
case("completion(ollama/)", comp("ollama", ""), "ok refuse 503")
case("completion(ollama_chat/)", comp("ollama_chat", ""), "ok refuse 503")
case("completion(text-completion-openai/)", comp("text-completion-openai"), "ok refuse")
case("completion(anthropic/)", comp("anthropic", ""), "ok refuse 503")
for kw in ({"num_retries": 0}, {"num_retries": 3}, {"max_retries": 0}, {"max_retries": 3}, {"num_retries": 2, "max_retries": 0}):
    label = ", ".join(f"{k}={v}" for k, v in kw.items())
    case(f"completion({label})", comp(**kw), "refuse 503")
case("completion(hosted_vllm/, num_retries=3)", comp("hosted_vllm", num_retries=3), "refuse 503")
case("completion(hosted_vllm/, max_retries=3)", comp("hosted_vllm", max_retries=3), "refuse 503")
case("completion(timeout=0.5)", comp(timeout=0.5), "hang")
case("acompletion", acomp, "ok refuse 429 503")
case("completion(stream=True)", stream(), "ok refuse 503 cut end")
case("completion(hosted_vllm/, stream=True)", stream("hosted_vllm"), "ok refuse cut end")
case("acompletion(stream=True)", astream, "ok refuse cut end")
case("embedding(openai/)", lambda url, at: type(embedding(model="openai/m", input=["hi"], api_base=url + "/v1", api_key="x")).__name__, "ok refuse 503")
case("embedding(hosted_vllm/)", lambda url, at: type(embedding(model="hosted_vllm/m", input=["hi"], api_base=url + "/v1", api_key="x")).__name__, "ok refuse")
case("text_completion(openai/)", lambda url, at: type(litellm.text_completion(model="openai/m", prompt="hi", api_base=url + "/v1", api_key="x")).__name__, "ok refuse")
case("responses(openai/)", lambda url, at: type(litellm.responses(model="openai/m", input="hi", api_base=url + "/v1", api_key="x")).__name__, "ok refuse")
case("batch_completion(openai/)", lambda url, at: [type(r).__name__ for r in litellm.batch_completion(model="openai/m", messages=[MSG, MSG], api_base=url + "/v1", api_key="x")], "ok refuse")


def router(**kw):
    def fn(url, at):
        r = Router(model_list=[{"model_name": "m", "litellm_params": {"model": "openai/m", "api_base": url + "/v1", "api_key": "x"}}], **kw)
        at("call")
        return type(r.completion(model="m", messages=MSG)).__name__
    return fn


async def arouter(url, at):
    r = Router(model_list=[{"model_name": "m", "litellm_params": {"model": "openai/m", "api_base": url + "/v1", "api_key": "x"}}])
    at("await")
    return type(await r.acompletion(model="m", messages=MSG)).__name__


case("Router().completion", router(), "ok refuse 429 503")
case("Router(num_retries=0).completion", router(num_retries=0), "refuse 503")
case("Router(num_retries=3).completion", router(num_retries=3), "refuse 503")
case("Router().acompletion", arouter, "ok refuse 503")


def from_env(name, prefix="openai", path="/v1"):
    def fn(url, at):
        os.environ[name] = url + path
        try:
            at("call")
            return type(completion(model=f"{prefix}/m", timeout=3, max_retries=0, **COMMON)).__name__
        finally:
            del os.environ[name]
    return fn


for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL"):
    case(f"env {name}", from_env(name), "ok", serial=True)
case("env HOSTED_VLLM_API_BASE", from_env("HOSTED_VLLM_API_BASE", "hosted_vllm"), "ok", serial=True)
case("env OLLAMA_API_BASE", from_env("OLLAMA_API_BASE", "ollama", ""), "ok", serial=True)


def module_api_base(url, at):
    litellm.api_base = url + "/v1"
    try:
        at("call")
        return type(completion(model="openai/m", timeout=3, **COMMON)).__name__
    finally:
        litellm.api_base = None


case("litellm.api_base = ...", module_api_base, "ok", serial=True)
fact("litellm.num_retries", lambda: litellm.num_retries)
fact("litellm.request_timeout", lambda: litellm.request_timeout)
fact("APIConnectionError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in litellm.exceptions.APIConnectionError.__mro__])
fact("ServiceUnavailableError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in litellm.exceptions.ServiceUnavailableError.__mro__])
fact("litellm.APIConnectionError is litellm.exceptions.APIConnectionError", lambda: litellm.APIConnectionError is litellm.exceptions.APIConnectionError)
fact("completion positional", lambda: list(__import__("inspect").signature(completion).parameters))
fact("hosted_vllm without api_key", lambda: completion(model="hosted_vllm/m", messages=MSG, api_base="http://127.0.0.1:1/v1"))
fact("openai without api_key", lambda: completion(model="openai/m", messages=MSG, api_base="http://127.0.0.1:1/v1"))
fact("no provider prefix", lambda: completion(model="m", messages=MSG, api_base="http://127.0.0.1:1/v1"))

claims("litellm", {
    "completion(openai/)": of("completion", place="api_base"),
    "completion(openai/, base_url=)": of("completion", place="base_url"),
    "completion(num_retries=0)": of("completion", retries=("num_retries", 0)),
    "acompletion": of("acompletion"),
    "completion(stream=True)": of("completion", stream=True),
    "acompletion(stream=True)": of("acompletion", stream=True),
    "embedding(openai/)": of("embedding", place="api_base"),
    "text_completion(openai/)": of("text_completion"),
    "responses(openai/)": of("responses"),
    "completion(ollama/)": of("completion", otherwise={"attempts": 1, "seconds": 0}),
    "Router().completion": of("Router > completion"),
    "Router(num_retries=0).completion": of("Router > completion", retries=("num_retries", 0)),
    "Router().acompletion": of("Router > acompletion"),
    "env OPENAI_API_BASE": of("completion", env="OPENAI_API_BASE"),
    "env OPENAI_BASE_URL": of("completion", env="OPENAI_BASE_URL"),
    "env HOSTED_VLLM_API_BASE": of("completion", env="HOSTED_VLLM_API_BASE"),
    "env OLLAMA_API_BASE": of("completion", env="OLLAMA_API_BASE"),
})
run("litellm", at_once=8)
