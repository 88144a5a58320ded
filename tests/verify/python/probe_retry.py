"""Retry wrappers: tenacity, backoff, stamina, retrying, retry (or retry2), opnieuw, and what keeps failures; a call that always fails is counted.

Attempts are calls of the wrapped function. Where it is a real client, they are connects, as elsewhere.
"""
import asyncio
import importlib.metadata
import inspect
import time

from harness import case, claims, fact, of, run


def has(name):
    try:
        return __import__(name)
    except ImportError:
        return None


def counted(what, wrap, error=None, cap=60, limit=40):
    """`wrap(ask)` gives the callable that retries `ask`, which always fails; stopped after `limit` calls."""
    def fn(url, at):
        at.calls = []

        def ask(*args):
            at.calls.append(time.monotonic())
            if len(at.calls) > limit:
                raise KeyboardInterrupt("stopped by the probe: no end in sight")
            raise error or ConnectionRefusedError(111, "Connection refused")

        at("call")
        result = wrap(ask)()
        if inspect.iscoroutine(result):
            result = asyncio.run(result)
        return f"returned {result!r}"
    case(what, fn, "refuse", cap=cap)


requests, httpx, openai = has("requests"), has("httpx"), has("openai")
ask_requests = lambda url: requests.post(url + "/v1/chat/completions", json={})
ask_raise = lambda url: requests.post(url + "/v1/chat/completions", json={}).raise_for_status()
ask_httpx = lambda url: httpx.post(url + "/v1/chat/completions", json={})
ask_openai = lambda url, **kw: openai.OpenAI(base_url=url + "/v1", api_key="x", **kw).chat.completions.create(model="m", messages=[{"role": "user", "content": "hi"}])


def real(what, wrap, ask, modes="refuse"):
    """The wrapped function is a real client."""
    def fn(url, at):
        at("call")
        result = wrap(lambda: ask(url))()
        return result
    case(what, fn, modes)


tenacity = has("tenacity")
if tenacity:
    t = tenacity
    counted("tenacity @retry (bare)", lambda f: t.retry(f), limit=200)
    counted("tenacity @retry() (called)", lambda f: t.retry()(f), limit=200)
    counted("tenacity @retry(stop=stop_after_attempt(3))", lambda f: t.retry(stop=t.stop_after_attempt(3))(f))
    counted("tenacity @retry(stop=stop_after_attempt(3), reraise=True)", lambda f: t.retry(stop=t.stop_after_attempt(3), reraise=True)(f))
    counted("tenacity stop_after_attempt(3) + wait_exponential()", lambda f: t.retry(stop=t.stop_after_attempt(3), wait=t.wait_exponential())(f))
    counted("tenacity stop_after_attempt(4) + wait_random_exponential(min=1, max=60)", lambda f: t.retry(stop=t.stop_after_attempt(4), wait=t.wait_random_exponential(min=1, max=60))(f))
    counted("tenacity stop_after_delay(1) + wait_fixed(0.3)", lambda f: t.retry(stop=t.stop_after_delay(1), wait=t.wait_fixed(0.3))(f))
    counted("tenacity retry_error_callback", lambda f: t.retry(stop=t.stop_after_attempt(2), retry_error_callback=lambda s: None)(f))
    counted("tenacity retry_if_exception_type(ConnectionError) on ConnectionRefusedError", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_exception_type(ConnectionError))(f))
    counted("tenacity retry_if_not_exception_type(ValueError)", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_not_exception_type(ValueError))(f))
    counted("tenacity retry_if_result, error raised", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_result(lambda r: r is None))(f))
    counted("tenacity @retry bare on KeyboardInterrupt", lambda f: t.retry(f), error=KeyboardInterrupt("ctrl-c"))

    def loop(f):
        def go():
            for attempt in t.Retrying(stop=t.stop_after_attempt(3)):
                with attempt:
                    f()
        return go

    def aloop(f):
        async def go():
            async for attempt in t.AsyncRetrying(stop=t.stop_after_attempt(3)):
                with attempt:
                    f()
        return go

    def adeco(f):
        @t.retry(stop=t.stop_after_attempt(3))
        async def go():
            f()
        return go

    counted("tenacity for attempt in Retrying(stop=3): with attempt", loop)
    counted("tenacity async for attempt in AsyncRetrying(stop=3)", aloop)
    counted("tenacity @retry(stop=3) on async def", adeco)
    counted("tenacity Retrying(stop=3)(fn)", lambda f: lambda: t.Retrying(stop=t.stop_after_attempt(3))(f))
    for label, types in (("ConnectionError", ConnectionError), ("ConnectionRefusedError", ConnectionRefusedError), ("OSError", OSError), ("Exception", Exception)):
        wrap = lambda f, types=types: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_exception_type(types))(f)
        if requests:
            real(f"tenacity retry_if_exception_type({label}) around requests.post", wrap, ask_requests)
        if httpx:
            real(f"tenacity retry_if_exception_type({label}) around httpx.post", wrap, ask_httpx)
        if openai:
            real(f"tenacity retry_if_exception_type({label}) around OpenAI create", wrap, ask_openai)
    three = lambda f: t.retry(stop=t.stop_after_attempt(3))(f)
    if requests:
        real("tenacity stop 3 around requests.post", three, ask_requests, "refuse 503")
        real("tenacity stop 3 around requests.post + raise_for_status", three, ask_raise, "503")
        real("tenacity retry_if_exception_type(requests.exceptions.ConnectionError) around requests.post", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_exception_type(requests.exceptions.ConnectionError))(f), ask_requests)
    if openai:
        real("tenacity stop 3 around OpenAI create", three, ask_openai, "refuse 503")
        real("tenacity stop 3 around OpenAI(max_retries=0) create", three, lambda u: ask_openai(u, max_retries=0), "refuse")
        real("tenacity retry_if_exception_type(openai.APIConnectionError)", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_exception_type(openai.APIConnectionError))(f), ask_openai, "refuse 503")
        if httpx:
            real("tenacity retry_if_exception_type(httpx.ConnectError) around OpenAI create", lambda f: t.retry(stop=t.stop_after_attempt(3), retry=t.retry_if_exception_type(httpx.ConnectError))(f), ask_openai)
    fact("tenacity Retrying signature", lambda: inspect.signature(t.BaseRetrying.__init__))
    fact("tenacity RetryError mro", lambda: [c.__name__ for c in t.RetryError.__mro__])

