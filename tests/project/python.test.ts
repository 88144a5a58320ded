import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings, project, write } from './python-files.js';
import { program } from '../program.js';

const CLIENT = program`
  from openai import OpenAI, AsyncOpenAI
  client = OpenAI()
  aio = AsyncOpenAI()

`;
const ASK = `${CLIENT}def ask(q):\n    return client.chat.completions.create(model="m", messages=[q])\n`;
const AASK = `${CLIENT}async def ask(q):\n    return await aio.chat.completions.create(model="m", messages=[q])\n`;
const STREAM = `${CLIENT}def ask(q):\n    for part in client.chat.completions.create(model="m", messages=[q], stream=True):\n        yield part\n`;
const SERVICE = `${CLIENT}class Service:\n    def ask(self, q):\n        return client.chat.completions.create(model="m", messages=[q])\n`;

/** A call in an `except`, so that it is handled. */
const tried = (line: string, indent = ''): string =>
  `${indent}try:\n${indent}    ${line}\n${indent}except Exception:\n${indent}    print("down")\n`;

/** What a file of callers says of `llm.py`: it is lost at a line of `app.py`, or handled. */
function found(llm: string, app: string, more: Readonly<Record<string, string>> = {}, settings: object = {}): string[] {
  return findings(project({ 'pyproject.toml': '', 'llm.py': llm, 'app.py': app, ...more }), 'llm.py', llm, undefined, settings);
}

