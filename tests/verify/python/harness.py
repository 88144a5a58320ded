"""Measures what a Python library does when an LLM server refuses, fails or stalls.

A probe declares cases and calls run(); each (case, mode) prints one JSON line.

    from harness import case, fact, run
    def create(url, at):                  # url: "http://127.0.0.1:<port>"
        client = OpenAI(base_url=url + "/v1", api_key="x")
        at("call")                        # the last mark reached is where the error surfaces
        client.chat.completions.create(...)
    case("OpenAI chat.completions.create", create, "ok refuse 503 429")
    run("openai")

Modes: ok (control), refuse (a bound port without a listener), 400, 401, 404, 429, 429ra
(Retry-After: 1), 500, 503, reset (RST after the request), cut (RST after two chunks), end (the stream
ends cleanly without its last marker), hang (no answer).
Attempts are requests read by the server; for refuse, connect() calls seen by an audit hook.

claims() says which line of the catalog a case stands for; `npm run verify:catalog` runs those cases and compares.
"""
import asyncio
import functools
import http.client
import importlib.metadata
import inspect
import json
import os
import pathlib
import platform
import queue
import re
import subprocess
import sys
import threading
import time
import traceback

from errors import describe, qualified, stable
from guard import connects, is_loopback

# ---------------------------------------------------------------- servers


