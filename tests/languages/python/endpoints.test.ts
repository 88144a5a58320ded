import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** The literals that decide, with `!` before each that is used whatever the environment says. */
function endpointsOf(code: string): string[] {
  return extractionOf(code).facts.endpoints.map((e) => `${e.source === 'literal' && e.host !== 'provider' ? '!' : ''}${e.url}`);
}

const U = 'http://localhost:8000/v1';
const client = (...rest: readonly string[]): string => lines('import os', 'from openai import OpenAI', ...rest);

describe('a literal that decides', () => {
  it.each([
    ['option', client(`OpenAI(base_url='${U}')`)],
    ['constant', client(`BASE = '${U}'`, 'OpenAI(base_url=BASE)')],
    ['constant of a constant', client(`A = '${U}'`, 'B = A', 'OpenAI(base_url=B)')],
    ['annotated constant', client(`BASE: str = '${U}'`, 'OpenAI(base_url=BASE)')],
    ['constant in a function', client('def f():', `    base = '${U}'`, '    return OpenAI(base_url=base)')],
    ['options dict', client(`options = {'base_url': '${U}'}`, 'OpenAI(**options)')],
    ['dict()', client(`options = dict(base_url='${U}')`, 'OpenAI(**options)')],
    ['configuration dict', client(`config = {'llm': {'url': '${U}'}}`, "OpenAI(base_url=config['llm']['url'])")],
    ['.get of a configuration dict', client(`config = {'url': '${U}'}`, "OpenAI(base_url=config.get('url'))")],
    ['class attribute', client('class A:', `    BASE = '${U}'`, '    def f(self):', '        return OpenAI(base_url=self.BASE)')],
    ["class attribute by the class's name", client('class Config:', `    BASE = '${U}'`, 'OpenAI(base_url=Config.BASE)')],
    [
      'self attribute',
      client('class A:', '    def __init__(self):', `        self.base = '${U}'`, '        self.c = OpenAI(base_url=self.base)'),
    ],
    ['local function', client('def base():', `    return '${U}'`, 'OpenAI(base_url=base())')],
    ['argument of a local function', client('def make(base_url):', '    return OpenAI(base_url=base_url)', `make('${U}')`)],
    ['keyword argument of a local function', client('def make(*, url):', '    return OpenAI(base_url=url)', `make(url='${U}')`)],
    ['argument of a local class', client('class A:', '    def __init__(self, url):', '        self.c = OpenAI(base_url=url)', `A('${U}')`)],
    ['rstrip', client(`OpenAI(base_url='${U}'.rstrip('/'))`)],
    ['walrus', client(`OpenAI(base_url=(b := '${U}'))`)],
    ['implicit concatenation', client(`OpenAI(base_url='http://localhost:8000' '/v1')`)],
    ['module attribute', lines('import openai', `openai.base_url = '${U}'`)],
    ['client attribute', client('c = OpenAI()', `c.base_url = '${U}'`)],
    ['with_options', client(`OpenAI().with_options(base_url='${U}')`)],
    ['partial', client('from functools import partial', `make = partial(OpenAI, base_url='${U}')`, 'make()')],
    ['langchain', lines('from langchain_openai import ChatOpenAI', `ChatOpenAI(base_url='${U}')`)],
    ['langchain, the alias', lines('from langchain_openai import ChatOpenAI', `ChatOpenAI(openai_api_base='${U}')`)],
    ['litellm', lines('import litellm', `litellm.completion(model='m', messages=[], api_base='${U}')`)],
    ['llama_index', lines('from llama_index.llms.openai_like import OpenAILike', `OpenAILike(model='m', api_base='${U}')`)],
    ['ollama', lines('import ollama', `ollama.Client('${U}')`)],
    ['pydantic_ai', lines('from pydantic_ai.providers.openai import OpenAIProvider', `OpenAIProvider(base_url='${U}')`)],
    ['dspy', lines('import dspy', `dspy.LM('openai/m', api_base='${U}')`)],
    ['os.environ written and read: it is a literal', client(`os.environ['OPENAI_BASE_URL'] = '${U}'`, `OpenAI(base_url='${U}')`)],
    ['byte-identical in two clients: one literal', client(`B = '${U}'`, 'OpenAI(base_url=B)', 'OpenAI(base_url=B)')],
    [
      "all branches literal: the ternary's test is no environment",
      client('def f():', `    return '${U}'`, 'x = f()', 'OpenAI(base_url=x)'),
    ],
  ])('%s', (_what, code) => {
    expect(endpointsOf(code)).toEqual([`!${U}`]);
  });
});

