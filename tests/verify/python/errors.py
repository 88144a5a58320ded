"""What an exception is: its class, what would catch it, what it came from."""
import re
import sys

KNOWN = """builtins.ConnectionRefusedError builtins.ConnectionError builtins.ConnectionResetError builtins.TimeoutError
builtins.OSError builtins.RuntimeError builtins.ValueError builtins.Exception requests.exceptions.ConnectionError requests.exceptions.RequestException
requests.exceptions.HTTPError requests.exceptions.ChunkedEncodingError urllib3.exceptions.MaxRetryError urllib3.exceptions.HTTPError
httpx2.ConnectError httpx2.TransportError httpx2.RequestError httpx2.HTTPError httpx2.HTTPStatusError
urllib.error.URLError urllib.error.HTTPError http.client.HTTPException httpx.ConnectError httpx.ReadError httpx.RemoteProtocolError httpx.TransportError
httpx.RequestError httpx.HTTPError httpx.HTTPStatusError aiohttp.ClientConnectorError aiohttp.ClientConnectionError aiohttp.ClientPayloadError aiohttp.ClientError
openai.APIConnectionError openai.APITimeoutError openai.APIStatusError openai.RateLimitError openai.InternalServerError
openai.APIError openai.OpenAIError anthropic.APIConnectionError anthropic.APIStatusError anthropic.APIError anthropic.AnthropicError
litellm.exceptions.APIConnectionError tenacity.RetryError""".split()


def qualified(cls):
    return f"{cls.__module__}.{cls.__qualname__}" if cls.__module__ != "builtins" else cls.__qualname__


def matches(cls):
    """The well known classes whose `except` clause would catch it (of the modules that are loaded)."""
    found = []
    for name in KNOWN:
        module, _, attribute = name.rpartition(".")
        known = getattr(sys.modules.get(module), attribute, None)
        if isinstance(known, type) and issubclass(cls, known):
            found.append(name.removeprefix("builtins."))
    return found


def cause_chain(error):
    chain, seen = [], set()
    while error is not None and id(error) not in seen and len(chain) < 20:
        seen.add(id(error))
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def stable(text):
    """Without what differs from run to run: ports, addresses in memory."""
    return re.sub(r"0x[0-9a-f]{6,}", "0x…", re.sub(r"(:|port=|'127\.0\.0\.1', )\d{5}\b", r"\1<port>", text))


def describe(error):
    chain = cause_chain(error)
    out = {
        "error": qualified(type(error)),
        "mro": [qualified(c) for c in type(error).__mro__],
        "matches": matches(type(error)),
        "message": stable(str(error))[:300],
        "cause_chain": [qualified(type(e)) for e in chain[1:]],
    }
    errno_at = next((i for i, e in enumerate(chain) if getattr(e, "errno", None) == 111), None)
    if errno_at is not None:
        out["errno_111_at_depth"] = errno_at
    if isinstance(error, BaseExceptionGroup):
        out["inside"] = [qualified(type(e)) for e in error.exceptions]
    return out
