import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../src/languages/python/extract.js';
import { parsePython } from '../../../src/languages/python/parser/index.js';
import { DEFAULT_SETTINGS } from '../../../src/model/settings.js';
import type { Facts } from '../../../src/model/file-facts.js';
import { cpuTime } from '../../cpu-time.js';
import { program } from '../../program.js';

const many = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** The facts of code that may be broken, and how much CPU time they took, in milliseconds. */
function timed(code: string): { readonly facts: Facts; readonly time: number } {
  let facts: Facts | undefined;
  const time = cpuTime(() => {
    const { ast, comments } = parsePython(code);
    const found = extractFacts({ text: code, ast, comments }, '/project/src/file.py', DEFAULT_SETTINGS, () => undefined);
    // Every field is read, because each is computed when it is.
    ({ facts } = structuredClone({ facts: found.facts, problems: found.problems }));
  });
  if (!facts) throw new Error('cpuTime() did not run the work.');
  return { facts, time };
}

const HEAD = 'import openai, requests, functools\nclient = openai.OpenAI()\n';
const CALL = `client.chat.completions.create(model='m', messages=[])`;
const POST = `requests.post(p + '/v1/chat/completions')`;

/** Code that generators, bundlers and attackers write. */
describe('the time on hostile or generated code is bounded', () => {
  it.each([
    ['5,000 calls', many(5000, () => CALL)],
    ['5,000 calls in one try', `try:\n${many(5000, () => `    ${CALL}`)}\nexcept Exception:\n    pass`],
    ['5,000 calls in one try that asks for another error', `try:\n${many(5000, () => `    ${CALL}`)}\nexcept ConnectionError:\n    pass`],
    ['5,000 functions that each call', many(5000, (i) => `def f${String(i)}():\n    return ${CALL}`)],
    ['5,000 calls of one function', `def ask():\n    return ${CALL}\n${many(5000, () => 'ask()')}`],
    [
      '5,000 methods',
      `class A:\n${many(5000, (i) => `    def m${String(i)}(self):\n        return self.m${String((i + 1) % 5000)}()`)}\n    def go(self):\n        return ${CALL}`,
    ],
    [
      '5,000 methods of one name',
      `${many(2500, (i) => `class A${String(i)}:\n    def ask(self):\n        return ${CALL}`)}\n${many(2500, (i) => `A${String(i)}().ask()`)}`,
    ],
    [
      '5,000 attributes of one name',
      many(
        2500,
        (i) =>
          `class A${String(i)}:\n    def __init__(self, c):\n        self.client = c\n    def ask(self):\n        return self.client.chat.completions.create()`,
      ),
    ],
    ['5,000 decorated functions', many(2500, (i) => `@functools.lru_cache\ndef f${String(i)}():\n    return ${CALL}\nf${String(i)}()`)],
    ['5,000 clients', many(5000, (i) => `c${String(i)} = openai.OpenAI(base_url='http://gpu:${String(i)}/v1')`)],
    [
      'callable objects',
      `${many(1000, (i) => `class A${String(i)}:\n    def __call__(self):\n        return ${CALL}`)}\n${many(1000, (i) => `A${String(i)}()()`)}`,
    ],
    [
      'FastAPI with 2,000 routes',
      `from fastapi import FastAPI\napp = FastAPI()\n${many(2000, (i) => `@app.get('/${String(i)}')\ndef f${String(i)}():\n    return ${CALL}`)}`,
    ],
    [
      'a dict of 20,000 elements',
      `d = {\n${many(20_000, (i) => `'k${String(i)}': ${String(i)},`)}\n}\nopenai.OpenAI(**d)\nrequests.post(url, json=d)`,
    ],
    [
      'a dict of 20,000 elements, read 2,000 times',
      `d = {\n${many(20_000, (i) => `'k${String(i)}': 'v',`)}\n}\n${many(2000, (i) => `openai.OpenAI(base_url=d['k${String(i)}'])`)}`,
    ],
    [
      'a list of 20,000 URLs',
      `urls = [\n${many(20_000, (i) => `'http://gpu:${String(i)}/v1',`)}\n]\nfor u in urls:\n    openai.OpenAI(base_url=u)`,
    ],
    ['a sum of 50,000', `p = ${Array.from({ length: 50_000 }, () => "'a'").join(' + ')}\n${POST}`],
    ['a sum of 50,000 calls', `x = ${Array.from({ length: 50_000 }, () => 'f()').join(' + ')}\n${CALL}`],
    ['`or` of 50,000', `p = ${Array.from({ length: 50_000 }, () => 'x').join(' or ')}\n${POST}`],
    [
      'a union of 50,000 classes',
      `def f(c: ${Array.from({ length: 50_000 }, () => 'A').join(' | ')}):\n    c.chat.completions.create()\n${CALL}`,
    ],
    ['a chain of 20,000 calls', `p = s${'.replace(a, b)'.repeat(20_000)}\n${POST}`],
    ['a chain of 20,000 attributes', `p = s${'.a'.repeat(20_000)}\n${POST}`],
    ['a chain of 20,000 subscripts', `p = s${"['a']".repeat(20_000)}\n${POST}`],
    [
      'a condition of 50,000 links',
      `while ${Array.from({ length: 50_000 }, () => 'x').join(' + ')}:\n    try:\n        ${CALL}\n    except Exception:\n        pass`,
    ],
    ['50,000 `elif`', `if a:\n    pass\n${many(20_000, () => 'elif b:\n    pass')}\n${CALL}`],
    ['20,000 `if` in a row', `def f():\n${many(20_000, () => `    if b:\n        return 1`)}\n    return ${CALL}`],
    [
      'names in a ring',
      program`
        a = b
        b = c
        c = a
        openai.OpenAI(base_url=a)
        a.chat.completions.create()
      `,
    ],
    ['a variable that is made of itself', `p = ''\n${many(500, (i) => `p = p.replace('a${String(i)}', 'b')`)}\n${POST}`],
    ['two variables that are made of each other', `p = t = ''\n${many(300, () => 'p = p + t\nt = t + p')}\n${POST}`],
    ['2,000 additions to one name', `p = 'http://gpu:8000'\n${many(2000, () => "p += '/v1'")}\n${POST}`],
    [
      'dicts spread into one another',
      `${many(60, (i) => `d${String(i)} = {**d${String((i + 1) % 60)}, **d${String((i + 7) % 60)}}`)}\nopenai.OpenAI(**d0)`,
    ],
    [
      'dicts spread into one another without a ring',
      `d0 = {}\n${many(60, (i) => `d${String(i + 1)} = {**d${String(i)}, **d${String(i)}}`)}\nopenai.OpenAI(**d60)`,
    ],
    [
      'classes that inherit in a ring',
      program`
        class A(B): pass
        class B(A): pass
        A().client.chat.completions.create()
        A().ask()
      `,
    ],
    [
      'a tower of classes',
      `class A0:\n    pass\n${many(500, (i) => `class A${String(i + 1)}(A${String(i)}):\n    pass`)}\nA500().client.chat.completions.create()`,
    ],
    [
      'a diamond of classes',
      `class A0:\n    pass\n${many(40, (i) => `class A${String(i + 1)}(A${String(i)}, A${String(i)}):\n    pass`)}\nA40().client.chat.completions.create()`,
    ],
    [
      'functions that call each other',
      `${many(60, (i) => `def f${String(i)}(c):\n    f${String((i + 1) % 60)}(c)\n    f${String((i + 7) % 60)}(c)`)}\ndef g(c):\n    ${CALL}\n    f1(c)\nf0(g)`,
    ],
    [
      'functions that return each other',
      `${many(60, (i) => `def f${String(i)}():\n    return f${String((i + 1) % 60)}() or f${String((i + 7) % 60)}()`)}\nf0().chat.completions.create()\nopenai.OpenAI(base_url=f0())`,
    ],
    [
      'callers of callers',
      `def f0():\n    ${CALL}\n${many(40, (i) => `def f${String(i + 1)}():\n    f${String(i)}()\n    f${String(i)}()`)}\nf40()`,
    ],
    [
      'parameters handed on',
      `def f0(c, u):\n    c.chat.completions.create()\n    openai.OpenAI(base_url=u)\n${many(40, (i) => `def f${String(i + 1)}(c, u):\n    f${String(i)}(c, u)\n    f${String(i)}(c, u)`)}\nf40(client, 'http://gpu:8000/v1')`,
    ],
    [
      'a decorator over itself',
      `def d(fn):\n    @d\n    def inner():\n        return fn()\n    return inner\n@d\ndef ask():\n    return ${CALL}\nask()`,
    ],
    ['a lambda that calls itself', `f = lambda: f() or ${CALL}\nf()`],
    [
      'a context manager that enters itself',
      `import contextlib\n@contextlib.contextmanager\ndef m():\n    with m():\n        yield ${CALL}\nwith m():\n    pass`,
    ],
    ['generators in a ring', `def a():\n    yield from b()\ndef b():\n    yield ${CALL}\n    yield from a()\nfor x in a(): pass`],
    [
      'a function that comes back to its name',
      `def ask():\n    return ${CALL}\n${many(
        30,
        () => program`
          if x:
              ask = functools.partial(ask)
              fn = ask
              ask = functools.partial(fn)
        `,
      )}\nask()`,
    ],
    [
      'a task that comes back to its name',
      `import asyncio\nasync def f():\n    t = asyncio.create_task(client.chat())\n    while True:\n        t = asyncio.shield(t)\n        await t\n    ${CALL}`,
    ],
    [
      'futures put back into their list',
      `import concurrent.futures as cf\ndef ask(x):\n    return ${CALL}\nex = cf.ThreadPoolExecutor()\nfs = []\nfor m in ms:\n    fs.append(ex.submit(ask, m))\nwhile fs:\n    for f in fs:\n        fs.append(f)\n        f.result()`,
    ],
    [
      '80 loops in one another',
      `${Array.from({ length: 80 }, (_, i) => `${' '.repeat(i)}for x in y:`).join('\n')}\n${' '.repeat(80)}${CALL}`,
    ],
    [
      '90 try in one another',
      `${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}try:`).join('\n')}\n${' '.repeat(90)}${CALL}\n${Array.from({ length: 90 }, (_, i) => `${' '.repeat(89 - i)}except ValueError:\n${' '.repeat(89 - i)} pass`).join('\n')}`,
    ],
    [
      '90 functions in one another',
      `${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}def f():`).join('\n')}\n${' '.repeat(90)}${CALL}`,
    ],
    ['180 brackets', `x = ${'('.repeat(180)}${CALL}${')'.repeat(180)}`],
    ['5,000 brackets', `x = ${'['.repeat(5000)}${']'.repeat(5000)}\n${CALL}`],
    ['500 lambdas', `x = ${'lambda: '.repeat(500)}${CALL}`],
    ['3 MB on one line', `x = [${"'aaaaaaaa', ".repeat(250_000)}]`],
    ['3 MB of text', `"""${'a word '.repeat(430_000)}"""\n${CALL}`],
    ['an f-string of 5,000 holes', `p = f"http://gpu${'{x}'.repeat(5000)}"\n${POST}`],
    ['a template of 5,000 gaps', `p = "${'%s'.repeat(5000)}" % (${'x, '.repeat(5000)})\n${POST}`],
  ])('%s', (_what, code) => {
    expect(timed(HEAD + code).time).toBeLessThan(2000);
  });
});

