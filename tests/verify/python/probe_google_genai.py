"""google-genai: Client(http_options=HttpOptions(base_url=))."""
import inspect

from google import genai
from google.genai import types

from harness import asyn, case, claims, fact, of, run, streaming, sync

make = lambda u, **kw: genai.Client(api_key="x", http_options=types.HttpOptions(base_url=u, **kw))
generate = lambda c: c.models.generate_content(model="m", contents="hi")
case("models.generate_content", sync(make, generate), "ok refuse 429 503 reset cut", cap=90)
case("aio.models.generate_content", asyn(make, lambda c: c.aio.models.generate_content(model="m", contents="hi")), "ok refuse", cap=90)
case("models.generate_content_stream", streaming(make, lambda c: c.models.generate_content_stream(model="m", contents="hi")), "ok refuse cut", cap=90)
case("HttpOptions(retry_options=HttpRetryOptions(attempts=3))", sync(lambda u: make(u, retry_options=types.HttpRetryOptions(attempts=3)), generate), "refuse 503", cap=90)
fact("HttpOptions fields", lambda: list(types.HttpOptions.model_fields))
fact("HttpRetryOptions fields", lambda: {n: str(f.description)[:90] for n, f in types.HttpRetryOptions.model_fields.items()})
fact("env GOOGLE_GEMINI_BASE_URL", lambda: (__import__("os").environ.__setitem__("GOOGLE_GEMINI_BASE_URL", "http://127.0.0.1:1"), genai.Client(api_key="x")._api_client._http_options.base_url)[1])

claims("google-genai", {
    "models.generate_content": of("Client > models.generate_content", place="http_options.base_url"),
    "aio.models.generate_content": of("Client > aio.models.generate_content", place="http_options.base_url"),
    "models.generate_content_stream": of("Client > models.generate_content_stream"),
    "HttpOptions(retry_options=HttpRetryOptions(attempts=3))": of("Client > models.generate_content", retries=("http_options.retry_options.attempts", 2)),
}, {"client": make})
run("google-genai")
