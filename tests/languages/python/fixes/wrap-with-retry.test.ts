import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Repaired, type Surroundings, read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

/** Repairs a source's first call that is tried once, and checks that it then is tried again. */
function retried(source: string, surroundings?: Surroundings): Repaired {
  const once = (text: string) => read(text, surroundings).facts.calls.filter((c) => c.retry.kind === 'none');
  const result = repaired(
    source,
    ({ calls }) => {
      const call = calls.find((c) => c.retry.kind === 'none');
      return call && { kind: 'wrap-with-retry', call, retries: 5 };
    },
    surroundings,
  );
  expect(result.repair.applicability).toBe('unsafe');
  expect(once(result.output).length, result.output).toBe(once(source).length - 1);
  return result;
}

function refuses(source: string): void {
  expect(repairOf(source, ({ calls: [call] }) => call && { kind: 'wrap-with-retry', call, retries: 5 })).toBeUndefined();
}

const URL = '"http://localhost:8000/v1/chat/completions"';
const OFF = program`
  from openai import AsyncOpenAI, OpenAI
  client = OpenAI(max_retries=0)
  async_client = AsyncOpenAI(max_retries=0)

`;

describe('a local helper', () => {
  it('retries connection failures where no status is raised', () => {
    expect(retried(`import requests\n\nr = requests.post(${URL}, json={})\nprint(r)\n`).output).toMatchInlineSnapshot(`
      "import random
      import time

      import requests


      def retry_connection(request, /, *args, **kwargs):
          """Call \`request\`; retry connection failures with backoff."""
          for attempt in range(6):
              try:
                  return request(*args, **kwargs)
              except requests.ConnectionError:
                  if attempt == 5:
                      raise
                  time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


      r = retry_connection(requests.post, "http://localhost:8000/v1/chat/completions", json={})
      print(r)
      "
    `);
  });

  it('retries some answers where the library raises for them', () => {
    expect(retried(`import asyncio\n${OFF}x = client.models.list()\n`).output).toMatchInlineSnapshot(`
      "import asyncio
      import random
      import time
      from openai import APIConnectionError, AsyncOpenAI, InternalServerError, OpenAI, RateLimitError


      def retry_connection(request, /, *args, **kwargs):
          """Call \`request\`; retry connection failures, 429 and 5xx with backoff."""
          for attempt in range(6):
              try:
                  return request(*args, **kwargs)
              except (APIConnectionError, RateLimitError, InternalServerError):
                  if attempt == 5:
                      raise
                  time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


      client = OpenAI(max_retries=0)
      async_client = AsyncOpenAI(max_retries=0)
      x = retry_connection(client.models.list)
      "
    `);
  });

  it('is a coroutine for coroutines', () => {
    expect(
      retried(`import asyncio\n${OFF}\nasync def f():\n\treturn await async_client.chat.completions.create(\n\t\tmodel='m',  # name\n\t)\n`)
        .output,
    ).toMatchInlineSnapshot(`
      "import asyncio
      import random
      from openai import APIConnectionError, AsyncOpenAI, InternalServerError, OpenAI, RateLimitError


      async def retry_connection_async(request, /, *args, **kwargs):
      	"""Call \`request\`; retry connection failures, 429 and 5xx with backoff."""
      	for attempt in range(6):
      		try:
      			return await request(*args, **kwargs)
      		except (APIConnectionError, RateLimitError, InternalServerError):
      			if attempt == 5:
      				raise
      			await asyncio.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


      client = OpenAI(max_retries=0)
      async_client = AsyncOpenAI(max_retries=0)

      async def f():
      	return await retry_connection_async(
      		async_client.chat.completions.create,
      		model='m',  # name
      	)
      "
    `);
  });

  it('goes below a docstring and the comments that open a file', () => {
    expect(
      retried(`#!/usr/bin/env python3\n"""Doc."""\n\n# Asks.\ndef f():\n    import requests\n    return requests.post(${URL})\n`).output,
    ).toMatchInlineSnapshot(`
      "#!/usr/bin/env python3
      """Doc."""

      import random
      import time

      import requests


      def retry_connection(request, /, *args, **kwargs):
          """Call \`request\`; retry connection failures with backoff."""
          for attempt in range(6):
              try:
                  return request(*args, **kwargs)
              except requests.ConnectionError:
                  if attempt == 5:
                      raise
                  time.sleep(0.5 * 2**attempt * random.uniform(0.5, 1))


      # Asks.
      def f():
          import requests
          return retry_connection(requests.post, "http://localhost:8000/v1/chat/completions")
      "
    `);
  });

  it('is found again, if it is for the same failure', () => {
    const source = `import requests\nimport ollama\na = requests.post(${URL})\nb = requests.post(${URL})\nc = ollama.chat(model="m")\n`;
    const { output } = retried(retried(retried(source).output).output);
    expect(output.split('def retry_connection(')).toHaveLength(2);
    expect(output).toContain(`b = retry_connection(requests.post, ${URL})\nc = retry_connection_ollama(ollama.chat, model="m")\n`);
  });

  it('has names that nothing else has', () => {
    const { output } = retried(`from time import time\nimport requests\nretry_connection = 1\na = requests.post(${URL})\n`);
    expect(output).toContain('import time as _time\n');
    expect(output).toContain('_time.sleep(');
    expect(output).toContain('def retry_connection_requests(');
  });

  it.each([
    ['no arguments', 'client.models.list()', 'retry_connection(client.models.list)'],
    ['a chain behind it', 'client.models.list().data[0]', 'retry_connection(client.models.list).data[0]'],
    ['space before the parenthesis', 'client.models.retrieve ("m")', 'retry_connection(client.models.retrieve, "m")'],
    ['in a loop', '[client.models.retrieve(m) for m in "ab"]', '[retry_connection(client.models.retrieve, m) for m in "ab"]'],
    [
      'in a lambda',
      'list(map(lambda m: client.models.retrieve(m), "ab"))',
      'list(map(lambda m: retry_connection(client.models.retrieve, m), "ab"))',
    ],
  ])('with %s', (_, before, after) => {
    expect(retried(`${OFF}x = ${before}  # c\n`).output).toContain(`x = ${after}  # c\n`);
  });

  it('with CRLF', () => {
    const { output } = retried(`import requests\nr = requests.post(\n    ${URL},\n)\n`.replaceAll('\n', '\r\n'));
    expect(output.replaceAll('\r\n', '')).not.toContain('\n');
    expect(output).toContain(`r = retry_connection(\r\n    requests.post,\r\n    ${URL},\r\n)`);
  });

  it('with a comment behind the parenthesis', () => {
    const { output } = retried(program`
      import ollama
      x = ollama.chat(  # asks
          model="m",  # name
      )

    `);
    expect(output).toContain(program`
      x = retry_connection(  # asks
          ollama.chat,
          model="m",  # name
      )

    `);
  });

  it('with arguments that share a line', () => {
    const source = program`
      import ollama

      x = ollama.chat(
          model="a-model-with-a-name", messages=messages, stream=False, think=True
      )

    `;
    expect(retried(source).output).toContain(
      program`
        x = retry_connection(
            ollama.chat, model="a-model-with-a-name", messages=messages, stream=False, think=True
        )

      `,
    );
    expect(retried(source, { filename: '/nowhere/app.py' }).output).toContain(
      program`
        x = retry_connection(
            ollama.chat,
            model="a-model-with-a-name",
            messages=messages,
            stream=False,
            think=True,
        )

      `,
    );
  });

  it('has fifteen lines at most', () => {
    const helperOf = (source: string): string => /^(?:async )?def retry_connection[^]*?(?=\n\n\n)/m.exec(retried(source).output)?.[0] ?? '';
    for (const source of [
      `import ollama\n\nr = ollama.chat(model="m")\n`,
      `import requests\n\nr = requests.post(${URL})\n`,
      `${OFF}r = client.models.retrieve("m")\n`,
      `import urllib.request\n\nr = urllib.request.urlopen(${URL})\n`,
    ]) {
      const lines = helperOf(source).split('\n');
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.length).toBeLessThanOrEqual(15);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(88);
    }
  });

  it('is indented as the code is, whatever a docstring shows', () => {
    const source = `"""Asks.\n\nUsage:\n  ask.py\n"""\nimport requests\n\n\ndef ask():\n    return requests.post(${URL})\n\n\nask()\n`;
    expect(retried(source).output).toContain('**kwargs):\n    """Call');
    expect(retried(source.replace('    return', '  return')).output).toContain('**kwargs):\n  """Call');
    expect(retried(source.replace('    return', '  # Asks.\n    return')).output).toContain('**kwargs):\n    """Call');
  });

  it('among coroutines that are gathered', () => {
    const { output } = retried(
      `import asyncio\n${OFF}async def f():\n    return await asyncio.gather(async_client.models.list())\nasyncio.run(f())\n`,
    );
    expect(output).toContain('await asyncio.gather(retry_connection_async(async_client.models.list))');
  });
});

