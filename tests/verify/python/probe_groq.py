"""groq."""
import inspect

import groq
from groq import AsyncGroq, Groq

from harness import asyn, case, claims, fact, of, run, streaming, sync

MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: Groq(base_url=u, api_key="x", **kw)
create = lambda c, **kw: c.chat.completions.create(model="m", messages=MSG, **kw)
case("Groq create", sync(make, create), "ok refuse 429 503 reset cut")
case("Groq(max_retries=0)", sync(lambda u: make(u, max_retries=0), create), "refuse")
case("AsyncGroq create", asyn(lambda u: AsyncGroq(base_url=u, api_key="x"), create), "ok refuse")
case("create(stream=True)", streaming(make, lambda c: create(c, stream=True)), "ok refuse cut end")
fact("defaults", lambda: {"timeout": str(Groq(api_key="x").timeout), "max_retries": Groq(api_key="x").max_retries, "base_url": str(Groq(api_key="x").base_url)})
fact("APIConnectionError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in groq.APIConnectionError.__mro__])
fact("env GROQ_BASE_URL", lambda: (__import__("os").environ.__setitem__("GROQ_BASE_URL", "http://127.0.0.1:1"), str(Groq(api_key="x").base_url))[1])

claims("groq", {
    "Groq create": of("Groq > chat.completions.create", place="base_url"),
    "Groq(max_retries=0)": of("Groq > chat.completions.create", retries=("max_retries", 0)),
    "AsyncGroq create": of("AsyncGroq > chat.completions.create", place="base_url"),
    "create(stream=True)": of("Groq > chat.completions.create", stream=True),
}, {"client": make})
run("groq")
