import { describe, expect, it } from 'vitest';
import { type Surroundings, read, repairOf, repaired } from './harness.js';
import { program } from '../../../program.js';

type Then = 'rethrow' | 'fallback';
const HEAD = program`
  import logging

  import openai
  from openai import AsyncOpenAI, OpenAI

  client = OpenAI()
  async_client = AsyncOpenAI()

`;
const CREATE = 'client.chat.completions.create(model="m", messages=[])';
const ACREATE = `async_${CREATE}`;
const LOG = 'logging.exception("Cannot reach the LLM server. Is it running?")';

/** Repairs a source's first unhandled call, and checks that it is handled then. */
function caughtIn(source: string, then: Then = 'rethrow', surroundings?: Surroundings): string {
  const lost = (text: string) => read(text, surroundings).facts.calls.filter((c) => c.handling.kind === 'lost');
  const { output, repair } = repaired(
    source,
    ({ calls }) => {
      const call = calls.find((c) => c.handling.kind === 'lost');
      return call && { kind: 'catch-connection-error', call, then };
    },
    surroundings,
  );
  expect(repair.applicability).toBe('unsafe');
  expect(lost(output).length, output).toBeLessThan(lost(source).length);
  return output;
}

function caught(code: string, then: Then = 'rethrow'): string {
  const output = caughtIn(HEAD + code, then);
  expect(output.slice(0, HEAD.length)).toBe(HEAD);
  return output.slice(HEAD.length);
}

function refuses(code: string, then: Then = 'rethrow'): void {
  expect(repairOf(HEAD + code, ({ calls: [call] }) => call && { kind: 'catch-connection-error', call, then })).toBeUndefined();
}

function wrapped(statement: string, indent = ''): string {
  const lines = statement.split('\n').map((line) => `${indent}    ${line}\n`);
  return `${indent}try:\n${lines.join('')}${indent}except openai.APIConnectionError:\n${indent}    ${LOG}\n${indent}    raise\n`;
}