describe('a function that leaves its Python file is judged by its callers in others', () => {
  it.each([
    ['a function', ASK, 'from llm import ask\nask("hi")\n', `from llm import ask\n${tried('ask("hi")')}`],
    ['a module', ASK, 'import llm\n\nllm.ask("hi")\n', `import llm\n${tried('llm.ask("hi")')}`],
    [
      'another name',
      ASK,
      'from llm import ask as question\nquestion("hi")\n',
      `from llm import ask as question\n${tried('question("hi")')}`,
    ],
    [
      'a list of names',
      ASK,
      program`
        from llm import (  # names
            client,
            ask,
        )
        ask("hi")

      `,
      `from llm import (\n    client,\n    ask,\n)\n${tried('ask("hi")')}`,
    ],
    ['every name', ASK, 'from llm import *\nask("hi")\n', `from llm import *\n${tried('ask("hi")')}`],
    [
      'a coroutine',
      AASK,
      program`
        import asyncio
        from llm import ask
        asyncio.run(ask("hi"))

      `,
      `import asyncio\nfrom llm import ask\n${tried('asyncio.run(ask("hi"))')}`,
    ],
    [
      'a generator',
      STREAM,
      program`
        from llm import ask
        for part in ask("hi"):
            print(part)

      `,
      `from llm import ask\n${tried('print(list(ask("hi")))')}`,
    ],
    [
      'a method',
      SERVICE,
      program`
        from llm import Service
        service = Service()
        service.ask("hi")

      `,
      `from llm import Service\nservice = Service()\n${tried('service.ask("hi")')}`,
    ],
    [
      'a method of an annotated parameter',
      SERVICE,
      program`
        from llm import Service
        def main(service: Service):
            service.ask("hi")
        main(None)

      `,
      `from llm import Service\ndef main(service: "Service"):\n${tried('service.ask("hi")', '    ')}main(None)\n`,
    ],
    [
      'a method of an injected object',
      SERVICE,
      program`
        from llm import Service
        class App:
            def __init__(self, service: Service):
                self.service = service
            def run(self):
                self.service.ask("hi")
        App(Service()).run()

      `,
      `from llm import Service\nclass App:\n    def __init__(self, service: Service):\n        self.service = service\n    def run(self):\n${tried('self.service.ask("hi")', '        ')}App(Service()).run()\n`,
    ],
    [
      'an inherited method',
      SERVICE,
      program`
        from llm import Service
        class Mine(Service):
            def run(self):
                return self.ask("hi")
        Mine().run()

      `,
      `from llm import Service\nclass Mine(Service):\n    def run(self):\n${tried('self.ask("hi")', '        ')}Mine().run()\n`,
    ],
    [
      'an object of the module',
      `${SERVICE}service = Service()\n`,
      'from llm import service\nservice.ask("hi")\n',
      `from llm import service\n${tried('service.ask("hi")')}`,
    ],
    [
      'what a factory makes',
      `${SERVICE}def get_service():\n    return Service()\n`,
      'from llm import get_service\nget_service().ask("hi")\n',
      `from llm import get_service\n${tried('get_service().ask("hi")')}`,
    ],
    [
      'a static method',
      SERVICE.replace('    def ask(self, q)', '    @staticmethod\n    def ask(q)'),
      'from llm import Service\nService.ask("hi")\n',
      `from llm import Service\n${tried('Service.ask("hi")')}`,
    ],
    [
      'a closure',
      ASK.replace(
        'def ask(q):\n    return',
        program`
          def make():
            def ask(q):
              return
        `,
      ) + '  return ask\n',
      program`
        from llm import make
        ask = make()
        ask("hi")

      `,
      `from llm import make\nask = make()\n${tried('ask("hi")')}`,
    ],
    [
      'a registry',
      `${ASK}ASKS = {"openai": ask}\n`,
      'from llm import ASKS\nASKS["openai"]("hi")\n',
      `from llm import ASKS\n${tried('ASKS["openai"]("hi")')}`,
    ],
    [
      'a partial function',
      ASK,
      program`
        from functools import partial
        from llm import ask
        hello = partial(ask, "hi")
        hello()

      `,
      `from functools import partial\nfrom llm import ask\nhello = partial(ask, "hi")\n${tried('hello()')}`,
    ],
    [
      'an executor',
      ASK,
      program`
        from concurrent.futures import ThreadPoolExecutor
        from llm import ask
        with ThreadPoolExecutor() as pool:
            print(pool.submit(ask, "hi").result())

      `,
      `from concurrent.futures import ThreadPoolExecutor\nfrom llm import ask\nwith ThreadPoolExecutor() as pool:\n${tried('print(pool.submit(ask, "hi").result())', '    ')}`,
    ],
    [
      'a route',
      AASK,
      program`
        from fastapi import FastAPI
        from llm import ask
        app = FastAPI()
        @app.get("/")
        async def root():
            return await ask("hi")

      `,
      `from fastapi import FastAPI\nfrom llm import ask\napp = FastAPI()\n@app.get("/")\nasync def root():\n${tried('return await ask("hi")', '    ')}`,
    ],
    [
      'a field',
      ASK,
      program`
        from dataclasses import dataclass
        from typing import Callable
        from llm import ask
        @dataclass
        class Graph:
            model_func: Callable = ask
            def run(self):
                return self.model_func("hi")
        Graph().run()

      `,
      `from dataclasses import dataclass\nfrom typing import Callable\nfrom llm import ask\n@dataclass\nclass Graph:\n    model_func: Callable = ask\n    def run(self):\n${tried('return self.model_func("hi")', '        ')}Graph().run()\n`,
    ],
  ])('%s', (_, llm, lost, handled) => {
    const line = llm.split('\n').findIndex((text) => text.includes('.completions.create')) + 1;
    expect(found(llm, lost).map((text) => text.replace(/:\d+$/, ''))).toEqual([`${String(line)} app.py`]);
    expect(found(llm, handled)).toEqual([]);
  });

  it('names the line of the caller', () => {
    expect(found(ASK, 'from llm import ask\n\n\nask("hi")\n')).toEqual(['5 app.py:4']);
  });

  it('takes a script among the tests for a caller only where the program has none', () => {
    const script = program`
      from llm import ask
      if __name__ == "__main__":
          print(ask("hi"))

    `;
    const handled = `from llm import ask\ndef main():\n${tried('ask("hi")', '    ')}main()\n`;
    expect(found(ASK, handled, { 'tests/try_it.py': script })).toEqual([]);
    expect(found(ASK, '', { 'tests/try_it.py': script })).toHaveLength(1);
    expect(found(ASK, handled, { 'scripts/try_it.py': script })).toHaveLength(1);
  });

  it('says nothing without a caller in sight', () => {
    expect(found(ASK, 'from llm import ask\n')).toEqual([]);
    expect(found(ASK, 'ask = print\nask("hi")\n')).toEqual([]);
  });

  it('takes one caller of two that lets the failure through', () => {
    expect(found(ASK, `from llm import ask\n${tried('ask("hi")')}`, { 'main.py': 'from llm import ask\nask("hi")\n' })).toEqual([
      '5 main.py:2',
    ]);
  });

  it('looks at callers elsewhere too where the one in the file handles it', () => {
    const llm = `${ASK}def main():\n${tried('ask("hi")', '    ')}`;
    expect(found(llm, 'from llm import ask\nask("hi")\n')).toEqual(['5 app.py:2']);
    expect(found(llm, `from llm import ask\n${tried('ask("hi")')}`)).toEqual([]);
  });

  it('follows callers of callers', () => {
    const more = { 'main.py': 'from app import answer\nanswer()\n' };
    const app = program`
      from llm import ask
      def answer():
          return ask("hi")

    `;
    expect(found(ASK, app, more)).toEqual(['5 main.py:2']);
    expect(found(ASK, app, { 'main.py': `from app import answer\n${tried('answer()')}` })).toEqual([]);
  });

  it('leaves out functions that only have the name of one that fails', () => {
    expect(found(ASK, 'from other import ask\nask("hi")\n', { 'other.py': 'def ask(q):\n    return q\n' })).toEqual([]);
    expect(
      found(
        SERVICE,
        program`
          class Service:
              def ask(self, q):
                  return q
          Service().ask("hi")

        `,
      ),
    ).toEqual([]);
  });

  it('takes no argument of a call in a thread for the function that runs there', () => {
    expect(
      found(
        ASK,
        program`
          from concurrent.futures import ThreadPoolExecutor
          from llm import ask
          def work(f):
              try:
                  f("hi")
              except Exception:
                  pass
          with ThreadPoolExecutor() as pool:
              pool.submit(work, ask).result()

        `,
      ),
    ).toEqual([]);
  });

  it('asks the callers whether they try again', () => {
    const llm = program`
      import requests
      def ask(q):
          return requests.post("http://gpu:8000/v1/chat/completions", json=q)

    `;
    const again = program`
      import time
      from llm import ask
      def main():
          while True:
              try:
                  return ask("hi")
              except Exception:
                  time.sleep(1)
      main()

    `;
    const retries = (app: string): string[] => findings(project({ 'llm.py': llm, 'app.py': app }), 'llm.py', llm, 'require-retry');
    expect(retries(again)).toEqual([]);
    expect(retries(`from llm import ask\n${tried('ask("hi")')}`)).toEqual(['3 here']);
  });
});