def _control():
    """The port of the servers' control: the runner's, or one that is started here and ends with this process."""
    given = os.environ.get("VERIFY_CONTROL")
    if given:
        return int(given)
    server = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "server.mjs")
    _control.process = subprocess.Popen(["node", server], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return int(_control.process.stdout.readline())


CONTROL = _control()


def _ask(path):
    connection = http.client.HTTPConnection("127.0.0.1", CONTROL, timeout=30)
    connection.request("GET", path)
    answer = json.load(connection.getresponse())
    connection.close()
    return answer


class Target:
    """One loopback port in one mode, with the attempts it saw."""

    def __init__(self, mode):
        self.mode = mode
        self.port = _ask(f"/open/{mode}")["port"]
        self.url = f"http://127.0.0.1:{self.port}"

    def seen(self):
        if self.mode == "refuse":
            return [(t, "connect") for t, _, port in list(connects) if port == self.port]
        return [(one["at"] / 1000, one["request"]) for one in _ask(f"/seen/{self.port}")]


# ---------------------------------------------------------------- cases

_cases, _lock = [], threading.Lock()
_out, sys.stdout = sys.stdout, sys.stderr  # what a library prints must not end up among the results
_claims, _shapes = {}, []
_library = {"library": "?", "version": "?"}
_verified = json.loads(os.environ.get("VERIFY_ENTRIES", "null"))  # what the catalog says, by entry; None: all is measured


def _emit(record):
    claim = _claims.get(record["what"], {})
    with _lock:
        print(json.dumps({**_library, **record, **claim, **_about(claim.get("entry"))}), file=_out, flush=True)


@functools.cache
def _about(entry):
    """The version of what the entry is about, where that is another distribution than the probe's, or Python's own."""
    if entry and entry.split(".")[0] in sys.stdlib_module_names:
        return {"library": "Python", "version": platform.python_version()}
    for name in (entry, f"{entry}2"):
        try:
            return {"library": name, "version": importlib.metadata.version(name)}
        except (importlib.metadata.PackageNotFoundError, ValueError):
            continue
    return {}


def case(what, fn, modes="ok refuse", cap=60, serial=False, notes=None):
    for mode in modes.split():
        _cases.append((what, fn, mode, min(cap, 8) if mode == "hang" else cap, serial, notes))


def fact(what, get):
    """One fact that needs no server: a default, a signature, an import path. `get` is called."""
    _cases.append((what, get, None, 30, True, None))


def claims(entry, cases, objects=None):
    """Which line of the catalog a case stands for, by what it is called; `objects` make the entry's objects, by their kinds."""
    _claims.update({what: {"entry": entry, "order": order, **claim} for order, (what, claim) in enumerate(cases.items())})
    _shapes.append((entry, objects or {}))


def of(path, **rest):
    """`path` leads through the entry (`OpenAI > chat.completions.create`); `place` is where the base URL was given,
    `retries` the option and its number, `stream` a stream, `env` the variable that the address came from."""
    return {"path": path, **rest}


class _Marks(list):
    """`at("call")` notes how far the case got; `at.calls` replaces the attempts, for wrapped functions."""

    calls = None

    def __call__(self, mark):
        self.append(mark)


def _once(what, fn, mode, cap, notes):
    if mode is None:
        try:
            value = fn()
        except BaseException as error:
            value = f"{qualified(type(error))}: {str(error)[:200]}"
        return _emit({"what": what, "mode": "fact", "value": value if isinstance(value, (dict, list, int, float, bool, type(None))) else stable(str(value))[:1500]})
    target, marks, box = Target(mode), _Marks(["construct"]), {}

    def body():
        try:
            value = fn(target.url, marks)
            if inspect.iscoroutine(value):
                value = asyncio.run(value)
            box["value"] = value
        except BaseException as error:
            box["error"] = error
        box["end"] = time.monotonic()

    start = time.monotonic()
    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    thread.join(cap)
    done = "end" in box
    seen = target.seen() if marks.calls is None else [(t, "call") for t in marks.calls]
    record = {"what": what, "mode": mode, "attempts": len(seen), "seconds": round((box["end"] if done else time.monotonic()) - start, 2), "finished": done}
    if len(seen) > 1:
        times = [t for t, _ in seen]
        record["gaps"] = [round(b - a, 2) for a, b in zip(times, times[1:])][:20]
    if seen and mode != "refuse":
        record["paths"] = sorted({p for _, p in seen})
    if done and "error" in box:
        record.update(describe(box["error"]))
        record["tests"] = _tests(what, box["error"])
        record["surfaces"] = marks[-1]
        if os.environ.get("PROBE_TRACE") and mode in os.environ["PROBE_TRACE"].split():
            traceback.print_exception(box["error"])
    elif done:
        record.update(error=None, value=str(box["value"])[:120])
    else:
        record.update(error=None, surfaces=f"still in {marks[-1]} after {cap} s")
    foreign = {h for t, h, _ in list(connects) if t >= start and not is_loopback(h)}
    if foreign:
        record["foreign"] = sorted(map(str, foreign))
    if notes:
        record["notes"] = notes
    _emit(record)


def _tests(what, error):
    """The tests of the catalog, evaluated as a program would: by `isinstance` of the class that they name."""
    found = {}
    for test in (_verified or {}).get(_claims.get(what, {}).get("entry"), {}).get("tests", []):
        try:
            known = getattr(importlib.import_module(test["module"]), test["name"])
            found[f"{test['module']}.{test['name']}"] = isinstance(error, known)
        except (ImportError, AttributeError):
            pass
    return found


def _shape(entry, makers):
    """Names of the entry that are not there: exports, and calls of objects."""
    said = _verified[entry]
    missing = [name for name in said["exports"] if not any(_has(package, name) for package in said["packages"])]
    _emit({"what": f"exports of {entry}", "kind": "shape", "entry": entry, "missing": missing})
    for kind, make in makers.items():
        try:
            thing = make("http://127.0.0.1:9")
        except Exception as error:
            _emit({"what": kind, "kind": "shape", "entry": entry, "object": kind, "absent": [], "note": str(error)[:200]})
            continue
        absent = [path for path in said["calls"].get(kind, []) if not _reach(thing, path)]
        _emit({"what": kind, "kind": "shape", "entry": entry, "object": kind, "absent": absent})


def _has(package, name):
    """Whether a package or a loaded module in it has the name; otherwise whether its source defines or imports it."""
    try:
        module = importlib.import_module(package)
    except Exception:
        return False
    if any(name in vars(one) for at, one in list(sys.modules.items()) if one is not None and (at == package or at.startswith(package + "."))):
        return True
    try:
        if hasattr(module, name):
            return True
    except ImportError:
        pass
    pattern = re.compile(rf"(?m)^\s*(?:(?:async )?def|class) {name}\b|^{name}\b\s*[:=]|import .*\b{name}\b|^\s+{name},$")
    return pattern.search(_sources(package)) is not None


@functools.cache
def _sources(package):
    folders = getattr(sys.modules[package], "__path__", [])
    return "\n".join(file.read_text(errors="replace") for folder in folders for file in pathlib.Path(folder).rglob("*.py"))


def _reach(thing, path):
    for name in path.split("."):
        try:
            thing = getattr(thing, name)
        except Exception:
            return False
    return callable(thing)


def sync(make, send):
    """A case: make the client, send, done."""
    def fn(url, at):
        m = make(url)
        at("call")
        return type(send(m)).__name__
    return fn


def asyn(make, send):
    """The same, awaited."""
    async def fn(url, at):
        m = make(url)
        at("create")
        pending = send(m)
        at("await")
        return type(await pending).__name__
    return fn


def streaming(make, send):
    """Send, then read to the end."""
    def fn(url, at):
        m = make(url)
        at("call")
        s = send(m)
        at("iterate")
        return sum(1 for _ in s)
    return fn


def astreaming(make, send):
    """The same with `async for`; `send` returns the iterator, or a coroutine of it."""
    async def fn(url, at):
        m = make(url)
        at("call")
        s = send(m)
        if inspect.isawaitable(s):
            at("await")
            s = await s
        at("iterate")
        n = 0
        async for _ in s:
            n += 1
        return n
    return fn


def run(distribution, at_once=8):
    """Runs the declared cases: serial ones and controls first, then the others side by side."""
    _library.update(library=distribution, version=importlib.metadata.version(distribution))
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    chosen = [c for c in _cases if only in c[0]]
    if _verified is not None:
        chosen = [c for c in chosen if _claims.get(c[0], {}).get("entry") in _verified]
        unknown = set(_claims) - {c[0] for c in _cases}
        for entry, makers in _shapes:
            if entry in _verified:
                _shape(entry, makers)
                _emit({"what": f"cases of {entry}", "kind": "shape", "entry": entry, "object": "cases", "absent": sorted(w for w in unknown if _claims[w]["entry"] == entry)})
    side = queue.Queue()
    for what, fn, mode, cap, serial, notes in sorted(chosen, key=lambda c: c[2] is not None):
        if serial or mode == "ok":
            _once(what, fn, mode, cap, notes)
        else:
            side.put((what, fn, mode, cap, notes))

    def worker():
        while True:
            try:
                _once(*side.get_nowait())
            except queue.Empty:
                return

    threads = [threading.Thread(target=worker, daemon=True) for _ in range(at_once)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    os._exit(0)  # a retry loop without an end may still be running