backoff = has("backoff")
if backoff:
    b = backoff
    counted("backoff on_exception(expo, Exception) no max", lambda f: b.on_exception(b.expo, Exception)(f), cap=20)
    counted("backoff on_exception(expo, Exception, max_tries=3)", lambda f: b.on_exception(b.expo, Exception, max_tries=3)(f))
    counted("backoff on_exception(expo, Exception, max_tries=1)", lambda f: b.on_exception(b.expo, Exception, max_tries=1)(f))
    counted("backoff on_exception(expo, Exception, max_time=3)", lambda f: b.on_exception(b.expo, Exception, max_time=3)(f))
    counted("backoff on_exception(constant, Exception, max_tries=3, interval=0.1)", lambda f: b.on_exception(b.constant, Exception, max_tries=3, interval=0.1)(f))
    counted("backoff on_exception(expo, Exception, max_tries=2, raise_on_giveup=False)", lambda f: b.on_exception(b.expo, Exception, max_tries=2, raise_on_giveup=False)(f))
    counted("backoff on_exception(expo, ValueError, max_tries=3) (another class)", lambda f: b.on_exception(b.expo, ValueError, max_tries=3)(f))

    def abackoff(f):
        @b.on_exception(b.expo, Exception, max_tries=3)
        async def go():
            f()
        return go

    counted("backoff on async def, max_tries=3", abackoff)
    for label, types in (("ConnectionError", ConnectionError), ("OSError", OSError)):
        wrap = lambda f, types=types: b.on_exception(b.expo, types, max_tries=3)(f)
        for name, ask in (("requests.post", ask_requests if requests else None), ("httpx.post", ask_httpx if httpx else None), ("OpenAI create", ask_openai if openai else None)):
            if ask:
                real(f"backoff on_exception(expo, {label}, max_tries=3) around {name}", wrap, ask)
    fact("backoff.on_exception signature", lambda: inspect.signature(b.on_exception))