describe('imports are resolved as Python does it', () => {
  const files = (layout: Readonly<Record<string, string>>, file: string): string[] => findings(project(layout), file, layout[file] ?? '');

  it.each([
    [
      'a relative import',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'pkg/app.py': 'from .llm import ask\nask("hi")\n' },
      'pkg/llm.py',
      'pkg/app.py:2',
    ],
    [
      'a module of the own package',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'pkg/app.py': 'from . import llm\nllm.ask("hi")\n' },
      'pkg/llm.py',
      'pkg/app.py:2',
    ],
    [
      'the package above',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'pkg/web/__init__.py': '', 'pkg/web/app.py': 'from ..llm import ask\nask("hi")\n' },
      'pkg/llm.py',
      'pkg/web/app.py:2',
    ],
    [
      'an absolute import',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'pkg/app.py': 'from pkg.llm import ask\nask("hi")\n' },
      'pkg/llm.py',
      'pkg/app.py:2',
    ],
    [
      'a dotted module',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'app.py': 'import pkg.llm\npkg.llm.ask("hi")\n' },
      'pkg/llm.py',
      'app.py:2',
    ],
    [
      'a name that the package hands on',
      { 'pkg/__init__.py': 'from .llm import ask\n', 'pkg/llm.py': ASK, 'app.py': 'from pkg import ask\nask("hi")\n' },
      'pkg/llm.py',
      'app.py:2',
    ],
    [
      'every name that the package hands on',
      { 'pkg/__init__.py': 'from .llm import *\n', 'pkg/llm.py': ASK, 'app.py': 'from pkg import ask\nask("hi")\n' },
      'pkg/llm.py',
      'app.py:2',
    ],
    [
      'a name that is handed on as another',
      {
        'pkg/__init__.py': 'from .llm import ask as question\n',
        'pkg/llm.py': ASK,
        'app.py': 'from pkg import question\nquestion("hi")\n',
      },
      'pkg/llm.py',
      'app.py:2',
    ],
    [
      'the src layout',
      { 'pyproject.toml': '', 'src/pkg/__init__.py': '', 'src/pkg/llm.py': ASK, 'scripts/app.py': 'from pkg.llm import ask\nask("hi")\n' },
      'src/pkg/llm.py',
      'scripts/app.py:2',
    ],
    ['a namespace package', { 'pkg/llm.py': ASK, 'app.py': 'from pkg.llm import ask\nask("hi")\n' }, 'pkg/llm.py', 'app.py:2'],
    [
      "a script's own folder",
      { 'tools/llm.py': ASK, 'tools/app.py': 'from llm import ask\nask("hi")\n' },
      'tools/llm.py',
      'tools/app.py:2',
    ],
    [
      'a package of another folder of the project',
      {
        'libs/common/pyproject.toml': '',
        'libs/common/common/llm.py': ASK,
        'services/api/app.py': 'from common.llm import ask\nask("hi")\n',
      },
      'libs/common/common/llm.py',
      'services/api/app.py:2',
    ],
  ])('%s', (_, layout, file, place) => {
    expect(files(layout, file)).toEqual([`5 ${place}`]);
  });

  it.each([
    [
      'of two packages of one name each has its own',
      { 'a/app/llm.py': ASK, 'b/app/llm.py': ASK, 'b/main.py': 'from app.llm import ask\nask("hi")\n' },
      'a/app/llm.py',
    ],
    [
      'a library that a file of the project is named after',
      { 'llms/openai.py': `${ASK}class OpenAI:\n    pass\n`, 'llms/app.py': 'from openai import OpenAI\nOpenAI()\n' },
      'llms/openai.py',
    ],
    [
      'a module inside of a package without its name',
      { 'pkg/__init__.py': '', 'pkg/llm.py': ASK, 'pkg/app.py': 'from llm import ask\nask("hi")\n' },
      'pkg/llm.py',
    ],
  ])('%s', (_, layout, file) => {
    expect(files(layout as Readonly<Record<string, string>>, file)).toEqual([]);
  });
});

