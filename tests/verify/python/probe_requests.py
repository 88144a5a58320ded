"""requests and urllib3's Retry mounted on it."""
import inspect

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from harness import case, claims, fact, of, run

BODY = {"model": "m", "messages": [{"role": "user", "content": "hi"}]}
ALL = "ok refuse 429 503 reset cut hang"


def post(**kw):
    def fn(url, at):
        at("call")
        r = requests.post(url + "/v1/chat/completions", json=BODY, **kw)
        return r.status_code
    return fn


def get(url, at):
    at("call")
    return requests.get(url + "/v1/models").status_code


def mounted(max_retries, method="POST", raise_status=False, prefix="http://"):
    def fn(url, at):
        s = requests.Session()
        s.mount(prefix, HTTPAdapter(max_retries=max_retries))
        at("call")
        r = s.request(method, url + "/v1/chat/completions", json=BODY)
        if raise_status:
            at("raise_for_status")
            r.raise_for_status()
        return r.status_code
    return fn


def raising(url, at):
    at("call")
    r = requests.post(url + "/v1/chat/completions", json=BODY)
    at("raise_for_status")
    r.raise_for_status()


def stream(url, at):
    at("call")
    r = requests.post(url + "/v1/chat/completions", json={**BODY, "stream": True}, stream=True)
    at("iterate")
    return sum(1 for _ in r.iter_lines())


case("requests.post", post(), ALL)
case("requests.get", get, ALL)
case("requests.post(timeout=0.5)", post(timeout=0.5), "hang")
case("requests.post + raise_for_status", raising, "429 503")
case("requests.post(stream=True) iter_lines", stream, "ok refuse 503 cut end")
for method in ("POST", "GET"):
    case(f"HTTPAdapter(max_retries=3) {method}", mounted(3, method), "ok refuse 503 reset")
    case(f"HTTPAdapter(Retry(total=3)) {method}", mounted(Retry(total=3), method), "ok refuse 503 429ra reset")
    case(f"HTTPAdapter(Retry(total=3, backoff_factor=0.5, status_forcelist=[429, 503])) {method}",
         mounted(Retry(total=3, backoff_factor=0.5, status_forcelist=[429, 503]), method), "refuse 503 reset")
case("HTTPAdapter(Retry(total=3, connect=0)) POST", mounted(Retry(total=3, connect=0)), "refuse")
case("HTTPAdapter(Retry(connect=3)) POST", mounted(Retry(connect=3)), "refuse 503")
case("HTTPAdapter(Retry(total=0)) POST", mounted(Retry(total=0)), "refuse")
case("HTTPAdapter(Retry(total=3, status_forcelist=[503], allowed_methods=None)) POST",
     mounted(Retry(total=3, status_forcelist=[503], allowed_methods=None)), "refuse 503 reset")
case("HTTPAdapter(Retry(total=3, status_forcelist=[503], allowed_methods=['POST'], raise_on_status=False)) POST",
     mounted(Retry(total=3, status_forcelist=[503], allowed_methods=["POST"], raise_on_status=False)), "503")
case("mounted on https:// only, http url", mounted(Retry(total=3), prefix="https://"), "refuse")

fact("Retry signature", lambda: inspect.signature(Retry.__init__))
fact("HTTPAdapter signature", lambda: inspect.signature(HTTPAdapter.__init__))
fact("post signature", lambda: inspect.signature(requests.post))
fact("requests.ConnectionError is requests.exceptions.ConnectionError", lambda: requests.ConnectionError is requests.exceptions.ConnectionError)
fact("requests.ConnectionError is builtin", lambda: requests.ConnectionError is ConnectionError)
fact("Session methods", lambda: [n for n in dir(requests.Session) if not n.startswith("_")])
fact("url without scheme", lambda: requests.post("localhost:8000/v1"))
fact("ip without scheme", lambda: requests.post("127.0.0.1:8000/v1"))
fact("Timeout classes", lambda: {n: [c.__module__ + "." + c.__name__ for c in getattr(requests.exceptions, n).__mro__[1:-2]] for n in ("ConnectTimeout", "ReadTimeout", "ConnectionError", "ChunkedEncodingError", "RetryError", "HTTPError", "JSONDecodeError")})

claims("requests", {
    "requests.post": of("post"),
    "requests.get": of("get"),
    "requests.post(stream=True) iter_lines": of("post"),
})
run("requests")
