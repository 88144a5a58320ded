"""asyncio.gather, TaskGroup, tasks and executors around a refused request (standard library only)."""
import asyncio
import concurrent.futures
import platform
import urllib.request

import harness
from harness import case

PATH = "/v1/models"


def ask(url):
    return urllib.request.urlopen(url + PATH, timeout=5).status


async def aask(url):
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.close()
    return 200


async def gather(url, at):
    at("await")
    return await asyncio.gather(aask(url), aask(url))


async def gather_returned(url, at):
    at("await")
    return [type(r).__name__ for r in await asyncio.gather(aask(url), aask(url), return_exceptions=True)]


async def group(url, at):
    at("inside")
    async with asyncio.TaskGroup() as g:
        g.create_task(aask(url))
        g.create_task(aask(url))
        at("leaving the block")


async def group_except(url, at):
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(aask(url))
    except ConnectionRefusedError:
        return "except ConnectionRefusedError matched"


async def group_except_star(url, at):
    found = ""
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(aask(url))
    except* ConnectionRefusedError:
        found = "except* ConnectionRefusedError matched"
    return found


async def group_except_exception(url, at):
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(aask(url))
    except Exception as e:
        return f"except Exception matched {type(e).__name__}"


async def group_inner(url, at):
    async def safe():
        try:
            return await aask(url)
        except ConnectionRefusedError:
            return None
    async with asyncio.TaskGroup() as g:
        task = g.create_task(safe())
    return task.result()


async def lost_task(url, at):
    task = asyncio.create_task(aask(url))
    await asyncio.sleep(0.1)
    return "nothing raised" + (", task holds " + type(task.exception()).__name__ if task.done() and task.exception() else "")


async def create_then_await(url, at):
    at("create_task")
    task = asyncio.create_task(aask(url))
    at("await task")
    return await task


async def wait(url, at):
    done, _ = await asyncio.wait([asyncio.create_task(aask(url))])
    return "asyncio.wait raised nothing"


async def as_completed(url, at):
    at("iterate")
    for next_one in asyncio.as_completed([aask(url)]):
        at("await next")
        return await next_one


async def wait_for(url, at):
    at("await")
    return await asyncio.wait_for(aask(url), 5)


async def to_thread(url, at):
    at("await")
    return await asyncio.to_thread(ask, url)


async def run_in_executor(url, at):
    at("await")
    return await asyncio.get_running_loop().run_in_executor(None, ask, url)


def submit_only(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(ask, url)
    return "nothing raised"


def submit_result(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        at("submit")
        future = pool.submit(ask, url)
        at("result")
        return future.result()


def pool_map(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        at("map")
        results = pool.map(ask, [url])
        at("iterate")
        return list(results)


def map_unread(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.map(ask, [url])
    return "nothing raised"


def pool_as_completed(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        at("iterate")
        for f in concurrent.futures.as_completed([pool.submit(ask, url)]):
            at("result")
            return f.result()


def future_exception(url, at):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        return "exception() returned " + type(pool.submit(ask, url).exception()).__name__


for name, fn in list(globals().items()):
    if callable(fn) and getattr(fn, "__module__", "") == "__main__" and name not in ("ask", "aask"):
        case(name, fn, "refuse", serial=True)
harness.importlib.metadata.version = lambda _: platform.python_version()
harness.run("python")