describe('what is read of a project', () => {
  it('files that import each other in a ring', () => {
    const llm = `${ASK}import app\n`;
    expect(
      found(
        llm,
        program`
          import llm
          def again():
              return llm.ask("hi")

        `,
        {
          'c.py': program`
            import app
            import llm
            def once():
                return app.again()

          `,
        },
      ),
    ).toEqual([]);
    expect(
      found(
        llm,
        program`
          import llm
          def again():
              return llm.ask("hi")

        `,
        { 'c.py': 'import app\napp.again()\n' },
      ),
    ).toEqual(['5 c.py:2']);
  });

  it('broken files are skipped', () => {
    expect(found(ASK, 'from llm import ask\nask("hi"\n')).toEqual([]);
    expect(found(ASK, 'from llm import ask\nask("hi"\n', { 'main.py': 'from llm import ask\nask("hi")\n' })).toEqual(['5 main.py:2']);
  });

  it.each(['.venv/app.py', 'venv/app.py', 'node_modules/x/app.py', '__pycache__/app.py', 'ignored/app.py'])('no file in %s', (file) => {
    const text = 'from llm import ask\nask("hi")\n';
    expect(found(ASK, '', { '.gitignore': 'ignored/\n', [file]: text })).toEqual([]);
  });

  it('no test', () => {
    expect(found(ASK, '', { 'tests/test_llm.py': 'from llm import ask\nask("hi")\n' })).toEqual([]);
    expect(
      found(ASK, '', {
        'test_llm.py': program`
          from llm import ask
          def check():
              ask("hi")
          def test_ask():
              check()
          check()

        `,
      }),
    ).toEqual([]);
    expect(
      found(ASK, '', {
        'pkg/llm_test.py': program`
          import pytest
          from llm import ask
          ask("hi")

        `,
      }),
    ).toEqual([]);
    // A script that tries something out.
    expect(found(ASK, '', { 'test_llm.py': 'from llm import ask\nask("hi")\n' })).toEqual(['5 test_llm.py:2']);
    expect(
      found(ASK, '', {
        'latest_llm.py': program`
          import unittest
          from llm import ask
          ask("hi")

        `,
      }),
    ).toEqual(['5 latest_llm.py:3']);
  });

  it('no file outside of the project, and no link', () => {
    const outside = project({ 'app.py': 'from llm import ask\nask("hi")\n' });
    const root = project({ 'llm.py': ASK });
    symlinkSync(outside, path.join(root, 'linked'));
    symlinkSync(path.join(outside, 'app.py'), path.join(root, 'app.py'));
    expect(findings(root, 'llm.py', ASK)).toEqual([]);
  });

  it('nothing where it is switched off', () => {
    expect(found(ASK, 'from llm import ask\nask("hi")\n', {}, { project: false })).toEqual([]);
  });

  it('files as they are now, once some time has gone by', async () => {
    const root = project({ 'llm.py': ASK, 'app.py': `from llm import ask\n${tried('ask("hi")')}` });
    expect(findings(root, 'llm.py', ASK)).toEqual([]);
    write(root, 'app.py', 'from llm import ask\nask("hi")\n');
    await expect.poll(() => findings(root, 'llm.py', ASK), { timeout: 10_000 }).toEqual(['5 app.py:2']);
  });
});

