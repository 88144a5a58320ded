"""Measures what a Python library does when an LLM server refuses, fails or stalls.

A probe declares cases and calls run(); each (case, mode) prints one JSON line.

    from harness import case, fact, run
    def create(url, at):                  # url: "http://127.0.0.1:<port>"
        client = OpenAI(base_url=url + "/v1", api_key="x")
        at("call")                        # the last mark reached is where the error surfaces
        client.chat.completions.create(...)
    case("OpenAI chat.completions.create", create, "ok refuse 503 429")
    run("openai")

Modes: ok (control), refuse (a bound port that nobody listens on), 400, 401, 404, 429, 429ra
(Retry-After: 1), 500, 503, reset (RST after the request), cut (RST after two chunks), end (the stream
ends cleanly without its last marker), hang (no answer).
Attempts are requests read by the server; for refuse, connect() calls seen by an audit hook.
"""
import asyncio
import base64
import importlib.metadata
import inspect
import json
import os
import queue
import re
import socket
import struct
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

for _name in [n for n in os.environ if n.lower().endswith("_proxy")]:
    del os.environ[_name]  # a proxy would be what refuses
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"

# ---------------------------------------------------------------- connects

_connects = []  # (time, host, port)


def _audit(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        _connects.append((time.monotonic(), args[1][0], args[1][1]))


sys.addaudithook(_audit)

# ---------------------------------------------------------------- server

TEXT = '{"name": "Ada", "age": 36}'


def _answer(path, body):
    """(content type, list of chunks, last marker, or None for the whole) of a healthy server."""
    model = body.get("model") or "m"
    stream = bool(body.get("stream"))
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    path = path.split("?")[0]

    def sse(events, last="data: [DONE]\n\n", named=False):
        lines = [
            (f"event: {e['type']}\n" if named else "") + f"data: {json.dumps(e)}\n\n" for e in events
        ]
        return "text/event-stream", lines, last

    if path.endswith("/chat/completions"):
        base = {"id": "c1", "created": 1, "model": model}
        tools, choice = body.get("tools"), body.get("tool_choice")
        message = {"role": "assistant", "content": TEXT}
        finish = "stop"
        if tools and choice not in (None, "auto", "none"):
            call = {"id": "t1", "type": "function", "function": {"name": tools[0]["function"]["name"], "arguments": TEXT}}
            message, finish = {"role": "assistant", "content": None, "tool_calls": [call]}, "tool_calls"
        if stream:
            delta = lambda d, f=None: {**base, "object": "chat.completion.chunk", "choices": [{"index": 0, "delta": d, "finish_reason": f}]}
            first = {k: v for k, v in message.items() if k != "tool_calls"}
            if "tool_calls" in message:
                first["tool_calls"] = [{"index": 0, **message["tool_calls"][0]}]
            return sse([delta(first), delta({"content": ""}), delta({}, finish)])
        return "application/json", {**base, "object": "chat.completion", "usage": usage, "choices": [{"index": 0, "message": message, "finish_reason": finish, "logprobs": None}]}, None
    if path.endswith("/responses"):
        out = {"type": "message", "id": "m1", "role": "assistant", "status": "completed", "content": [{"type": "output_text", "text": TEXT, "annotations": []}]}
        resp = {"id": "r1", "object": "response", "created_at": 1, "model": model, "status": "completed", "output": [out], "parallel_tool_calls": True, "tool_choice": "auto", "tools": [], "error": None, "incomplete_details": None, "instructions": None, "metadata": {}, "usage": {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2, "input_tokens_details": {"cached_tokens": 0}, "output_tokens_details": {"reasoning_tokens": 0}}}
        if stream:
            pending = {**resp, "status": "in_progress", "output": []}
            return sse([
                {"type": "response.created", "sequence_number": 0, "response": pending},
                {"type": "response.in_progress", "sequence_number": 1, "response": pending},
                {"type": "response.completed", "sequence_number": 2, "response": resp},
            ], "", True)
        return "application/json", resp, None
    if path.endswith("/completions"):
        one = {"id": "c1", "object": "text_completion", "created": 1, "model": model}
        piece = lambda t, f=None: {**one, "choices": [{"index": 0, "text": t, "finish_reason": f, "logprobs": None}]}
        if stream:
            return sse([piece("a"), piece("b"), piece("", "stop")])
        return "application/json", {**piece(TEXT, "stop"), "usage": usage}, None
    if path.endswith("/embeddings"):
        given = body.get("input")
        many = len(given) if isinstance(given, list) and given and not isinstance(given[0], int) else 1
        vector = [0.1, 0.2]
        if body.get("encoding_format") == "base64":
            vector = base64.b64encode(struct.pack("<2f", 0.1, 0.2)).decode()
        return "application/json", {"object": "list", "model": model, "usage": usage, "data": [{"object": "embedding", "index": i, "embedding": vector} for i in range(many)]}, None
    if path.endswith("/models"):
        return "application/json", {"object": "list", "data": [{"id": "m", "object": "model", "created": 1, "owned_by": "x", "type": "model", "display_name": "m", "created_at": "2024-01-01T00:00:00Z"}], "has_more": False, "first_id": "m", "last_id": "m"}, None
    if path.endswith("/messages"):
        usage = {"input_tokens": 1, "output_tokens": 1}
        msg = {"id": "m1", "type": "message", "role": "assistant", "model": model, "content": [{"type": "text", "text": TEXT}], "stop_reason": "end_turn", "stop_sequence": None, "usage": usage}
        if stream:
            return sse([
                {"type": "message_start", "message": {**msg, "content": [], "stop_reason": None}},
                {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "a"}},
                {"type": "content_block_stop", "index": 0},
                {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 1}},
                {"type": "message_stop"},
            ], "", True)
        return "application/json", msg, None
    if path.endswith(("/api/chat", "/api/generate")):
        part = {"message": {"role": "assistant", "content": "a"}} if path.endswith("chat") else {"response": "a"}
        one = {"model": model, "created_at": "2024-01-01T00:00:00Z", **part}
        done = {**one, "done": True, "done_reason": "stop", "eval_count": 1, "prompt_eval_count": 1}
        if body.get("stream", True):
            return "application/x-ndjson", [json.dumps({**one, "done": False}) + "\n"] * 2, json.dumps(done) + "\n"
        return "application/json", done, None
    if path.endswith("/api/embed"):
        given = body.get("input")
        return "application/json", {"model": model, "embeddings": [[0.1, 0.2]] * (len(given) if isinstance(given, list) else 1)}, None
    if path.endswith("/api/embeddings"):
        return "application/json", {"embedding": [0.1, 0.2]}, None
    if path.endswith("/api/tags"):
        return "application/json", {"models": []}, None
    if path.endswith("/api/show"):
        return "application/json", {"details": {}, "model_info": {}, "capabilities": ["completion", "tools"]}, None
    if "generateContent" in path or "streamGenerateContent" in path:
        one = {"candidates": [{"content": {"role": "model", "parts": [{"text": "a"}]}, "finishReason": "STOP", "index": 0}]}
        if "stream" in path:
            return sse([one, one, one], "")
        return "application/json", one, None
    return "application/json", {"ok": True}, None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def _serve(self):
        server, mode = self.server, self.server.mode
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length) if length else b""
        try:
            body = json.loads(raw or b"{}")
            body = body if isinstance(body, dict) else {}
        except ValueError:
            body = {}
        server.requests.append((time.monotonic(), f"{self.command} {self.path}"))
        if mode == "hang":
            time.sleep(120)
            return self._reset()
        if mode == "reset":
            return self._reset()
        if mode[:3].isdigit():
            data = json.dumps({"error": {"message": f"mode {mode}", "type": "x", "code": None}}).encode()
            self.send_response(int(mode[:3]))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            if mode.endswith("ra"):
                self.send_header("Retry-After", "1")
            self.end_headers()
            self.wfile.write(data)
            return
        kind, parts, last = _answer(self.path, body)
        if isinstance(parts, dict):
            data = json.dumps(parts).encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if mode == "cut":
                self.wfile.write(data[: len(data) // 2])
                time.sleep(0.05)
                return self._reset()
            self.wfile.write(data)
            return
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for i, part in enumerate(parts + [last]):
            if mode in ("cut", "end") and i == 2:
                break
            if part:
                self._chunk(part)
        if mode == "cut":
            time.sleep(0.2)
            return self._reset()
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, text):
        data = text.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def _reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _serve


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def shutdown_request(self, request):  # no FIN before the RST
        self.close_request(request)

    def handle_error(self, request, client_address):
        pass


class Target:
    """One loopback port in one mode, with the attempts it saw."""

    kept = []  # a closed port given out twice would count the connects of both

    def __init__(self, mode):
        self.kept.append(self)
        self.mode = mode
        self.server = None
        if mode == "refuse":
            self.held = socket.socket()  # bound, never listening: refuses, and nobody else gets it
            self.held.bind(("127.0.0.1", 0))
            self.port = self.held.getsockname()[1]
        else:
            self.server = _Server(("127.0.0.1", 0), _Handler)
            self.server.mode, self.server.requests = mode, []
            self.port = self.server.server_address[1]
            threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.port}"

    def seen(self):
        if self.server:
            return [(t, p) for t, p in list(self.server.requests)]
        return [(t, "connect") for t, _, port in list(_connects) if port == self.port]