describe('a literal that something else comes before', () => {
  it.each([
    ['os.environ.get', client(`OpenAI(base_url=os.environ.get('X', '${U}'))`)],
    ['os.getenv', client(`OpenAI(base_url=os.getenv('X', '${U}'))`)],
    ['os.getenv with default=', client(`OpenAI(base_url=os.getenv('X', default='${U}'))`)],
    ['imported getenv', lines('from os import getenv', 'from openai import OpenAI', `OpenAI(base_url=getenv('X', '${U}'))`)],
    ['imported environ', lines('from os import environ', 'from openai import OpenAI', `OpenAI(base_url=environ.get('X', '${U}'))`)],
    ['import os as', lines('import os as _os', 'from openai import OpenAI', `OpenAI(base_url=_os.environ.get('X', '${U}'))`)],
    ['or', client(`OpenAI(base_url=os.environ.get('X') or '${U}')`)],
    ['setdefault', client(`OpenAI(base_url=os.environ.setdefault('X', '${U}'))`)],
    ['ternary', client(`OpenAI(base_url=os.environ['X'] if 'X' in os.environ else '${U}')`)],
    ['fallback constant', client(`DEFAULT = '${U}'`, "OpenAI(base_url=os.getenv('X') or DEFAULT)")],
    ['constant read from the environment', client(`BASE = os.getenv('X', '${U}')`, 'OpenAI(base_url=BASE)')],
    ['if not', client("base = os.getenv('X')", 'if not base:', `    base = '${U}'`, 'OpenAI(base_url=base)')],
    ['reassigned under a condition', client(`base = '${U}'`, "if os.getenv('X'):", "    base = os.environ['X']", 'OpenAI(base_url=base)')],
    ['try/except KeyError', client('try:', "    base = os.environ['X']", 'except KeyError:', `    base = '${U}'`, 'OpenAI(base_url=base)')],
    ['parameter default', client(`def f(base='${U}'):`, '    return OpenAI(base_url=base)')],
    ['parameter or', client('def f(base=None):', `    return OpenAI(base_url=base or '${U}')`)],
    [
      'parameter reassigned',
      client('def f(base=None):', '    if base is None:', `        base = '${U}'`, '    return OpenAI(base_url=base)'),
    ],
    [
      '__init__ default',
      client('class A:', `    def __init__(self, url='${U}'):`, '        self.url = url', '        self.c = OpenAI(base_url=self.url)'),
    ],
    [
      'dataclass field',
      client(
        'from dataclasses import dataclass',
        '@dataclass',
        'class Config:',
        `    url: str = '${U}'`,
        'def f(c: Config):',
        '    return OpenAI(base_url=c.url)',
      ),
    ],
    [
      'pydantic settings',
      client(
        'from pydantic_settings import BaseSettings',
        'class Settings(BaseSettings):',
        `    url: str = '${U}'`,
        'settings = Settings()',
        'OpenAI(base_url=settings.url)',
      ),
    ],
    [
      'pydantic Field',
      client(
        'from pydantic import BaseModel, Field',
        'class Config(BaseModel):',
        `    url: str = Field(default='${U}')`,
        'config = Config()',
        'OpenAI(base_url=config.url)',
      ),
    ],
    [
      'argparse',
      client(
        'import argparse',
        'p = argparse.ArgumentParser()',
        `p.add_argument('--url', default='${U}')`,
        'args = p.parse_args()',
        'OpenAI(base_url=args.url)',
      ),
    ],
    ['typer', client('import typer', `def main(url: str = typer.Option('${U}')):`, '    OpenAI(base_url=url)')],
    [
      'click',
      client('import click', '@click.command()', `@click.option('--url', default='${U}')`, 'def main(url):', '    OpenAI(base_url=url)'),
    ],
    [
      'global that a function sets',
      client(`BASE = '${U}'`, 'def configure(url):', '    global BASE', '    BASE = url', 'def f():', '    return OpenAI(base_url=BASE)'),
    ],
    ['.get of a configuration from elsewhere', client('from app import config', `OpenAI(base_url=config.get('url', '${U}'))`)],
    ['getattr default', client('from app import config', `OpenAI(base_url=getattr(config, 'url', '${U}'))`)],
    ['decouple', client('from decouple import config', `OpenAI(base_url=config('X', default='${U}'))`)],
    ['environs', client('from environs import Env', 'env = Env()', `OpenAI(base_url=env.str('X', '${U}'))`)],
    ['streamlit input', client('import streamlit as st', `OpenAI(base_url=st.text_input('URL', '${U}'))`)],
    ['rstrip of it', client(`OpenAI(base_url=os.getenv('X', '${U}').rstrip('/'))`)],
    ['f-string around it', client(`HOST = os.getenv('X', 'http://localhost:8000')`, "OpenAI(base_url=f'{HOST}/v1')")],
    [
      'a dict whose key is rewritten',
      client(`config = {'url': '${U}'}`, "if os.getenv('X'): config['url'] = os.environ['X']", "OpenAI(base_url=config['url'])"),
    ],
    ['spread before', client('from app import defaults', `OpenAI(**{'base_url': '${U}', **defaults})`)],
    ['hosted provider', client(`OpenAI(base_url='https://api.openai.com/v1')`)],
    ['scheme alone', client("OpenAI(base_url='http://' + host + ':8000/v1')")],
    ['host from the environment', client('OpenAI(base_url=f"http://{os.environ[\'HOST\']}:8000/v1")')],
  ])('%s', (_what, code) => {
    expect(endpointsOf(code).filter((e) => e.startsWith('!'))).toEqual([]);
  });

  it.each([
    ['getenv', client(`OpenAI(base_url=os.getenv('X', '${U}'))`)],
    ['or', client(`OpenAI(base_url=os.environ.get('X') or '${U}')`)],
    ['if not', client("base = os.getenv('X')", 'if not base:', `    base = '${U}'`, 'OpenAI(base_url=base)')],
    [
      'self attribute',
      client(
        'class A:',
        '    def __init__(self):',
        `        self.url = os.getenv('X', '${U}')`,
        '        self.c = OpenAI(base_url=self.url)',
      ),
    ],
  ])('the variable is known: %s', (_what, code) => {
    expect(extractionOf(code).facts.endpoints.map(({ source, variable }) => [source, variable])).toEqual([['environment', 'X']]);
  });
});