describe('broken code', () => {
  it.each([
    ['open bracket', `${CALL}\nx = (`],
    ['half a call', 'client.chat.completions.create('],
    ['half a try', `try:\n    ${CALL}\n`],
    ['half a class', 'class A:\n    def f(self):\n'],
    ['tabs and spaces', `def f():\n\tx = 1\n        ${CALL}`],
    ['Python 2', "print 'x'\nexcept Exception, e:"],
    ['no text', ''],
    ['a lone surrogate', `x = '\ud800'\n${CALL}`],
    ['NUL', `x = '\0'\n${CALL}`],
    ['a merge conflict', `<<<<<<< HEAD\n${CALL}\n=======\n>>>>>>> x`],
    ['JavaScript', 'const x = { a: 1 };'],
    [
      'global in a class, nonlocal at the top',
      program`
        nonlocal client
        class A:
            global client
            client = None
      `,
    ],
    [
      'names of Object.prototype',
      program`
        constructor.toString()
        class A:
            __proto__ = client
            def f(self):
                return self.__proto__.chat.completions.create()
        openai.constructor()
        requests.hasOwnProperty('x')
        requests.__proto__.post('http://gpu:8000/v1/completions')
        client.constructor.create()
        client.chat.toString()
      `,
    ],
  ])('%s: no exception', (_what, code) => {
    expect(() => timed(HEAD + code)).not.toThrow();
  });

  it('has the facts of what stands before the error', () => {
    expect(timed(`${HEAD}${CALL}\nx = (`).facts.calls).toHaveLength(1);
  });
});

describe('code that is too deep', () => {
  const chain = (n: number): string =>
    `def f0():\n    return ${CALL}\n${many(n, (i) => `def f${String(i + 1)}():\n    return f${String(i)}()`)}\nf${String(n)}()\n`;

  it('makes one answer unknown, and leaves the rest of the file', () => {
    const { facts } = timed(`${HEAD}${chain(3000)}${CALL}`);
    expect(facts.calls.map(({ handling }) => handling.kind)).toEqual(['unknown', 'lost']);
  });

  it('is what no program has: 100 functions that call each other are followed', () => {
    expect(timed(HEAD + chain(100)).facts.calls.map(({ handling }) => handling.kind)).toEqual(['lost']);
  });
});
