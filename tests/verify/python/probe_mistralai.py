"""mistralai."""
import inspect

try:
    from mistralai import Mistral
    WHERE = "mistralai.Mistral"
except ImportError:
    from mistralai.client import Mistral
    WHERE = "mistralai.client.Mistral"

from harness import astreaming, asyn, case, claims, fact, of, run, streaming, sync

MSG = [{"role": "user", "content": "hi"}]
make = lambda u, **kw: Mistral(server_url=u, api_key="x", **kw)
case("chat.complete", sync(make, lambda c: c.chat.complete(model="m", messages=MSG)), "ok refuse 429 503 reset cut", cap=90)
case("chat.complete_async", asyn(make, lambda c: c.chat.complete_async(model="m", messages=MSG)), "ok refuse", cap=90)
case("chat.stream", streaming(make, lambda c: c.chat.stream(model="m", messages=MSG)), "ok refuse cut", cap=90)
fact("import path", lambda: WHERE)
fact("signature", lambda: inspect.signature(Mistral.__init__))

claims("mistralai", {
    "chat.complete": of("Mistral > chat.complete", place="server_url"),
    "chat.complete_async": of("Mistral > chat.complete_async"),
    "chat.stream": of("Mistral > chat.stream"),
}, {"client": make})
run("mistralai")
