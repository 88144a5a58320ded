"""niquests: functions, a session, and their asynchronous twins."""
import niquests

from harness import asyn, case, claims, of, run, sync

BODY = {"model": "m", "messages": []}
PATH = "/v1/chat/completions"
case("post", sync(lambda url: url, lambda url: niquests.post(url + PATH, json=BODY)), "ok refuse 429 503 reset hang")
case("get", sync(lambda url: url, lambda url: niquests.get(url + "/v1/models")), "ok refuse")
case("apost", asyn(lambda url: url, lambda url: niquests.apost(url + PATH, json=BODY)), "ok refuse")
case("Session(base_url=)", sync(lambda url: niquests.Session(base_url=url), lambda session: session.get("/v1/models")))
for n in (0, 1):
    case(f"Session(retries={n})", sync(lambda url, n=n: (niquests.Session(retries=n), url), lambda pair: pair[0].get(pair[1] + "/v1/models")), "refuse")
case("AsyncSession", asyn(lambda url: (niquests.AsyncSession(), url), lambda pair: pair[0].get(pair[1] + "/v1/models")), "ok refuse")
claims("niquests", {
    "post": of("post"),
    "get": of("get"),
    "apost": of("apost"),
    "Session(base_url=)": of("Session > get", place="base_url"),
    "Session(retries=0)": of("Session > get", retries=("retries", 0)),
    "Session(retries=1)": of("Session > get", retries=("retries", 1)),
    "AsyncSession": of("AsyncSession > get"),
})
run("niquests")
