"""httpx, and httpx2 where it is installed (pass nothing; run once per name in HTTPX)."""
import inspect
import os

from harness import case, claims, fact, of, run

NAME = os.environ.get("HTTPX", "httpx")
httpx = __import__(NAME)

BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
ALL = "ok refuse 429 503 reset cut hang"
PATH = "/v1/chat/completions"


def call(send, then=lambda r: r.status_code):
    def fn(url, at):
        at("call")
        return then(send(url))
    return fn


case("post", call(lambda u: httpx.post(u + PATH, json=BODY)), ALL)
case("get", call(lambda u: httpx.get(u + "/v1/models")), ALL)
case("Client.post", call(lambda u: httpx.Client(base_url=u).post(PATH, json=BODY)), "ok refuse 503")
case("post + raise_for_status", call(lambda u: httpx.post(u + PATH, json=BODY), lambda r: r.raise_for_status()), "429 503")
for n in (0, 1, 3):
    case(f"Client(transport=HTTPTransport(retries={n})).post", call(lambda u, n=n: httpx.Client(transport=httpx.HTTPTransport(retries=n)).post(u + PATH, json=BODY)), "ok refuse 503 reset")
case("post timeout=None", call(lambda u: httpx.post(u + PATH, json=BODY, timeout=None)), "hang")


def stream(url, at):
    at("call")
    manager = httpx.stream("POST", url + PATH, json={**BODY, "stream": True})
    at("enter")
    with manager as r:
        at("iterate")
        return sum(1 for _ in r.iter_lines())


async def apost(url, at):
    async with httpx.AsyncClient() as c:
        at("create")
        pending = c.post(url + PATH, json=BODY)
        at("await")
        return (await pending).status_code


async def apost_retries(url, at):
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=3)) as c:
        at("await")
        return (await c.post(url + PATH, json=BODY)).status_code


async def astream(url, at):
    async with httpx.AsyncClient() as c:
        at("call")
        manager = c.stream("POST", url + PATH, json={**BODY, "stream": True})
        at("enter")
        async with manager as r:
            at("iterate")
            n = 0
            async for _ in r.aiter_lines():
                n += 1
            return n


case("stream()", stream, "ok refuse 503 cut end")
case("AsyncClient.post", apost, ALL)
case("AsyncClient(transport=AsyncHTTPTransport(retries=3)).post", apost_retries, "ok refuse 503")
case("AsyncClient.stream", astream, "ok refuse cut end")

fact("module", lambda: NAME)
fact("default timeout", lambda: httpx.Client().timeout)
fact("Client signature", lambda: inspect.signature(httpx.Client.__init__))
fact("HTTPTransport signature", lambda: inspect.signature(httpx.HTTPTransport.__init__))
fact("url without scheme", lambda: httpx.post("localhost:8000/v1"))
fact("ip without scheme", lambda: httpx.post("127.0.0.1:8000/v1"))
fact("exported senders", lambda: [n for n in dir(httpx) if n in "get post put patch delete head options request stream Client AsyncClient HTTPTransport AsyncHTTPTransport".split()])
fact("error tree", lambda: {n: [c.__name__ for c in getattr(httpx, n).__mro__[1:-3]] for n in dir(httpx) if isinstance(getattr(httpx, n), type) and issubclass(getattr(httpx, n), Exception)})


def related():
    import httpx as a
    import httpx2 as b
    return {"httpx2.ConnectError subclass of httpx.ConnectError": issubclass(b.ConnectError, a.ConnectError), "same": a.ConnectError is b.ConnectError}


fact("httpx2 vs httpx", related)

claims(NAME, {
    "post": of("post"),
    "get": of("get"),
    "Client.post": of("Client > post", place="base_url"),
    "Client(transport=HTTPTransport(retries=0)).post": of("Client > post", retries=("transport.retries", 0)),
    "Client(transport=HTTPTransport(retries=1)).post": of("Client > post", retries=("transport.retries", 1)),
    "Client(transport=HTTPTransport(retries=3)).post": of("Client > post", retries=("transport.retries", 3)),
    "stream()": of("stream"),
    "AsyncClient.post": of("AsyncClient > post"),
    "AsyncClient(transport=AsyncHTTPTransport(retries=3)).post": of("AsyncClient > post", retries=("transport.retries", 3)),
    "AsyncClient.stream": of("AsyncClient > stream"),
})
run(NAME)
