import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Repaired, type Surroundings, read, repairOf, repaired } from './harness.js';

/** Repairs a source's first call that is tried once, and checks that it then is tried again. */
function retried(source: string, surroundings?: Surroundings): Repaired {
  const once = (text: string) => read(text, surroundings).facts.calls.filter((c) => c.retry.kind === 'none');
  const result = repaired(source, ({ calls }) => { const call = calls.find((c) => c.retry.kind === 'none'); return call && { kind: 'wrap-with-retry', call, retries: 5 }; }, surroundings);
  expect(result.repair.safety).toBe('review');
  expect(once(result.output).length, result.output).toBe(once(source).length - 1);
  return result;
}

function refuses(source: string): void {
  expect(repairOf(source, ({ calls: [call] }) => call && { kind: 'wrap-with-retry', call, retries: 5 })).toBeUndefined();
}

const URL = '"http://localhost:8000/v1/chat/completions"';
const OFF = 'from openai import AsyncOpenAI, OpenAI\nclient = OpenAI(max_retries=0)\nasync_client = AsyncOpenAI(max_retries=0)\n';

describe('a local helper', () => {
  it('retries connection failures where no status is raised', () => {
    expect(retried(`import requests\n\nr = requests.post(${URL}, json={})\nprint(r)\n`).output).toMatchInlineSnapshot(`
      "import random
      import time
      import requests


      def _retry_connection(request, /, *args, **kwargs):
          """Send a request again after a connection failure: exponential backoff with jitter."""
          attempt = 0
          while True:
              try:
                  return request(*args, **kwargs)
              except requests.ConnectionError:
                  if attempt == 5:
                      raise
                  time.sleep(min(0.5 * 2**attempt, 30) * random.uniform(0.5, 1))
                  attempt += 1


      r = _retry_connection(requests.post, "http://localhost:8000/v1/chat/completions", json={})
      print(r)
      "
    `);
  });

  it('retries some answers where the library raises for them', () => {
    expect(retried(`import asyncio\n${OFF}x = client.models.list()\n`).output).toMatchInlineSnapshot(`
      "import random
      import time
      import asyncio
      from openai import APIConnectionError, AsyncOpenAI, OpenAI


      def _retry_connection(request, /, *args, **kwargs):
          """Send a request again after a connection failure, 408, 429 or 5xx: exponential backoff with jitter."""
          attempt = 0
          while True:
              try:
                  return request(*args, **kwargs)
              except Exception as error:
                  status = getattr(error, "status_code", None) or getattr(error, "code", None)
                  if isinstance(status, int):
                      is_transient = status in (408, 429) or status >= 500
                  else:
                      is_transient = isinstance(error, APIConnectionError)
                  if attempt == 5 or not is_transient:
                      raise
                  time.sleep(min(0.5 * 2**attempt, 30) * random.uniform(0.5, 1))
                  attempt += 1


      client = OpenAI(max_retries=0)
      async_client = AsyncOpenAI(max_retries=0)
      x = _retry_connection(client.models.list)
      "
    `);
  });

  it('is a coroutine for coroutines', () => {
    expect(retried(`import asyncio\n${OFF}\nasync def f():\n\treturn await async_client.chat.completions.create(\n\t\tmodel='m',  # name\n\t)\n`).output).toMatchInlineSnapshot(`
      "import random
      import asyncio
      from openai import APIConnectionError, AsyncOpenAI, OpenAI


      async def _retry_connection_async(request, /, *args, **kwargs):
      	"""Send a request again after a connection failure, 408, 429 or 5xx: exponential backoff with jitter."""
      	attempt = 0
      	while True:
      		try:
      			return await request(*args, **kwargs)
      		except Exception as error:
      			status = getattr(error, 'status_code', None) or getattr(error, 'code', None)
      			if isinstance(status, int):
      				is_transient = status in (408, 429) or status >= 500
      			else:
      				is_transient = isinstance(error, APIConnectionError)
      			if attempt == 5 or not is_transient:
      				raise
      			await asyncio.sleep(min(0.5 * 2**attempt, 30) * random.uniform(0.5, 1))
      			attempt += 1


      client = OpenAI(max_retries=0)
      async_client = AsyncOpenAI(max_retries=0)

      async def f():
      	return await _retry_connection_async(async_client.chat.completions.create,
      		model='m',  # name
      	)
      "
    `);
  });

  it('goes below a docstring and the comments that open a file', () => {
    expect(retried(`#!/usr/bin/env python3\n"""Doc."""\n\n# Asks.\ndef f():\n    import requests\n    return requests.post(${URL})\n`).output).toMatchInlineSnapshot(`
      "#!/usr/bin/env python3
      """Doc."""

      import random
      import time

      import requests


      def _retry_connection(request, /, *args, **kwargs):
          """Send a request again after a connection failure: exponential backoff with jitter."""
          attempt = 0
          while True:
              try:
                  return request(*args, **kwargs)
              except requests.ConnectionError:
                  if attempt == 5:
                      raise
                  time.sleep(min(0.5 * 2**attempt, 30) * random.uniform(0.5, 1))
                  attempt += 1


      # Asks.
      def f():
          import requests
          return _retry_connection(requests.post, "http://localhost:8000/v1/chat/completions")
      "
    `);
  });

  it('is found again, if it is for the same failure', () => {
    const source = `import requests\nimport ollama\na = requests.post(${URL})\nb = requests.post(${URL})\nc = ollama.chat(model="m")\n`;
    const { output } = retried(retried(retried(source).output).output);
    expect(output.split('def _retry_connection(')).toHaveLength(2);
    expect(output).toContain(`b = _retry_connection(requests.post, ${URL})\nc = _retry_connection_ollama(ollama.chat, model="m")\n`);
  });

  it('has names that nothing else has', () => {
    const { output } = retried(`from time import time\nimport requests\n_retry_connection = 1\na = requests.post(${URL})\n`);
    expect(output).toContain('import time as _time\n');
    expect(output).toContain('_time.sleep(');
    expect(output).toContain('def _retry_connection_requests(');
  });

  it.each([
    ['no arguments', 'client.models.list()', '_retry_connection(client.models.list)'],
    ['a chain behind it', 'client.models.list().data[0]', '_retry_connection(client.models.list).data[0]'],
    ['space before the parenthesis', 'client.models.retrieve ("m")', '_retry_connection(client.models.retrieve, "m")'],
    ['in a loop', '[client.models.retrieve(m) for m in "ab"]', '[_retry_connection(client.models.retrieve, m) for m in "ab"]'],
    ['in a lambda', 'list(map(lambda m: client.models.retrieve(m), "ab"))', 'list(map(lambda m: _retry_connection(client.models.retrieve, m), "ab"))'],
  ])('with %s', (_, before, after) => {
    expect(retried(`${OFF}x = ${before}  # c\n`).output).toContain(`x = ${after}  # c\n`);
  });

  it('with CRLF', () => {
    const { output } = retried(`import requests\nr = requests.post(\n    ${URL},\n)\n`.replaceAll('\n', '\r\n'));
    expect(output.replaceAll('\r\n', '')).not.toContain('\n');
    expect(output).toContain(`r = _retry_connection(requests.post,\r\n    ${URL},\r\n)`);
  });

  it('among coroutines that are gathered', () => {
    const { output } = retried(`import asyncio\n${OFF}async def f():\n    return await asyncio.gather(async_client.models.list())\nasyncio.run(f())\n`);
    expect(output).toContain('await asyncio.gather(_retry_connection_async(async_client.models.list))');
  });
});