describe('URLs that decide nothing here', () => {
  it.each([
    ['docstring', client('"""', `Start the server at ${U}.`, '"""', 'OpenAI()')],
    ['message', client(`raise RuntimeError('set it to ${U}')`)],
    ['print', client(`print('server: ${U}')`)],
    ['comment', client(`# ${U}`, 'OpenAI()')],
    ['other service', lines('import chromadb, openai', "chromadb.HttpClient(host='http://localhost:8000')")],
    ['other API', lines('import requests, openai', "requests.get('http://localhost:3000/users')")],
    ['database', lines('import openai', "DB = 'postgresql://localhost:5432/x'")],
    ['redis', lines('import redis, openai', "redis.from_url('redis://localhost:6379')")],
    ['CORS origins', lines('import openai', "origins = ['http://localhost:8000']")],
    ['an unused constant', client(`BASE = '${U}'`, 'OpenAI()')],
    ['local class called OpenAI', lines('class OpenAI:', '    def __init__(self, base_url): ...', `OpenAI(base_url='${U}')`)],
    ['local requests', lines('def post(url): ...', `post('${U}/chat/completions')`)],
    ['option of another name', client(`OpenAI(docs_url='${U}')`)],
    ['base_url of something else', client('from app import Other', `Other(base_url='${U}')`)],
    ['attribute base_url of something else', client('from app import other', `other.base_url = '${U}'`)],
    ['None', client('OpenAI(base_url=None)')],
    ['empty text', client("OpenAI(base_url='')")],
    ['not a URL', client("OpenAI(base_url='v1')")],
    ['spreads in a ring', client('a = {**b}', 'b = {**a}', 'OpenAI(**a)')],
    ['a name made of itself', client('base = base + "/v1"', 'OpenAI(base_url=base)')],
    ['bytes', client(`OpenAI(base_url=b'${U}')`)],
  ])('%s', (_what, code) => {
    expect(endpointsOf(code)).toEqual([]);
  });
});