describe('a function that an app of another file runs', () => {
  const ASKS = `${CLIENT}def ask(q):\n    return client.chat.completions.create(model="m", messages=[q])\n`;
  const at = (app: string, decorator: string, how: string): string[] => {
    const llm = `from ${how}\n${ASKS}\n@${decorator}\ndef run(q):\n    return ask(q)\n`;
    return findings(project({ 'pyproject.toml': '', 'llm.py': llm, 'main.py': app }), 'llm.py', llm);
  };
  const CELERY = 'from celery import Celery\ncelery = Celery("app")\n';

  it.each([
    ['Celery', CELERY, 'celery.task', 'main import celery'],
    ['Celery, of a relative module', CELERY, 'celery.task(bind=True)', '.main import celery'],
    [
      'Celery, made by a function',
      program`
        from celery import Celery
        def make():
            return Celery("app")
        celery = make()

      `,
      'celery.task',
      'main import celery',
    ],
    ['FastAPI', 'from fastapi import APIRouter\nrouter = APIRouter()\n', 'router.post("/ask")', 'main import router'],
    ['Typer', 'import typer\napp = typer.Typer()\n', 'app.command()', 'main import app'],
    ['discord.py', 'from discord.ext import commands\nbot = commands.Bot("!")\n', 'bot.command()', 'main import bot'],
    ['mcp', 'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("a")\n', 'mcp.tool()', 'main import mcp'],
  ])('%s', (_what, app, decorator, how) => {
    expect(at(app, decorator, how)).toEqual(['6 here']);
  });

  it.each([
    ['a queue that runs the task again', CELERY, 'celery.task(autoretry_for=(Exception,))', 'main import celery'],
    ['another method', CELERY, 'celery.other', 'main import celery'],
    [
      'an app of an own class',
      program`
        class App:
            def task(self, fn):
                return fn
        celery = App()

      `,
      'celery.task',
      'main import celery',
    ],
    ['an app of a module that is not there', '', 'celery.task', 'elsewhere import celery'],
  ])('silent: %s', (_what, app, decorator, how) => {
    expect(at(app, decorator, how)).toEqual([]);
  });
});

describe('a graph that another file runs', () => {
  const NODES = program`
    from langgraph.graph import StateGraph
    from langchain_openai import ChatOpenAI
    llm = ChatOpenAI()
    def chat(state):
        return llm.invoke("hi")

  `;
  const GRAPH = `${NODES}builder = StateGraph(dict)\nbuilder.add_node("chat", chat)\ngraph = builder.compile()\n`;
  const BUILT = `${NODES}def build():\n    builder = StateGraph(dict)\n    builder.add_node("chat", chat)\n    return builder.compile()\n`;
  it.each([
    ['by its name', GRAPH, 'from llm import graph\ngraph.invoke({})\n', `from llm import graph\n${tried('graph.invoke({})')}`],
    [
      'as a stream',
      GRAPH,
      program`
        from llm import graph
        for event in graph.stream({}):
            print(event)

      `,
      `from llm import graph\n${tried('print(list(graph.stream({})))')}`,
    ],
    ['made by a function', BUILT, 'from llm import build\nbuild().invoke({})\n', `from llm import build\n${tried('build().invoke({})')}`],
    ['not at all', GRAPH, '', 'print(1)\n'],
  ])('%s', (_what, llm, lost, handled) => {
    expect(found(llm, lost)).toEqual(lost === '' ? [] : [expect.stringMatching(/^5 app\.py:\d$/)]);
    expect(found(llm, handled)).toEqual([]);
  });
});