describe('the library that the file uses', () => {
  it('tenacity', () => {
    expect(retried(`from openai import APIConnectionError\nimport tenacity\n${OFF}x = client.models.retrieve("m")\n`).output).toContain('\nx = tenacity.Retrying(stop=tenacity.stop_after_attempt(6), wait=tenacity.wait_random_exponential(max=30), retry=tenacity.retry_if_exception_type(APIConnectionError), reraise=True)(client.models.retrieve, "m")\n');
    const { output, repair } = retried(`from tenacity import Retrying, stop_after_attempt\n${OFF}x = client.models.retrieve("m")\n`);
    expect(output).toContain('from tenacity import Retrying, stop_after_attempt\nimport tenacity\nfrom openai import APIConnectionError, AsyncOpenAI, OpenAI\n');
    expect(output).toContain('x = Retrying(stop=stop_after_attempt(6), wait=tenacity.wait_random_exponential(max=30),');
    expect(repair.title).toBe('Retry with `tenacity`');
  });

  it('tenacity, around the await', () => {
    const { output } = retried(`import tenacity\nfrom openai import APIConnectionError\n${OFF}async def f():\n    x = await async_client.models.list()\n    return x\n`);
    expect(output).toContain('async def f():\n    async for attempt in tenacity.AsyncRetrying(stop=tenacity.stop_after_attempt(6), wait=tenacity.wait_random_exponential(max=30), retry=tenacity.retry_if_exception_type(APIConnectionError), reraise=True):\n        with attempt:\n            x = await async_client.models.list()\n    return x\n');
  });

  it('stamina', () => {
    const { output } = retried(`import stamina\nfrom openai import APIConnectionError\n${OFF}x = client.models.list()\n`);
    expect(output).toContain('for attempt in stamina.retry_context(on=APIConnectionError, attempts=6):\n    with attempt:\n        x = client.models.list()\n');
  });

  it('backoff', () => {
    expect(retried(`import backoff\nimport requests\nx = requests.post(${URL}, json={})\n`).output).toBe(`import backoff\nimport requests\nx = backoff.on_exception(backoff.expo, requests.ConnectionError, max_tries=6)(requests.post)(${URL}, json={})\n`);
  });

  it.each([
    ['backoff, which does not await what it does not take for a coroutine function', `import backoff\n${OFF}async def f():\n    return await async_client.models.list()\n`],
    ['stamina, where more than the call would be run again', `import stamina\n${OFF}print(client.models.list())\n`],
    ['tenacity, where answers like 404 have the same class', `import tenacity\nfrom urllib.request import urlopen\nx = urlopen(${URL})\n`],
  ])('not %s', (_, source) => {
    expect(retried(source).output).toMatch(/def _retry_connection(?:_async)?\(/);
  });
});

describe('the library that the project depends on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-dependencies-'));
  afterAll(() => { rmSync(folder, { recursive: true }); });
  it.each([
    ['requirements.txt', 'openai\ntenacity>=8\n', true],
    ['requirements-dev.txt', '# tenacity\nopenai\n', false],
    ['pyproject.toml', '[project]\ndependencies = ["openai", "tenacity>=8,<10"]\n', true],
    ['pyproject.toml', '[tool.poetry.dependencies]\ntenacity = "^9"\n', true],
    ['setup.cfg', '[options]\ninstall_requires =\n    tenacity\n', true],
    ['uv.lock', '[[package]]\nname = "tenacity"\n', true],
    ['Pipfile', '[packages]\ntenacity-extra = "*"\n', false],
  ])('%s: %s', (name, text, isThere) => {
    const root = mkdtempSync(join(folder, 'p-'));
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'app'));
    writeFileSync(join(root, name), text);
    const { repair } = retried(`import requests\nx = requests.post(${URL})\n`, { filename: join(root, 'app', 'main.py') });
    expect(repair.title).toBe(isThere ? 'Retry with `tenacity`' : 'Retry with a small local helper');
  });
});

