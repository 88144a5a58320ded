import { describe, expect, it } from 'vitest';
import { findings, project } from './python-files.js';
import { program } from '../program.js';

const CLIENT = program`
  from openai import OpenAI, AsyncOpenAI
  client = OpenAI()
  aio = AsyncOpenAI()

`;
const CREATE = 'client.chat.completions.create(model="m", messages=[])';
const ACREATE = 'aio.chat.completions.create(model="m", messages=[])';

/** What `app.py`, which gets its wrapper from `helpers.py`, says of the one call in it. */
function found(app: string, helpers: string, rule?: string, more: Readonly<Record<string, string>> = {}): string[] {
  return findings(project({ 'helpers.py': helpers, 'app.py': app, ...more }), 'app.py', app, rule).map((text) => text.replace(/^\d+ /, ''));
}

const decorated = (decorator: string, fn = `def ask():\n    return ${CREATE}\n`, call = 'ask()\n'): string =>
  `${CLIENT}from helpers import wrap\n${decorator}\n${fn}${call}`;
const ASYNC = [`async def ask():\n    return await ${ACREATE}\n`, 'import asyncio\nasyncio.run(ask())\n'] as const;
const inWith = (item: string, keyword = 'with'): string => `${CLIENT}from helpers import wrap\n${keyword} ${item}:\n    ${CREATE}\n`;

const body = (statement: string): string =>
  `        def inner(*args):\n            ${statement.replaceAll('\n', '\n            ')}\n        return inner\n`;
const bare = (statement: string): string => `import time, functools\ndef wrap(fn):\n${body(statement).replace(/^ {4}/gm, '')}`;
const made = (statement: string): string =>
  `import time, functools\ndef wrap(times=3):\n    def decorate(fn):\n${body(statement)}    return decorate\n`;
const CATCH = program`
  try:
      return fn(*args)
  except Exception:
      print("down")
`;
const PASS = 'print("asking")\nreturn fn(*args)';
const AGAIN = program`
  for n in range(3):
      try:
          return fn(*args)
      except Exception:
          time.sleep(n)
`;
const OTHER = program`
  try:
      return fn(*args)
  except KeyError:
      print("no key")
`;

describe('a decorator of another file does what its definition says', () => {
  it.each([
    ['catches', decorated('@wrap'), bare(CATCH), []],
    ['lets through', decorated('@wrap'), bare(PASS), ['here']],
    ['catches something else', decorated('@wrap'), bare(OTHER), ['here']],
    ['tries again', decorated('@wrap'), bare(AGAIN), []],
    ['with arguments, catches', decorated('@wrap(times=2)'), made(CATCH), []],
    ['with arguments, lets through', decorated('@wrap(times=2)'), made(PASS), ['here']],
    [
      'with wraps, lets through',
      decorated('@wrap'),
      bare(PASS).replace('    def inner', '    @functools.wraps(fn)\n    def inner'),
      ['here'],
    ],
    [
      'an object, catches',
      decorated('@wrap(3)'),
      `class wrap:\n    def __init__(self, times):\n        self.times = times\n    def __call__(self, fn):\n${body(CATCH)}`,
      [],
    ],
    [
      'an object, lets through',
      decorated('@wrap(3)'),
      `class wrap:\n    def __init__(self, times):\n        self.times = times\n    def __call__(self, fn):\n${body(PASS)}`,
      ['here'],
    ],
    [
      'of a coroutine, catches',
      decorated('@wrap', ...ASYNC),
      bare(CATCH).replace('def inner', 'async def inner').replace('return fn(', 'return await fn('),
      [],
    ],
    [
      'of a coroutine, lets through',
      decorated('@wrap', ...ASYNC),
      bare(PASS).replace('def inner', 'async def inner').replace('return fn(', 'return await fn('),
      ['here'],
    ],
    ['hands a coroutine on', decorated('@wrap', ...ASYNC), bare(PASS), ['here']],
    [
      'hands the function on',
      decorated('@wrap'),
      program`
        def wrap(fn):
            fn.known = True
            return fn

      `,
      ['here'],
    ],
    [
      'keeps the function',
      decorated('@wrap'),
      program`
        ALL = []
        def wrap(fn):
            ALL.append(fn)

      `,
      [],
    ],
    [
      'says by its name alone that it is safe',
      `${CLIENT}from helpers import wrap as safe\n@safe\ndef ask():\n    return ${CREATE}\nask()\n`,
      bare(PASS),
      ['here'],
    ],
    [
      "is a retry library's",
      decorated('@wrap'),
      'from tenacity import retry, stop_after_attempt\nwrap = retry(stop=stop_after_attempt(3))\n',
      ['here'],
    ],
    [
      'gives one of a retry library',
      decorated('@wrap()'),
      program`
        from tenacity import retry, stop_after_attempt
        def wrap():
            return retry(stop=stop_after_attempt(3))

      `,
      ['here'],
    ],
  ])('%s', (_, app, helpers, expected) => {
    expect(found(app, helpers)).toEqual(expected);
  });

  it('has what tries again for the rule that asks for it', () => {
    const http = (decorator: string): string =>
      `import requests\nfrom helpers import wrap\n${decorator}\ndef ask():\n    return requests.post("http://gpu:8000/v1/chat/completions", json={})\ntry:\n    ask()\nexcept Exception:\n    print("down")\n`;
    expect(found(http('@wrap'), bare(AGAIN), 'require-retry')).toEqual([]);
    expect(
      found(http('@wrap'), 'from tenacity import retry, stop_after_attempt\nwrap = retry(stop=stop_after_attempt(3))\n', 'require-retry'),
    ).toEqual([]);
    expect(found(http('@wrap'), bare(PASS), 'require-retry')).toEqual(['here']);
  });

  it('is found through the modules that hand it on', () => {
    const app = decorated('@wrap').replace('from helpers', 'from pkg');
    for (const text of ['from .retry import wrap\n', 'from .retry import *\n', 'from .retry import guard as wrap\n']) {
      const name = text.includes('guard') ? 'guard' : 'wrap';
      expect(found(app, '', undefined, { 'pkg/__init__.py': text, 'pkg/retry.py': bare(CATCH).replace('wrap', name) })).toEqual([]);
      expect(found(app, '', undefined, { 'pkg/__init__.py': text, 'pkg/retry.py': bare(PASS).replace('wrap', name) })).toEqual(['here']);
    }
    const byModule = decorated('@helpers.wrap').replace('from helpers import wrap', 'import helpers');
    expect(found(byModule, bare(CATCH))).toEqual([]);
    expect(found(byModule, bare(PASS))).toEqual(['here']);
  });

  it('counts for callers in other files', () => {
    const llm = `${CLIENT}from helpers import wrap\n@wrap\ndef ask():\n    return ${CREATE}\n`;
    const lines = (helpers: string): string[] =>
      findings(project({ 'helpers.py': helpers, 'llm.py': llm, 'app.py': 'from llm import ask\nask()\n' }), 'llm.py', llm);
    expect(lines(bare(CATCH))).toEqual([]);
    expect(lines(bare(PASS))).toEqual(['7 app.py:2']);
  });
});

