"""aiohttp and aiohttp_retry."""
import inspect

import aiohttp

from harness import case, claims, fact, of, run

BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
PATH = "/v1/chat/completions"


async def with_post(url, at):
    async with aiohttp.ClientSession() as s:
        at("call")
        manager = s.post(url + PATH, json=BODY)
        at("enter")
        async with manager as r:
            at("read")
            await r.json()
            return r.status


async def await_post(url, at):
    async with aiohttp.ClientSession() as s:
        at("call")
        pending = s.post(url + PATH, json=BODY)
        at("await")
        r = await pending
        at("read")
        await r.read()
        return r.status


async def with_get(url, at):
    async with aiohttp.ClientSession() as s:
        at("enter")
        async with s.get(url + "/v1/models") as r:
            at("read")
            await r.json()
            return r.status


async def raising(url, at):
    async with aiohttp.ClientSession() as s:
        at("enter")
        async with s.post(url + PATH, json=BODY) as r:
            at("raise_for_status")
            r.raise_for_status()


async def session_raising(url, at):
    async with aiohttp.ClientSession(raise_for_status=True) as s:
        at("enter")
        async with s.post(url + PATH, json=BODY) as r:
            at("read")
            return r.status


async def stream(url, at):
    async with aiohttp.ClientSession() as s:
        at("enter")
        async with s.post(url + PATH, json={**BODY, "stream": True}) as r:
            at("iterate")
            n = 0
            async for _ in r.content:
                n += 1
            return n


async def base_url(url, at):
    async with aiohttp.ClientSession(base_url=url) as s:
        at("enter")
        async with s.post(PATH, json=BODY) as r:
            return r.status


async def module_request(url, at):
    at("enter")
    async with aiohttp.request("POST", url + PATH, json=BODY) as r:
        return r.status


async def timed(url, at):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.5)) as s:
        at("enter")
        async with s.post(url + PATH, json=BODY) as r:
            return r.status


ALL = "ok refuse 429 503 reset cut hang"
case("async with session.post", with_post, ALL)
case("await session.post", await_post, "ok refuse 503")
case("async with session.get", with_get, ALL)
case("post + raise_for_status", raising, "429 503")
case("ClientSession(raise_for_status=True)", session_raising, "503")
case("post, async for r.content", stream, "ok refuse cut end")
case("ClientSession(base_url=)", base_url)
case("aiohttp.request", module_request)
case("ClientTimeout(total=0.5)", timed, "hang")

fact("default timeout", lambda: aiohttp.client.DEFAULT_TIMEOUT)
fact("ClientSession signature", lambda: list(inspect.signature(aiohttp.ClientSession.__init__).parameters))
fact("error tree", lambda: {n: [c.__module__ + "." + c.__name__ for c in getattr(aiohttp, n).__mro__[1:-3]] for n in ("ClientConnectorError", "ClientOSError", "ServerDisconnectedError", "ClientPayloadError", "ClientResponseError", "ServerTimeoutError", "ConnectionTimeoutError", "ClientConnectorDNSError")})
fact("url without scheme", lambda: __import__("asyncio").run(_no_scheme("localhost:8000/v1")))
fact("ip without scheme", lambda: __import__("asyncio").run(_no_scheme("127.0.0.1:8000/v1")))


async def _no_scheme(url):
    async with aiohttp.ClientSession() as s:
        return await s.post(url)


try:
    from aiohttp_retry import ExponentialRetry, RetryClient

    def retrying(**kw):
        async def fn(url, at):
            async with RetryClient(**kw) as c:
                at("enter")
                async with c.post(url + PATH, json=BODY) as r:
                    return r.status
        return fn

    case("aiohttp_retry RetryClient().post", retrying(), "ok refuse 429 503 reset")
    case("aiohttp_retry ExponentialRetry(attempts=3)", retrying(retry_options=ExponentialRetry(attempts=3)), "refuse 503")
    case("aiohttp_retry ExponentialRetry(exceptions={ConnectionError})", retrying(retry_options=ExponentialRetry(attempts=3, exceptions={ConnectionError})), "refuse 503")
    case("aiohttp_retry ExponentialRetry(exceptions={TimeoutError})", retrying(retry_options=ExponentialRetry(attempts=3, exceptions={TimeoutError})), "refuse 503")
    case("aiohttp_retry ExponentialRetry(exceptions={aiohttp.ClientError})", retrying(retry_options=ExponentialRetry(attempts=3, exceptions={aiohttp.ClientError})), "refuse 503 reset")
    case("aiohttp_retry ExponentialRetry(exceptions={Exception})", retrying(retry_options=ExponentialRetry(attempts=3, exceptions={Exception})), "refuse")
    fact("aiohttp_retry ExponentialRetry signature", lambda: inspect.signature(ExponentialRetry.__init__))
except ImportError:
    pass

claims("aiohttp", {
    "async with session.post": of("ClientSession > post"),
    "await session.post": of("ClientSession > post"),
    "async with session.get": of("ClientSession > get"),
    "ClientSession(base_url=)": of("ClientSession > post", place="base_url|0"),
    "aiohttp.request": of("request"),
})
claims("aiohttp-retry", {"aiohttp_retry RetryClient().post": of("RetryClient > post")})
run("aiohttp")
