"""Imported before everything else: notes every connect, and lets none out of the machine."""
import os
import socket
import sys
import time

for _name in [n for n in os.environ if n.lower().endswith("_proxy")]:
    del os.environ[_name]  # a proxy would be what refuses
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "*"

connects = []  # (time, host, port)


def is_loopback(host):
    return host is None or str(host).startswith("127.") or host in ("::1", "localhost", "", b"localhost", b"127.0.0.1", "0.0.0.0", "::")


def _audit(event, args):
    """Counts connects, and lets none out of the machine."""
    if event == "socket.connect" and isinstance(args[1], tuple):
        connects.append((time.monotonic(), args[1][0], args[1][1]))
        if not is_loopback(args[1][0]):
            raise OSError("not to be reached from here")
    if event == "socket.getaddrinfo" and not is_loopback(args[0]):
        connects.append((time.monotonic(), str(args[0]), args[1]))
        raise socket.gaierror(socket.EAI_NONAME, "not to be looked up from here")


sys.addaudithook(_audit)