describe('a context manager of another file does what its definition says', () => {
  const manager = (statement: string): string =>
    `from contextlib import contextmanager, asynccontextmanager\n@contextmanager\ndef wrap():\n    ${statement.replaceAll('\n', '\n    ')}\n`;
  const cls = (returned: string): string =>
    `class wrap:\n    def __enter__(self):\n        return self\n    def __exit__(self, *args):\n        print("left")\n        return ${returned}\n`;
  it.each([
    [
      'catches',
      inWith('wrap()'),
      manager(program`
        try:
            yield
        except Exception:
            print("down")
      `),
      [],
    ],
    [
      'lets through',
      inWith('wrap()'),
      manager(program`
        try:
            yield
        finally:
            print("done")
      `),
      ['here'],
    ],
    [
      'catches something else',
      inWith('wrap()'),
      manager(program`
        try:
            yield
        except KeyError:
            print("no key")
      `),
      ['here'],
    ],
    ['a class that keeps the failure', inWith('wrap()'), cls('True'), []],
    ['a class that lets through', inWith('wrap()'), cls('False'), ['here']],
    ['a class that may keep it', inWith('wrap()'), cls('args[0] is KeyError'), []],
    ['an object', inWith('wrap'), cls('True').replace('wrap', 'Wrap') + 'wrap = Wrap()\n', []],
    ['an object that lets through', inWith('wrap'), cls('None').replace('wrap', 'Wrap') + 'wrap = Wrap()\n', ['here']],
    [
      'a method',
      inWith('wrap.guard()'),
      program`
        from contextlib import contextmanager
        class Wrap:
            @contextmanager
            def guard(self):
                try:
                    yield
                except Exception:
                    print("down")
        wrap = Wrap()

      `,
      [],
    ],
    [
      'a method that lets through',
      inWith('wrap.guard()'),
      program`
        from contextlib import contextmanager
        class Wrap:
            @contextmanager
            def guard(self):
                yield
        wrap = Wrap()

      `,
      ['here'],
    ],
  ])('%s', (_, app, helpers, expected) => {
    expect(found(app, helpers)).toEqual(expected);
  });

  it('of a coroutine', () => {
    const app = `${CLIENT}import asyncio\nfrom helpers import wrap\nasync def main():\n    async with wrap():\n        await ${ACREATE}\nasyncio.run(main())\n`;
    const text = (statement: string): string => manager(statement).replace('@c', '@asyncc').replace('def wrap', 'async def wrap');
    expect(
      found(
        app,
        text(program`
          try:
              yield
          except Exception:
              print("down")
        `),
      ),
    ).toEqual([]);
    expect(found(app, text('yield'))).toEqual(['here']);
  });
});