stamina = has("stamina")
if stamina:
    s = stamina
    counted("stamina @retry(on=Exception)", lambda f: s.retry(on=Exception)(lambda: f()), cap=90)
    counted("stamina @retry(on=Exception, attempts=3)", lambda f: s.retry(on=Exception, attempts=3)(lambda: f()))
    counted("stamina @retry(on=Exception, attempts=1)", lambda f: s.retry(on=Exception, attempts=1)(lambda: f()))
    counted("stamina @retry(on=ValueError) (another class)", lambda f: s.retry(on=ValueError)(lambda: f()))

    def context(f):
        def go():
            for attempt in s.retry_context(on=Exception, attempts=3):
                with attempt:
                    f()
        return go

    def acontext(f):
        async def go():
            async for attempt in s.retry_context(on=Exception, attempts=3):
                with attempt:
                    f()
        return go

    counted("stamina for attempt in retry_context(on=Exception, attempts=3)", context)
    counted("stamina async for attempt in retry_context", acontext)
    counted("stamina RetryingCaller(attempts=3)", lambda f: lambda: s.RetryingCaller(attempts=3)(Exception, f))
    counted("stamina RetryingCaller(attempts=3).on(Exception)", lambda f: lambda: s.RetryingCaller(attempts=3).on(Exception)(f))
    fact("stamina.retry signature", lambda: inspect.signature(s.retry))
    fact("stamina.retry_context signature", lambda: inspect.signature(s.retry_context))
    fact("stamina exports", lambda: [n for n in dir(s) if not n.startswith("_")])

retry_module = has("retry")
if retry_module:
    r = retry_module.retry
    counted("retry @retry()", lambda f: r()(f), limit=200)
    counted("retry @retry(tries=3)", lambda f: r(tries=3)(f))
    counted("retry @retry(tries=3, delay=0.1, backoff=2)", lambda f: r(tries=3, delay=0.1, backoff=2)(f))
    counted("retry @retry(ValueError, tries=3) (another class)", lambda f: r(ValueError, tries=3)(f))
    counted("retry @retry (bare)", lambda f: r(f), limit=200)
    counted("retry_call(f, tries=3)", lambda f: lambda: __import__("retry.api", fromlist=["x"]).retry_call(f, tries=3))
    fact("retry.retry signature", lambda: inspect.signature(r))
    fact("retry exports", lambda: [n for n in dir(retry_module) if not n.startswith("_")])

retrying = has("retrying")
if retrying:
    q = retrying.retry
    counted("retrying @retry (bare)", lambda f: q(lambda: f()), cap=10, limit=200)
    counted("retrying @retry(stop_max_attempt_number=3)", lambda f: q(stop_max_attempt_number=3)(lambda: f()))
    counted("retrying @retry(stop_max_attempt_number=3, wrap_exception=True)", lambda f: q(stop_max_attempt_number=3, wrap_exception=True)(lambda: f()))
    counted("retrying @retry(wait_fixed=200, stop_max_attempt_number=3)", lambda f: q(wait_fixed=200, stop_max_attempt_number=3)(lambda: f()))
    counted("retrying @retry(stop_max_delay=500)", lambda f: q(stop_max_delay=500)(lambda: f()), limit=10 ** 7)
    counted("retrying @retry(retry_on_exception=lambda e: isinstance(e, ValueError))", lambda f: q(retry_on_exception=lambda e: isinstance(e, ValueError))(lambda: f()))
    counted("retrying @retry(retry_on_exception=(ValueError,), stop_max_attempt_number=3)", lambda f: q(retry_on_exception=(ValueError,), stop_max_attempt_number=3)(lambda: f()))
    fact("retrying.Retrying signature", lambda: inspect.signature(retrying.Retrying.__init__))

opnieuw = has("opnieuw")
if opnieuw:
    o = opnieuw
    counted("opnieuw @retry(retry_on_exceptions=Exception, max_calls_total=2)", lambda f: o.retry(retry_on_exceptions=Exception, max_calls_total=2, retry_window_after_first_call_in_seconds=2)(lambda: f()))
    counted("opnieuw @retry(retry_on_exceptions=ValueError) (another class)", lambda f: o.retry(retry_on_exceptions=ValueError, max_calls_total=2)(lambda: f()))

    def aopnieuw(f):
        @o.retry_async(retry_on_exceptions=Exception, max_calls_total=2, retry_window_after_first_call_in_seconds=2)
        async def go():
            f()
        return go

    counted("opnieuw @retry_async(retry_on_exceptions=Exception, max_calls_total=2)", aopnieuw)

contextlib, pytest = has("contextlib"), has("pytest")


def kept(manager):
    def wrap(f):
        def go():
            with manager():
                f()
        return go
    return wrap