describe('requests', () => {
  it.each([
    [
      'requests',
      lines('import requests', "requests.post('http://gpu:8000/v1/chat/completions', json={})"),
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'url=',
      lines('import requests', "requests.post(url='http://gpu:8000/v1/chat/completions')"),
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'requests.request',
      lines('import requests', "requests.request('POST', 'http://gpu:8000/v1/chat/completions')"),
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'f-string',
      program`
        import requests
        HOST = "http://gpu:8000"
        requests.post(f'{HOST}/v1/chat/completions')
      `,
      ['!http://gpu:8000'],
    ],
    [
      'f-string with the host',
      lines('import requests', "requests.post(f'http://gpu:8000/v1/models/{m}/chat/completions')"),
      ['!http://gpu:8000/v1/models/${}/chat/completions'],
    ],
    ['+', lines('import requests', "requests.post('http://gpu:8000' + '/v1/chat/completions')"), ['!http://gpu:8000']],
    ['%', lines('import requests', "requests.post('%s/v1/chat/completions' % 'http://gpu:8000')"), ['!http://gpu:8000']],
    // No variable can take the place of a text that ends in the port.
    ['% in the port', lines('import requests', "requests.post('http://gpu:%d/v1/chat/completions' % 8000)"), []],
    ['+ in the port', lines('import requests', "requests.post('http://gpu' + ':8000' + '/v1/chat/completions')"), []],
    ['.format', lines('import requests', "requests.post('{}/v1/chat/completions'.format('http://gpu:8000'))"), ['!http://gpu:8000']],
    [
      '.format by name',
      lines('import requests', "requests.post('{base}/v1/chat/completions'.format(base='http://gpu:8000'))"),
      ['!http://gpu:8000'],
    ],
    [
      'urljoin',
      program`
        import requests
        from urllib.parse import urljoin
        requests.post(urljoin('http://gpu:8000', '/v1/chat/completions'))
      `,
      ['!http://gpu:8000'],
    ],
    [
      '+=',
      program`
        import requests
        url = "http://gpu:8000"
        url += "/v1/chat/completions"
        requests.post(url)
      `,
      ['!http://gpu:8000'],
    ],
    [
      'join of parts',
      lines('import requests', 'requests.post("/".join(["http://gpu:8000", "v1/chat/completions"]))'),
      ['!http://gpu:8000'],
    ],
    [
      'port from the environment',
      lines('import os, requests', 'requests.post(f"http://localhost:{os.environ[\'PORT\']}/v1/chat/completions")'),
      ['http://localhost:${}/v1/chat/completions'],
    ],
    [
      'httpx base_url',
      program`
        import httpx
        c = httpx.Client(base_url='http://gpu:8000/v1')
        c.post('/chat/completions')
      `,
      ['!http://gpu:8000/v1'],
    ],
    [
      'httpx base_url, async with',
      program`
        import httpx
        async def f():
            async with httpx.AsyncClient(base_url='http://gpu:8000/v1') as c:
                await c.post('/chat/completions')
      `,
      ['!http://gpu:8000/v1'],
    ],
    [
      'httpx absolute URL on a base_url',
      program`
        import httpx
        c = httpx.Client(base_url='http://other:1/x')
        c.post('http://gpu:8000/v1/chat/completions')
      `,
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'httpx.stream',
      lines('import httpx', "with httpx.stream('POST', 'http://gpu:8000/v1/chat/completions') as r: ..."),
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'aiohttp base_url',
      program`
        import aiohttp
        async def f():
            async with aiohttp.ClientSession('http://gpu:8000') as s:
                await s.post('/v1/chat/completions')
      `,
      ['!http://gpu:8000'],
    ],
    [
      'urlopen(Request)',
      program`
        import urllib.request
        req = urllib.request.Request('http://gpu:8000/v1/chat/completions', data=b'')
        urllib.request.urlopen(req)
      `,
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'urlopen(Request) inline',
      lines('from urllib.request import Request, urlopen', "urlopen(Request('http://gpu:8000/v1/chat/completions'))"),
      ['!http://gpu:8000/v1/chat/completions'],
    ],
    [
      'http.client',
      program`
        import http.client
        c = http.client.HTTPConnection('gpu', 8000)
        c.request('POST', '/v1/chat/completions')
      `,
      ['!http://gpu'],
    ],
    [
      'http.client, one text',
      program`
        from http.client import HTTPConnection
        c = HTTPConnection('gpu:8000')
        c.request('POST', '/v1/chat/completions')
      `,
      ['!http://gpu:8000'],
    ],
    [
      '/models on the base of a chat',
      program`
        import requests
        B = "http://gpu:8000/x"
        requests.get(f'{B}/models')
        requests.post(f'{B}/chat/completions')
      `,
      ['!http://gpu:8000/x'],
    ],
    [
      '/health beside a client of the same server',
      program`
        import requests
        from openai import OpenAI
        OpenAI(base_url='http://gpu:8000/v1')
        requests.get('http://gpu:8000/health')
      `,
      ['!http://gpu:8000/v1', '!http://gpu:8000/health'],
    ],
    [
      '/health of another server',
      program`
        import requests
        from openai import OpenAI
        OpenAI(base_url='http://gpu:8000/v1')
        requests.get('http://gpu:3000/health')
      `,
      ['!http://gpu:8000/v1'],
    ],
    [
      'Ollama by its port',
      lines('import requests', "requests.get('http://localhost:11434/api/tags')"),
      ['!http://localhost:11434/api/tags'],
    ],
    [
      '%s and %d',
      program`
        import requests
        HOST = "gpu"
        requests.post('http://%s:%d/v1/chat/completions' % (HOST, 8000))
      `,
      [],
    ],
    [
      'two values of a loop',
      client('for u in ["http://a:8000/v1", "http://b:8000/v1"]:', '    OpenAI(base_url=u)'),
      ['!http://a:8000/v1', '!http://b:8000/v1'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(endpointsOf(code)).toEqual(expected);
  });
});

describe('a variable with several values', () => {
  const OTHER = 'http://localhost:3000';
  const twice = (...rest: readonly string[]) => lines('import requests', ...rest);
  it('has, in straight-line code, the last one above', () => {
    expect(
      extractionOf(
        twice(
          `url = '${OTHER}/users'`,
          'requests.get(url)',
          `url = '${U}/chat/completions'`,
          'requests.post(url)',
          `url = '${OTHER}/users'`,
          'requests.get(url)',
        ),
      ).facts.calls.map((call) => call.name),
    ).toEqual(['requests.post']);
    expect(endpointsOf(twice(`url = '${OTHER}/users'`, `url = '${U}/chat/completions'`, 'requests.post(url)'))).toEqual([
      `!${U}/chat/completions`,
    ]);
  });

  it('has any of them behind a branch, in a loop, or in another function', () => {
    expect(endpointsOf(client(`base = '${U}'`, 'if local:', "    base = 'http://gpu:8000/v1'", 'OpenAI(base_url=base)'))).toEqual([
      U,
      'http://gpu:8000/v1',
    ]);
    expect(
      endpointsOf(client(`base = '${U}'`, 'for _ in range(2):', '    OpenAI(base_url=base)', "    base = 'http://gpu:8000/v1'")),
    ).toEqual([U, 'http://gpu:8000/v1']);
    expect(endpointsOf(client(`base = '${U}'`, 'def f():', '    return OpenAI(base_url=base)', "base = 'http://gpu:8000/v1'"))).toEqual([
      U,
      'http://gpu:8000/v1',
    ]);
  });
});