describe('the library that the file uses', () => {
  const TENACITY = (error: string): string =>
    `@tenacity.retry(\n    stop=tenacity.stop_after_attempt(6),\n    wait=tenacity.wait_random_exponential(max=30),\n    retry=tenacity.retry_if_exception_type(${error}),\n    reraise=True,\n)\n`;
  const HELPER =
    'def retry_connection(request, /, *args, **kwargs):\n    """Call `request`; retry connection failures."""\n    return request(*args, **kwargs)\n';

  it('tenacity, as the decorator of a helper', () => {
    const { output, repair } = retried(program`
      import tenacity
      import ollama
      x = ollama.chat(model="m")

    `);
    expect(output).toBe(
      `import tenacity\nimport ollama\n\n\n${TENACITY('ConnectionError')}${HELPER}\n\nx = retry_connection(ollama.chat, model="m")\n`,
    );
    expect(repair.title).toBe('Retry with `tenacity`');
  });

  it('tenacity, with the classes of what may pass', () => {
    const { output } = retried(`import tenacity\nfrom openai import APIConnectionError\n${OFF}x = client.models.retrieve("m")\n`);
    expect(output).toContain(TENACITY('(APIConnectionError, RateLimitError, InternalServerError)'));
    expect(output).toContain('\nx = retry_connection(client.models.retrieve, "m")\n');
  });

  it('tenacity, beside the names that the file has from it', () => {
    const { output } = retried(program`
      import ollama
      from tenacity import retry, stop_after_attempt
      x = ollama.chat(model="m")

    `);
    expect(output).toContain(
      program`
        import ollama
        from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential


        @retry(
            stop=stop_after_attempt(6),

      `,
    );
  });

  it('tenacity, around a real coroutine function', () => {
    const { output } = retried(
      `import tenacity\nfrom openai import APIConnectionError\n${OFF}async def f():\n    x = await async_client.models.list()\n    return x\n`,
    );
    expect(output).toContain(
      'reraise=True,\n)\nasync def retry_connection_async(request, /, *args, **kwargs):\n    """Call `request`; retry connection failures, 429 and 5xx."""\n    return await request(*args, **kwargs)\n',
    );
    expect(output).toContain('    x = await retry_connection_async(async_client.models.list)\n');
  });

  it('stamina', () => {
    const { output } = retried(program`
      import ollama
      import stamina
      print(ollama.chat(model="m"))

    `);
    expect(output).toContain(`@stamina.retry(on=ConnectionError, attempts=6)\n${HELPER}`);
    expect(output).toContain('print(retry_connection(ollama.chat, model="m"))\n');
  });

  it('backoff', () => {
    const { output } = retried(`import backoff\nimport requests\nx = requests.post(${URL}, json={})\n`);
    expect(output).toBe(
      `import backoff\nimport requests\n\n\n@backoff.on_exception(backoff.expo, requests.ConnectionError, max_tries=6)\n${HELPER}\n\nx = retry_connection(requests.post, ${URL}, json={})\n`,
    );
  });

  it('not tenacity, where answers like 404 have the same class', () => {
    expect(retried(`import tenacity\nfrom urllib.request import urlopen\nx = urlopen(${URL})\n`).output).not.toContain('@');
  });

  it('is found again', () => {
    const { output, repair } = retried(
      retried(`import tenacity\nimport requests\na = requests.post(${URL})\nb = requests.get(${URL})\n`).output,
    );
    expect(output.split('@tenacity.retry(')).toHaveLength(2);
    expect(output).toContain(`b = retry_connection(requests.get, ${URL})\n`);
    expect(repair.title).toBe('Retry with `retry_connection`');
  });
});

