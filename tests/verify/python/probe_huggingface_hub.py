"""huggingface_hub: InferenceClient(base_url=)."""
import inspect
import os

from huggingface_hub import AsyncInferenceClient, InferenceClient

from harness import asyn, case, claims, fact, of, run, streaming, sync

MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: InferenceClient(base_url=u + "/v1", api_key="x", **kw)
case("InferenceClient.chat_completion", sync(make, lambda c: c.chat_completion(MSG)), "ok refuse 429 503 reset cut hang")
case("InferenceClient.chat.completions.create", sync(make, lambda c: c.chat.completions.create(model="m", messages=MSG)), "ok refuse")
case("chat_completion(stream=True)", streaming(make, lambda c: c.chat_completion(MSG, stream=True)), "ok refuse cut end")
case("AsyncInferenceClient.chat_completion", asyn(lambda u: AsyncInferenceClient(base_url=u + "/v1", api_key="x"), lambda c: c.chat_completion(MSG)), "ok refuse")
case("InferenceClient(model=url).text_generation", sync(lambda u: InferenceClient(model=u), lambda c: c.text_generation("hi")), "refuse")
case("InferenceClient(timeout=0.5)", sync(lambda u: make(u, timeout=0.5), lambda c: c.chat_completion(MSG)), "hang")
fact("signature", lambda: inspect.signature(InferenceClient.__init__))
fact("InferenceTimeoutError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in __import__("huggingface_hub").InferenceTimeoutError.__mro__])
fact("HfHubHTTPError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in __import__("huggingface_hub.errors", fromlist=["x"]).HfHubHTTPError.__mro__])

claims("huggingface_hub", {
    "InferenceClient.chat_completion": of("InferenceClient > chat_completion", place="base_url"),
    "InferenceClient.chat.completions.create": of("InferenceClient > chat.completions.create"),
    "chat_completion(stream=True)": of("InferenceClient > chat_completion", stream=True),
    "AsyncInferenceClient.chat_completion": of("AsyncInferenceClient > chat_completion", place="base_url"),
    "InferenceClient(model=url).text_generation": of("InferenceClient > text_generation", place="model|0"),
}, {"client": make})
run("huggingface_hub")