describe('no repair', () => {
  it.each([
    ['of a stream that fails when it is read', `${OFF}with client.chat.completions.stream(model="m") as s:\n    print(s)\n`],
    ['of what `async with` enters', `import aiohttp\nasync def f(session: aiohttp.ClientSession):\n    async with session.post(${URL}) as r:\n        print(r)\n`],
    ['of a function that is handed on', `import asyncio, requests\nasync def f():\n    return await asyncio.to_thread(requests.post, ${URL})\n`],
  ])('%s', (_, source) => {
    refuses(source);
  });
});

const python = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']);

describe.skipIf(python.error ?? python.status !== 0)('run', () => {
  /** Runs a program whose `ollama` is a stand-in: it fails as given, then answers. */
  function run(source: string, failures: readonly string[]): string {
    const { output } = retried(source);
    const stand = `import sys, types, time, random, asyncio\nclass ResponseError(Exception):\n    def __init__(self, status_code):\n        self.status_code = status_code\n_f = iter([${failures.join(', ')}])\n_n = 0\ndef chat(**k):\n    global _n\n    _n += 1\n    e = next(_f, None)\n    if e is not None:\n        raise e\n    return _n\nclass AsyncClient:\n    async def chat(self, **k):\n        return chat(**k)\nsys.modules["ollama"] = types.SimpleNamespace(chat=chat, ResponseError=ResponseError, AsyncClient=AsyncClient)\ntime.sleep = lambda s: None\nasync def _sleep(s): pass\nasyncio.sleep = _sleep\n`;
    const { stdout, stderr } = spawnSync('python3', ['-'], { input: stand + output, encoding: 'utf8' });
    return stdout.trim() || (stderr.trim().split('\n').at(-1) ?? '');
  }
  const SYNC = 'import ollama\nprint(ollama.chat(model="m"))\n';
  const ASYNC = 'import asyncio\nimport ollama\nasync def main():\n    print(await ollama.AsyncClient().chat(model="m"))\nasyncio.run(main())\n';
  it.each([
    ['until it answers', ['ConnectionError()', 'ResponseError(503)', 'ResponseError(429)'], '4'],
    ['and raises the last failure', Array<string>(9).fill('ConnectionError(1)'), 'ConnectionError: 1'],
    ['no answer that will stay', ['ResponseError(404)'], 'ResponseError: 404'],
    ['no other error', ['ValueError(2)'], 'ValueError: 2'],
  ])('%s', (_, failures, result) => {
    expect(run(SYNC, failures)).toBe(result);
    expect(run(ASYNC, failures)).toBe(result);
  });
});