describe('a function of another file does with a function what its definition says', () => {
  const app = (call: string): string => `${CLIENT}from helpers import wrap\ndef ask():\n    return ${CREATE}\n${call}\n`;
  const runs = (statement: string): string => `import time\ndef wrap(fn, *args):\n    ${statement.replaceAll('\n', '\n    ')}\n`;
  it.each([
    ['catches', 'wrap(ask)', runs(CATCH), []],
    ['lets through', 'wrap(ask)', runs(PASS), ['here']],
    ['tries again', 'wrap(ask)', runs(AGAIN), []],
    ['catches, by name', 'wrap(fn=ask)', runs(CATCH), []],
    ['lets through, by name', 'wrap(fn=ask)', runs(PASS), ['here']],
    ['catches a function without a name', `wrap(lambda: ${CREATE})`, runs(CATCH), []],
    ['lets a function without a name through', `wrap(lambda: ${CREATE})`, runs(PASS), ['here']],
    ['gets it at another place', 'wrap(print, ask)', runs(CATCH), []],
    ['gives another function, which catches', 'wrap(ask)()', bare(CATCH), []],
    ['gives another function, which lets through', 'wrap(ask)()', bare(PASS), ['here']],
    ['is decorated with what is not known', 'wrap(ask)', `from other import deco\n${runs(PASS).replace('def', '@deco\ndef')}`, []],
    [
      'stands in a handler',
      program`
        try:
            wrap(ask)
        except Exception:
            print("down")
      `,
      runs(PASS),
      [],
    ],
  ])('%s', (_, call, helpers, expected) => {
    expect(found(app(call), helpers)).toEqual(expected);
  });

  it.each([
    ['a function that gives a coroutine', `wrap(lambda: ${ACREATE})`, 'fn'],
    ['a coroutine', `wrap(${ACREATE})`, 'fn'],
  ])('%s', (name, call, parameter) => {
    const text = `${CLIENT}import asyncio\nfrom helpers import wrap\nasync def main():\n    return await ${call}\nasyncio.run(main())\n`;
    const value = name === 'a coroutine' ? parameter : `${parameter}()`;
    expect(found(text, `async def wrap(fn):\n    return await ${value}\n`)).toEqual(['here']);
    expect(
      found(text, `async def wrap(fn):\n    try:\n        return await ${value}\n    except Exception:\n        print("down")\n`),
    ).toEqual([]);
  });

  it('files whose wrappers ask for each other', () => {
    const other = program`
      import helpers
      def run(fn):
          return helpers.wrap(fn)

    `;
    expect(
      found(
        app('wrap(ask)'),
        program`
          import other
          def wrap(fn):
              return other.run(fn)

        `,
        undefined,
        { 'other.py': other },
      ),
    ).toEqual([]);
  });
});

describe('a client without retries whose calls another file of the project runs again', () => {
  const RETRYING = program`
    import time
    def with_retries(fn):
        def wrapper(*args, **kwargs):
            for attempt in range(4):
                try:
                    return fn(*args, **kwargs)
                except Exception:
                    if attempt == 3:
                        raise
                    time.sleep(2**attempt)
        return wrapper

    def call_again(fn, times=3):
        for attempt in range(times):
            try:
                return fn()
            except Exception as error:
                last = error
                time.sleep(1)
        raise last

    class Retrier:
        def run(self, fn):
            while True:
                try:
                    return fn()
                except Exception:
                    time.sleep(1)

  `;
  const app = (...code: readonly string[]): string =>
    `from openai import OpenAI\nfrom retrying_calls import Retrier, call_again, with_retries\nclient = OpenAI(max_retries=0)\n${code.join('\n')}\n`;
  const run = (code: string, more: Readonly<Record<string, string>> = {}) =>
    findings(project({ 'app.py': code, 'retrying_calls.py': RETRYING, ...more }), 'app.py', code, 'require-retry');

  it.each([
    ['by a decorator', app('@with_retries', 'def ask():', `    return ${CREATE}`)],
    ['by a function that gets a lambda', app('def ask():', `    return call_again(lambda: ${CREATE})`)],
    [
      'by a function that gets the method',
      app('def ask():', '    return with_retries(client.chat.completions.create)(model="m", messages=[])'),
    ],
    ['by an object', app('def ask():', `    return Retrier().run(lambda: ${CREATE})`)],
    [
      'by a loop over models',
      app(
        'def ask(models):',
        '    for model in models:',
        '        try:',
        '            return client.chat.completions.create(model=model, messages=[])',
        '        except Exception:',
        '            continue',
      ),
    ],
    [
      'by recursion',
      app(
        'def ask(left=3):',
        '    try:',
        `        return ${CREATE}`,
        '    except Exception:',
        '        if left == 0:',
        '            raise',
        '    return ask(left - 1)',
      ),
    ],
  ])('silent: %s', (_, code) => {
    expect(run(code)).toEqual([]);
  });

  it('silent: by a loop around it', () => {
    const main = program`
      import time
      from app import ask
      for attempt in range(3):
          try:
              ask()
              break
          except Exception:
              time.sleep(1)

    `;
    expect(run(app('def ask():', `    return ${CREATE}`), { 'main.py': main })).toEqual([]);
  });

  it('found: once', () => {
    expect(run(app('def ask():', `    return ${CREATE}`), { 'main.py': 'from app import ask\nask()\n' })).toHaveLength(1);
  });
});