# ---------------------------------------------------------------- errors

_KNOWN = """builtins.ConnectionRefusedError builtins.ConnectionError builtins.ConnectionResetError builtins.TimeoutError
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
    for name in _KNOWN:
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


# ---------------------------------------------------------------- cases

_cases, _lock = [], threading.Lock()
_out, sys.stdout = sys.stdout, sys.stderr  # what a library prints must not end up among the results
_library = {"library": "?", "version": "?"}


def _emit(record):
    with _lock:
        print(json.dumps({**_library, **record}), file=_out, flush=True)


def case(what, fn, modes="ok refuse", cap=60, serial=False, notes=None):
    for mode in modes.split():
        _cases.append((what, fn, mode, min(cap, 8) if mode == "hang" else cap, serial, notes))


def fact(what, get):
    """One fact that needs no server: a default, a signature, an import path. `get` is called."""
    _cases.append((what, get, None, 30, True, None))


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
        record["surfaces"] = marks[-1]
        if os.environ.get("PROBE_TRACE") and mode in os.environ["PROBE_TRACE"].split():
            traceback.print_exception(box["error"])
    elif done:
        record.update(error=None, value=str(box["value"])[:120])
    else:
        record.update(error=None, surfaces=f"still in {marks[-1]} after {cap} s")
    foreign = {h for t, h, _ in list(_connects) if t >= start and not h.startswith(("127.", "::1", "localhost"))}
    if foreign:
        record["foreign_connects"] = len(foreign)
    if notes:
        record["notes"] = notes
    _emit(record)


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
