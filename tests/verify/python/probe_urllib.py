"""urllib.request, http.client (standard library) and urllib3."""
import http.client
import inspect
import json
import urllib.request

import urllib3

from harness import case, claims, fact, of, run

DATA = json.dumps({"model": "m", "messages": []}).encode()
STREAM = json.dumps({"model": "m", "messages": [], "stream": True}).encode()
HEADERS = {"Content-Type": "application/json"}
PATH = "/v1/chat/completions"
ALL = "ok refuse 429 503 reset cut hang"


def urlopen(url, at):
    at("call")
    with urllib.request.urlopen(urllib.request.Request(url + PATH, data=DATA, headers=HEADERS)) as r:
        at("read")
        r.read()
        return r.status


def urlopen_get(url, at):
    at("call")
    with urllib.request.urlopen(url + "/v1/models") as r:
        at("read")
        return len(r.read())


def urlopen_stream(url, at):
    at("call")
    with urllib.request.urlopen(urllib.request.Request(url + PATH, data=STREAM, headers=HEADERS)) as r:
        at("iterate")
        return sum(1 for _ in r)


def urlopen_timeout(url, at):
    at("call")
    return urllib.request.urlopen(url + "/v1/models", timeout=0.5).status


def connection(url, at):
    c = http.client.HTTPConnection(url.removeprefix("http://"))
    at("call")
    c.request("POST", PATH, DATA, HEADERS)
    at("getresponse")
    r = c.getresponse()
    at("read")
    r.read()
    return r.status


def pool(method="POST", **kw):
    def fn(url, at):
        at("call")
        r = urllib3.PoolManager().request(method, url + PATH, body=DATA, headers=HEADERS, **kw)
        return r.status
    return fn


case("urllib.request.urlopen POST", urlopen, ALL)
case("urllib.request.urlopen GET", urlopen_get, ALL)
case("urllib.request.urlopen stream", urlopen_stream, "ok cut end")
case("urllib.request.urlopen(timeout=0.5)", urlopen_timeout, "hang")
case("http.client.HTTPConnection.request", connection, ALL)
case("urllib3.PoolManager().request POST", pool(), ALL)
case("urllib3.PoolManager().request GET", pool("GET"), ALL)
case("urllib3 request(retries=False)", pool(retries=False), "refuse 503")
case("urllib3 request(retries=0)", pool(retries=0), "refuse 503")
case("urllib3 request(retries=5)", pool(retries=5), "refuse 503")
case("urllib3.request (module)", lambda url, at: urllib3.request("POST", url + PATH, body=DATA).status, "ok refuse 503")
fact("urllib3 default Retry", lambda: urllib3.util.retry.Retry.DEFAULT)
fact("urllib3 DEFAULT_ALLOWED_METHODS", lambda: sorted(urllib3.util.retry.Retry.DEFAULT_ALLOWED_METHODS))
fact("urllib3 RETRY_AFTER_STATUS_CODES", lambda: sorted(urllib3.util.retry.Retry.RETRY_AFTER_STATUS_CODES))
fact("URLError mro", lambda: [c.__name__ for c in urllib.error.URLError.__mro__])
fact("HTTPError mro", lambda: [c.__name__ for c in urllib.error.HTTPError.__mro__])
fact("url without scheme", lambda: urllib.request.urlopen("localhost:8000/v1"))
fact("ip without scheme", lambda: urllib.request.urlopen("127.0.0.1:8000/v1"))
fact("urlopen signature", lambda: inspect.signature(urllib.request.urlopen))

claims("urllib", {
    "urllib.request.urlopen POST": of("urlopen"),
    "urllib.request.urlopen GET": of("urlopen"),
})
claims("http.client", {"http.client.HTTPConnection.request": of("HTTPConnection > request")})
claims("urllib3", {
    "urllib3.PoolManager().request POST": of("PoolManager > request"),
    "urllib3.PoolManager().request GET": of("PoolManager > request"),
    "urllib3 request(retries=5)": of("PoolManager > request", retries=("retries", 5)),
    "urllib3 request(retries=0)": of("PoolManager > request", retries=("retries", 0)),
    "urllib3.request (module)": of("request"),
})
run("urllib3")
