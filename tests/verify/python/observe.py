"""Runs a program of `../findings` as `python PROGRAM` does, and writes what became of it into the file VERIFY_REPORT.

Before its first connection it makes the file VERIFY_KNOCK, after which a server that is late comes up.
"""
import atexit
import json
import os
import runpy
import signal
import sys
import time

from errors import cause_chain, describe
from guard import connects, is_loopback

fatal = None
has_knocked = False


def knock(event, _):
    global has_knocked
    if event == "socket.connect" and not has_knocked:
        has_knocked = True
        open(os.environ["VERIFY_KNOCK"], "w").close()


sys.addaudithook(knock)


def report():
    shift = time.time() - time.monotonic()
    by_port = {}
    for at, host, port in connects:
        if is_loopback(host):
            by_port.setdefault(str(port), []).append(round((at + shift) * 1000))
    away = sorted({str(host) for _, host, _ in connects if not is_loopback(host)})
    with open(os.environ["VERIFY_REPORT"], "w", encoding="utf-8") as file:
        json.dump({"fatal": fatal, "away": away, "connects": by_port}, file)


def stop(*_):
    report()
    os._exit(143)


atexit.register(report)
signal.signal(signal.SIGTERM, stop)
try:
    runpy.run_path(sys.argv[1], run_name="__main__")
except BaseException as error:
    is_refused = any(getattr(one, "errno", None) == 111 or isinstance(one, ConnectionRefusedError) for one in cause_chain(error))
    fatal = {**describe(error), "isRefused": is_refused}
    raise
