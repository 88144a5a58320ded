"""together."""
import together
from together import AsyncTogether, Together

from harness import asyn, case, claims, fact, of, run, streaming, sync

MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: Together(base_url=u + "/v1", api_key="x", **kw)
create = lambda c, **kw: c.chat.completions.create(model="m", messages=MSG, **kw)
case("Together create", sync(make, create), "ok refuse 429 503 reset cut", cap=90)
case("Together(max_retries=0)", sync(lambda u: make(u, max_retries=0), create), "refuse")
case("AsyncTogether create", asyn(lambda u: AsyncTogether(base_url=u + "/v1", api_key="x"), create), "ok refuse", cap=90)
case("create(stream=True)", streaming(make, lambda c: create(c, stream=True)), "ok refuse cut", cap=90)
fact("defaults", lambda: {"timeout": str(Together(api_key="x").timeout), "max_retries": Together(api_key="x").max_retries, "base_url": str(Together(api_key="x").base_url)})
fact("APIConnectionError mro", lambda: [f"{c.__module__}.{c.__name__}" for c in together.APIConnectionError.__mro__])

claims("together", {
    "Together create": of("Together > chat.completions.create", place="base_url"),
    "Together(max_retries=0)": of("Together > chat.completions.create", retries=("max_retries", 0)),
    "AsyncTogether create": of("AsyncTogether > chat.completions.create", place="base_url"),
    "create(stream=True)": of("Together > chat.completions.create", stream=True),
}, {"client": make})
run("together")