describe('the library that the project depends on', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-dependencies-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  it.each([
    ['requirements.txt', 'openai\ntenacity>=8\n', true],
    ['requirements-dev.txt', '# tenacity\nopenai\n', false],
    ['pyproject.toml', '[project]\ndependencies = ["openai", "tenacity>=8,<10"]\n', true],
    ['pyproject.toml', '[tool.poetry.dependencies]\ntenacity = "^9"\n', true],
    [
      'setup.cfg',
      program`
        [options]
        install_requires =
            tenacity

      `,
      true,
    ],
    ['uv.lock', '[[package]]\nname = "tenacity"\n', true],
    ['Pipfile', '[packages]\ntenacity-extra = "*"\n', false],
  ])('%s: %s', (name, text, isThere) => {
    const root = mkdtempSync(join(folder, 'p-'));
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'app'));
    writeFileSync(join(root, name), text);
    const { repair } = retried(`import requests\nx = requests.post(${URL})\n`, { filename: join(root, 'app', 'main.py') });
    expect(repair.title).toBe(isThere ? 'Retry with `tenacity`' : 'Retry with a local helper');
  });
});

describe('no repair', () => {
  it.each([
    ['of a stream that fails when it is read', `${OFF}with client.chat.completions.stream(model="m") as s:\n    print(s)\n`],
    [
      'of what `async with` enters',
      `import aiohttp\nasync def f(session: aiohttp.ClientSession):\n    async with session.post(${URL}) as r:\n        print(r)\n`,
    ],
    [
      'of a function that is handed on',
      `import asyncio, requests\nasync def f():\n    return await asyncio.to_thread(requests.post, ${URL})\n`,
    ],
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
  const ASYNC = program`
    import asyncio
    import ollama
    async def main():
        print(await ollama.AsyncClient().chat(model="m"))
    asyncio.run(main())

  `;
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

describe('an agent, whose tools would run again', () => {
  it.each([
    ['Pydantic AI', 'from pydantic_ai import Agent\n\nr = Agent("openai:m").run_sync("x")\n'],
    [
      'smolagents',
      'from smolagents import CodeAgent, OpenAIServerModel\n\nr = CodeAgent(tools=[], model=OpenAIServerModel("m")).run("x")\n',
    ],
    ['CrewAI', 'from crewai import Agent, Crew, LLM\n\nr = Crew(agents=[Agent(llm=LLM(model="m"))], tasks=[]).kickoff()\n'],
    [
      'LangChain',
      program`
        from langchain.agents import create_agent
        from langchain_openai import ChatOpenAI

        r = create_agent(ChatOpenAI(model="m"), tools=[]).invoke({})

      `,
    ],
  ])('of %s gets no retry', (_, source) => {
    refuses(source);
  });

  it('a model of the same library gets one', () => {
    expect(
      retried('from smolagents import OpenAIServerModel\n\nr = OpenAIServerModel("m", client_kwargs={"max_retries": 0}).generate([])\n')
        .output,
    ).toContain('retry_connection(');
  });
});