describe('the statement goes into a try block', () => {
  it.each([
    ['an assignment', `answer = ${CREATE}`],
    ['an expression', CREATE],
    ['a print', `print(${CREATE}.choices[0].message.content)  # shown`],
    [
      'several lines',
      program`
        answer = client.chat.completions.create(
            model="m",  # name
            messages=[],
        )
      `,
    ],
    [
      'a loop',
      program`
        for chunk in client.chat.completions.create(model="m", messages=[], stream=True):
            print(chunk)
            # next

            print()
      `,
    ],
    ['a context manager', `with client.chat.completions.stream(model="m", messages=[]) as s:\n    print(s.get_final_completion())`],
    ['a comprehension', `answers = [${CREATE} for _ in range(3)]`],
    ['a generator that is read', `print(list(${CREATE} for _ in range(3)))`],
    ['a mapped lambda', `answers = list(map(lambda m: ${CREATE}, "abc"))`],
    ['a statement with a semicolon', `answer = ${CREATE};`],
    ['an unpacking', `a, b = 1, ${CREATE}`],
  ])('%s', (_, statement) => {
    expect(caught(`${statement}\nprint("done")\n`)).toBe(`${wrapped(statement).replaceAll('    \n', '\n')}print("done")\n`);
  });

  it.each([
    ['a return', `return ${CREATE}`],
    ['a yield', `yield ${CREATE}`],
  ])('%s', (_, statement) => {
    expect(caught(`def f():\n    ${statement}\nprint(list(f()))\n`)).toBe(`def f():\n${wrapped(statement, '    ')}print(list(f()))\n`);
  });

  it.each([
    [
      'a condition',
      `if ${CREATE}:\n    print(1)\nelse:\n    print(2)\n`,
      CREATE,
      program`
        if response:
            print(1)
        else:
            print(2)

      `,
    ],
    [
      'the first of two conditions',
      `if ${CREATE}.choices and ready():\n    print(1)\n`,
      CREATE,
      'if response.choices and ready():\n    print(1)\n',
    ],
    [
      'the second of two conditions',
      `if ready() and ${CREATE}.choices:\n    print(1)\n`,
      `ready() and ${CREATE}.choices`,
      'if response:\n    print(1)\n',
    ],
    ['a name in a condition', `if (r := ${CREATE}).choices:\n    print(r)\n`, CREATE, 'if (r := response).choices:\n    print(r)\n'],
    [
      'a loop over the parts of an answer',
      `for choice in ${CREATE}.choices:  # each\n    save(choice)\n`,
      CREATE,
      'for choice in response.choices:  # each\n    save(choice)\n',
    ],
    [
      'a counted loop',
      `for i, choice in enumerate(${CREATE}.choices):\n    save(i, choice)\n`,
      CREATE,
      'for i, choice in enumerate(response.choices):\n    save(i, choice)\n',
    ],
    [
      'a loop over two lists',
      `for a, b in zip(names(), ${CREATE}.choices):\n    save(a, b)\n`,
      `zip(names(), ${CREATE}.choices)`,
      'for a, b in response:\n    save(a, b)\n',
    ],
    [
      'several requests',
      `if any(${CREATE} for _ in range(3)):\n    print(1)\n`,
      `any(${CREATE} for _ in range(3))`,
      'if response:\n    print(1)\n',
    ],
    [
      'what is matched',
      `match ${CREATE}.choices[0].message.content:\n    case "yes":\n        print(1)\n`,
      CREATE,
      program`
        match response.choices[0].message.content:
            case "yes":
                print(1)

      `,
    ],
    [
      'what a context manager is made of',
      `with progress(${CREATE}) as bar:\n    work(bar)\n`,
      CREATE,
      'with progress(response) as bar:\n    work(bar)\n',
    ],
    [
      'several lines',
      program`
        for choice in client.chat.completions.create(
            model="m",
            messages=[],
        ).choices:
            save(choice)

      `,
      program`
        client.chat.completions.create(
                model="m",
                messages=[],
            )
      `,
      'for choice in response.choices:\n    save(choice)\n',
    ],
  ])('of a statement with a block, only what is evaluated first: %s', (_, code, request, rest) => {
    expect(caught(code)).toBe(`try:\n    response = ${request}\nexcept openai.APIConnectionError:\n    ${LOG}\n    raise\n${rest}`);
    refuses(code, 'fallback');
  });

  it('of an awaited condition too', () => {
    const output = caught(`async def f():\n    if (await ${ACREATE}).choices:\n        print(1)\nimport asyncio\nasyncio.run(f())\n`);
    expect(output).toContain(`    try:\n        response = await ${ACREATE}\n    except`);
    expect(output).toContain('        raise\n    if response.choices:\n');
  });

  it.each([
    ['a loop that asks before each turn', `while ${CREATE}.choices:\n    print(1)\n`],
    ['an iterator that asks when it is read', `for r in (${CREATE} for _ in range(3)):\n    save(r)\n`],
    ['a counted iterator', `for i, r in enumerate(${CREATE} for _ in range(3)):\n    save(r)\n`],
    ['mapped requests', `for r in map(lambda m: ${CREATE}, "abc"):\n    save(r)\n`],
    ['behind another context manager', `with open("log") as log, progress(${CREATE}) as bar:\n    work(log, bar)\n`],
    ['without a free name', `response = answer = reply = llm_response = llm_answer = None\nif ${CREATE}:\n    print(1)\n`],
  ])('the block of a statement is not covered: %s', (_, code) => {
    refuses(code);
  });

  it.each([
    ['await', `x = await ${ACREATE}`],
    ['gather', `x = await asyncio.gather(${ACREATE}, ${ACREATE})`],
    [
      'a stream',
      `async for chunk in await async_client.chat.completions.create(model="m", messages=[], stream=True):\n        print(chunk)`,
    ],
    ['async with', 'async with async_client.chat.completions.stream(model="m", messages=[]) as s:\n        print(s)'],
  ])('async: %s', (_, statement) => {
    const head = `import asyncio\n${HEAD}async def f():\n`;
    const output = caughtIn(`${head}    ${statement}\nasyncio.run(f())\n`);
    expect(output).toBe(`${head}${wrapped(statement.replaceAll('\n    ', '\n'), '    ')}asyncio.run(f())\n`);
  });

  it('where a coroutine is awaited later', () => {
    const head = `import asyncio\n${HEAD}async def f():\n    c = ${ACREATE}\n    print(1)\n`;
    expect(caughtIn(`${head}    x = await c\n    print(x)\nasyncio.run(f())\n`)).toBe(
      `${head}${wrapped('x = await c', '    ')}    print(x)\nasyncio.run(f())\n`,
    );
  });

  it('where a stream is read later', () => {
    const head = 'import logging\nimport ollama\n';
    const output = caughtIn(`${head}stream = ollama.chat(model="m", messages=[], stream=True)\nfor chunk in stream:\n    print(chunk)\n`);
    expect(output).toContain(
      program`
        stream = ollama.chat(model="m", messages=[], stream=True)
        try:
            for chunk in stream:
                print(chunk)
        except 
      `,
    );
  });

  it('keeps strings of several lines as they are', () => {
    const source = `answer = client.chat.completions.create(model="m", messages=[{"content": """One\n  two\n"""}, {"content": f'''a\n{\n1}\n'''}, {"content": "a \\\nb"}])\nprint(answer)\n`;
    expect(caught(source)).toMatchInlineSnapshot(`
      "try:
          answer = client.chat.completions.create(model="m", messages=[{"content": """One
        two
      """}, {"content": f'''a
      {
          1}
      '''}, {"content": "a \\
      b"}])
      except openai.APIConnectionError:
          logging.exception("Cannot reach the LLM server. Is it running?")
          raise
      print(answer)
      "
    `);
  });

  it('with tabs and comments', () => {
    const code = `def f():\n\t# Ask.\n\tx = ${CREATE}  # answer\n\t# Then.\n\treturn x\nprint(f())\n`;
    expect(caught(code)).toBe(
      `def f():\n\t# Ask.\n\ttry:\n\t\tx = ${CREATE}  # answer\n\texcept openai.APIConnectionError:\n\t\t${LOG}\n\t\traise\n\t# Then.\n\treturn x\nprint(f())\n`,
    );
  });

  it('with CRLF and a byte order mark', () => {
    const output = caughtIn(`\uFEFF${HEAD}x = ${CREATE}\nprint(x)\n`.replaceAll('\n', '\r\n'));
    expect(output).toBe(`\uFEFF${HEAD}${wrapped(`x = ${CREATE}`)}print(x)\n`.replaceAll('\n', '\r\n'));
  });

  it('in a file without a last line break', () => {
    expect(caught(`x = ${CREATE}`)).toBe(wrapped(`x = ${CREATE}`).slice(0, -1));
  });
});