counted("contextlib suppress(ValueError, OSError)", kept(lambda: contextlib.suppress(ValueError, OSError)))
counted("contextlib suppress(ValueError) (another class)", kept(lambda: contextlib.suppress(ValueError)))
if pytest:
    counted("pytest raises(ConnectionError)", kept(lambda: pytest.raises(ConnectionError)))
    counted("pytest raises(ValueError) (another class)", kept(lambda: pytest.raises(ValueError)))


def wraps(path, calls, place=None, another=False, error=None):
    """A wrapper's export: how often it calls (a number, or more than one), where that or the class was given."""
    return of(path, kind="wrapper", wanted=calls, place=place, another=another, thrown=error)


MANY = "more than 1"
if tenacity:
    claims("tenacity", {
        "tenacity @retry (bare)": wraps("retry", MANY),
        "tenacity @retry(stop=stop_after_attempt(3))": wraps("retry", 3, "stop", error="tenacity.RetryError"),
        "tenacity for attempt in Retrying(stop=3): with attempt": wraps("Retrying", 3, "stop", error="tenacity.RetryError"),
        "tenacity async for attempt in AsyncRetrying(stop=3)": wraps("AsyncRetrying", 3, "stop", error="tenacity.RetryError"),
        "tenacity retry_error_callback": wraps("retry", 2, "retry_error_callback"),
    })
if backoff:
    claims("backoff", {
        "backoff on_exception(expo, Exception) no max": wraps("on_exception", MANY),
        "backoff on_exception(expo, Exception, max_tries=3)": wraps("on_exception", 3, "max_tries"),
        "backoff on_exception(expo, Exception, max_tries=1)": wraps("on_exception", 1, "max_tries"),
        "backoff on_exception(expo, ValueError, max_tries=3) (another class)": wraps("on_exception", 1, "exception|1", another=True),
    })
if stamina:
    claims("stamina", {
        "stamina @retry(on=Exception)": wraps("retry", 10),
        "stamina @retry(on=Exception, attempts=3)": wraps("retry", 3, "attempts"),
        "stamina @retry(on=Exception, attempts=1)": wraps("retry", 1, "attempts"),
        "stamina @retry(on=ValueError) (another class)": wraps("retry", 1, "on", another=True),
        "stamina for attempt in retry_context(on=Exception, attempts=3)": wraps("retry_context", 3, "attempts|1"),
        "stamina async for attempt in retry_context": wraps("retry_context", 3, "attempts|1"),
    })
if retry_module:
    claims("retry", {
        "retry @retry()": wraps("retry", MANY),
        "retry @retry(tries=3)": wraps("retry", 3, "tries|1"),
        "retry @retry(ValueError, tries=3) (another class)": wraps("retry", 1, "exceptions|0", another=True),
        "retry_call(f, tries=3)": wraps("retry_call", 3, "tries|4"),
    })
if retrying:
    claims("retrying", {
        "retrying @retry (bare)": wraps("retry", MANY),
        "retrying @retry(stop_max_attempt_number=3)": wraps("retry", 3, "stop_max_attempt_number"),
        "retrying @retry(stop_max_attempt_number=3, wrap_exception=True)": wraps("retry", 3, "stop_max_attempt_number", error="retrying.RetryError"),
        "retrying @retry(retry_on_exception=(ValueError,), stop_max_attempt_number=3)": wraps("retry", 1, "retry_on_exception", another=True),
    })
if opnieuw:
    claims("opnieuw", {
        "opnieuw @retry(retry_on_exceptions=Exception, max_calls_total=2)": wraps("retry", 2, "max_calls_total"),
        "opnieuw @retry(retry_on_exceptions=ValueError) (another class)": wraps("retry", 1, "retry_on_exceptions", another=True),
        "opnieuw @retry_async(retry_on_exceptions=Exception, max_calls_total=2)": wraps("retry_async", 2, "max_calls_total"),
    })
claims("contextlib", {
    "contextlib suppress(ValueError, OSError)": wraps("suppress", 1),
    "contextlib suppress(ValueError) (another class)": wraps("suppress", 1, another=True),
})
if pytest:
    claims("pytest", {
        "pytest raises(ConnectionError)": wraps("raises", 1, "expected_exception|0"),
        "pytest raises(ValueError) (another class)": wraps("raises", 1, "expected_exception|0", another=True),
    })

versions = {}
for name in ("tenacity", "backoff", "stamina", "retry", "retry2", "retrying", "opnieuw", "pytest", "requests", "httpx", "openai"):
    try:
        versions[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
fact("versions", lambda: versions)
run(next(n for n in ("tenacity", "retry2", "backoff") if n in versions), at_once=8)