describe('statements that share a line', () => {
  it.each([
    ['the last', `a = 1; x = ${CREATE}  # c`, `a = 1\n${wrapped(`x = ${CREATE}  # c`)}`],
    ['the first', `x = ${CREATE}; print(x)`, `${wrapped(`x = ${CREATE}`)}print(x)\n`],
    ['between', `a = 1; x = ${CREATE}; print(x)  # c`, `a = 1\n${wrapped(`x = ${CREATE}`)}print(x)  # c\n`],
    [
      'behind a condition',
      `if x: print(${CREATE})  # c\nelse: print(2)`,
      `if x:\n${wrapped(`print(${CREATE})  # c`, '    ')}else: print(2)\n`,
    ],
    [
      'behind a condition, with others',
      `if x: a = 1; print(${CREATE}); b = 2`,
      `if x:\n    a = 1\n${wrapped(`print(${CREATE})`, '    ')}    b = 2\n`,
    ],
    ['behind else', `if x:\n    pass\nelse: print(${CREATE})`, `if x:\n    pass\nelse:\n${wrapped(`print(${CREATE})`, '    ')}`],
    ['behind def', `def f(): return ${CREATE}\nf()`, `def f():\n${wrapped(`return ${CREATE}`, '    ')}f()\n`],
  ])('%s', (_, code, output) => {
    expect(caught(`${code}\n`)).toBe(output);
  });
});

describe('the class is written as the file names it', () => {
  it.each([
    ['from openai import OpenAI', 'import logging\n\nfrom openai import APIConnectionError, OpenAI', 'APIConnectionError'],
    [
      'from openai import APIConnectionError, OpenAI',
      'import logging\n\nfrom openai import APIConnectionError, OpenAI',
      'APIConnectionError',
    ],
    ['from openai import APIConnectionError as E, OpenAI', 'import logging\n\nfrom openai import APIConnectionError as E, OpenAI', 'E'],
    [
      'import openai as oai\nfrom openai import OpenAI',
      program`
        import logging

        import openai as oai
        from openai import OpenAI
      `,
      'oai.APIConnectionError',
    ],
    [
      program`
        from openai import (
            AsyncOpenAI,
            OpenAI,  # sync
        )
      `,
      program`
        import logging

        from openai import (
            APIConnectionError,
            AsyncOpenAI,
            OpenAI,  # sync
        )
      `,
      'APIConnectionError',
    ],
    [
      'from openai import *',
      program`
        import logging

        from openai import *
        from openai import APIConnectionError
      `,
      'APIConnectionError',
    ],
    [
      'from openai import OpenAI  # sdk\nfrom anthropic import APIConnectionError',
      program`
        import logging

        from openai import OpenAI  # sdk
        from anthropic import APIConnectionError
        import openai
      `,
      'openai.APIConnectionError',
    ],
  ])('%s', (head, after, text) => {
    const output = caughtIn(`${head}\nclient = OpenAI()\n${CREATE}\n`);
    expect(output).toBe(`${after}\nclient = OpenAI()\n${wrapped(CREATE).replace('openai.APIConnectionError', text)}`);
  });

  it('in a function that imports for itself', () => {
    expect(
      caughtIn(program`
        import logging
        def f():
            from openai import OpenAI
            return OpenAI().models.list()
        f()

      `),
    ).toBe(
      `import logging\ndef f():\n    from openai import APIConnectionError, OpenAI\n${wrapped('return OpenAI().models.list()', '    ').replace('openai.', '')}f()\n`,
    );
  });

  it('of a builtin', () => {
    expect(caughtIn('import ollama\nprint(ollama.chat(model="m"))\n')).toBe(
      `import logging\n\nimport ollama\n${wrapped('print(ollama.chat(model="m"))').replace('openai.APIConnectionError', 'ConnectionError')}`,
    );
    expect(
      caughtIn(program`
        import ollama
        from requests import ConnectionError
        print(ollama.chat(model="m"))

      `),
    ).toContain('import builtins\nimport logging\n');
  });

  it('that would hide a builtin', () => {
    const output = caughtIn('from requests import post\nprint(post("http://localhost:8000/v1/chat/completions"))\n');
    expect(output).toContain('import requests\nfrom requests import post\n');
    expect(output).toContain('except requests.ConnectionError:');
  });

  it('where answers like 404 are of it too', () => {
    const output = caughtIn('import urllib.request\nr = urllib.request.urlopen("http://localhost:8000/v1/models")\n');
    expect(output).toBe(
      program`
        import logging
        import urllib.error
        import urllib.request
        try:
            r = urllib.request.urlopen("http://localhost:8000/v1/models")
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            logging.exception("Cannot reach the LLM server. Is it running?")
            raise

      `,
    );
  });

  it("of another library than the call's", () => {
    const output = caughtIn('from langchain_openai import ChatOpenAI\n\nprint(ChatOpenAI().invoke("x"))\n');
    expect(output).toContain(program`
      import logging

      from langchain_openai import ChatOpenAI
      from openai import APIConnectionError

      try:
    `);
  });
});

describe('the logger', () => {
  it.each([
    ['of the module', 'logger = logging.getLogger(__name__)', 'logger'],
    ['of loguru', 'from loguru import logger', 'logger'],
    ['under another name', 'LOG: logging.Logger = logging.getLogger()', 'LOG'],
    ['not one that is something else', 'logger = print', 'logging'],
  ])('%s', (_, line, name) => {
    expect(caught(`${line}\nx = ${CREATE}\n`)).toContain(`    ${name}.exception("Cannot`);
  });

  it('names the variable', () => {
    const output = caughtIn(
      program`
        import logging
        import os
        from openai import OpenAI
        c = OpenAI(base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1")
        c.models.list()

      `,
    );
    expect(output).toContain('Does VLLM_BASE_URL point to it?');
  });
});

describe('a fallback', () => {
  it.each([
    [
      'takes in what needs the answer',
      `answer = ${CREATE}\ntext = answer.x\nprint("a")\nprint(text)\nprint("done")`,
      `try:\n    answer = ${CREATE}\n    text = answer.x\n    print("a")\n    print(text)\nexcept openai.APIConnectionError:\n    ${LOG}\n    # Decide here what to do while the LLM server is down.\nprint("done")\n`,
    ],
    [
      'gives names a value',
      `if 1:\n    answer = ${CREATE}\nprint(answer)`,
      `if 1:\n    try:\n        answer = ${CREATE}\n    except openai.APIConnectionError:\n        ${LOG}\n        answer = None  # Replace with your fallback.\nprint(answer)\n`,
    ],
    [
      'keeps values that are there',
      `answer = 1\nif 1:\n    answer = ${CREATE}\nprint(answer)`,
      `answer = 1\nif 1:\n    try:\n        answer = ${CREATE}\n    except openai.APIConnectionError:\n        ${LOG}\n        # Decide here what to do while the LLM server is down.\nprint(answer)\n`,
    ],
    [
      'returns',
      `def f():\n    x = ${CREATE}\n    return x.y\nprint(f())`,
      `def f():\n    try:\n        x = ${CREATE}\n        return x.y\n    except openai.APIConnectionError:\n        ${LOG}\n        return None  # Replace with your fallback.\nprint(f())\n`,
    ],
    [
      'sets fields',
      `class A:\n    def f(self):\n        self.x = ${CREATE}\nA().f()`,
      `class A:\n    def f(self):\n        try:\n            self.x = ${CREATE}\n        except openai.APIConnectionError:\n            ${LOG}\n            self.x = None  # Replace with your fallback.\nA().f()\n`,
    ],
  ])('%s', (_, code, output) => {
    expect(caught(`${code}\n`, 'fallback')).toBe(output);
  });
});

describe('no repair', () => {
  it.each([
    ['an elif', `if a:\n    pass\nelif ${CREATE}:\n    pass\n`],
    ['a class body', `class A:\n    x = ${CREATE}\n`],
    ['a default', `def f(x=${CREATE}):\n    pass\nf()\n`],
    ['a decorator', `@${CREATE}\ndef f():\n    pass\n`],
    ['a lambda that runs later', `f = lambda: ${CREATE}\nprint(f())\n`],
    ['a coroutine that is returned', `def f():\n    return ${ACREATE}\n`],
    ['a generator that is kept', `g = (${CREATE} for _ in "abc")\nprint(list(g))\n`],
  ])('%s', (_, code) => {
    refuses(code);
  });
});
