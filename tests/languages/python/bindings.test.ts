import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

const callsOf = (code: string): string[] => extractionOf(code).facts.calls.map((call) => call.sdk);

const CHAT = `chat.completions.create(model='m', messages=[])`;

describe('what counts as an LLM call', () => {
  it.each([
    ['from import', lines('from openai import OpenAI', 'c = OpenAI()', `c.${CHAT}`), ['openai']],
    ['module import', lines('import openai', 'c = openai.OpenAI()', `c.${CHAT}`), ['openai']],
    ['alias of a name', lines('from openai import OpenAI as Client', `Client().${CHAT}`), ['openai']],
    ['alias of a module', lines('import openai as oa', `oa.OpenAI().${CHAT}`), ['openai']],
    ['alias of a submodule', lines('import urllib.request as req', "req.urlopen('http://gpu:8000/v1/models')"), ['urllib']],
    ['submodule', lines('import urllib.request', "urllib.request.urlopen('http://gpu:8000/v1/models')"), ['urllib']],
    [
      'two submodules of one package',
      program`
        import urllib.parse
        import urllib.request
        urllib.request.urlopen('http://gpu:8000/v1/models')
      `,
      ['urllib'],
    ],
    ['from a submodule', lines('from langchain_openai.chat_models import ChatOpenAI', "ChatOpenAI().invoke('x')"), ['langchain-openai']],
    ['star import', lines('from openai import *', `OpenAI().${CHAT}`), ['openai']],
    ['import in a function', lines('def f():', '    from openai import OpenAI', `    return OpenAI().${CHAT}`), ['openai']],
    ['module-level instance', lines('import openai', `openai.${CHAT}`), ['openai']],
    [
      'try/except ImportError',
      lines('try:', '    from openai import OpenAI', 'except ImportError:', '    OpenAI = None', `OpenAI().${CHAT}`),
      ['openai'],
    ],
    [
      'try of a wrapper of the same client',
      lines('try:', '    from langfuse.openai import OpenAI', 'except ImportError:', '    from openai import OpenAI', `OpenAI().${CHAT}`),
      ['openai'],
    ],
    [
      'TYPE_CHECKING',
      lines(
        'from typing import TYPE_CHECKING',
        'if TYPE_CHECKING:',
        '    from openai import OpenAI',
        'def f(c: "OpenAI"):',
        `    return c.${CHAT}`,
      ),
      ['openai'],
    ],
    ['annotation', lines('from openai import OpenAI', 'def f(c: OpenAI):', `    return c.${CHAT}`), ['openai']],
    [
      'Optional',
      lines('from typing import Optional', 'from openai import OpenAI', 'def f(c: Optional[OpenAI] = None):', `    return c.${CHAT}`),
      ['openai'],
    ],
    ['| None', lines('from openai import OpenAI', 'def f(c: OpenAI | None = None):', `    return c.${CHAT}`), ['openai']],
    [
      'Union of two clients of one kind',
      lines(
        'from typing import Union',
        'from openai import OpenAI, AzureOpenAI',
        'def f(c: Union[OpenAI, AzureOpenAI]):',
        `    return c.${CHAT}`,
      ),
      ['openai'],
    ],
    ['string annotation', lines('from openai import OpenAI', 'def f(c: "OpenAI | None"):', `    return c.${CHAT}`), ['openai']],
    [
      'string inside Optional',
      lines('from typing import Optional', 'from openai import OpenAI', 'def f(c: Optional["OpenAI"]):', `    return c.${CHAT}`),
      ['openai'],
    ],
    ['module in a string annotation', lines('import openai', 'def f(c: "openai.OpenAI"):', `    return c.${CHAT}`), ['openai']],
    [
      'Annotated',
      lines(
        'from typing import Annotated',
        'from fastapi import Depends',
        'from openai import OpenAI',
        'def f(c: Annotated[OpenAI, Depends(get)]):',
        `    return c.${CHAT}`,
      ),
      ['openai'],
    ],
    ['annotated variable', lines('from openai import OpenAI', 'c: OpenAI = make()', `c.${CHAT}`), ['openai']],
    ['declared variable', lines('from openai import OpenAI', 'c: OpenAI', 'def f():', `    return c.${CHAT}`), ['openai']],
    ['return annotation', lines('from openai import OpenAI', 'def get() -> OpenAI:', '    return cache["c"]', `get().${CHAT}`), ['openai']],
    [
      'self attribute',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self):',
        '        self.c = OpenAI()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'annotated self attribute',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self, c):',
        '        self.c: OpenAI = c',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'self attribute from an annotated parameter',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self, c: OpenAI):',
        '        self.c = c',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'self attribute that begins as None',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self):',
        '        self.c = None',
        '    def start(self):',
        '        self.c = OpenAI()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'or of a parameter',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self, c=None):',
        '        self.c = c or OpenAI()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'class attribute',
      lines('from openai import OpenAI', 'class A:', '    c = OpenAI()', '    def f(self):', `        return self.c.${CHAT}`),
      ['openai'],
    ],
    ["class attribute by the class's name", lines('from openai import OpenAI', 'class A:', '    c = OpenAI()', `A.c.${CHAT}`), ['openai']],
    [
      'dataclass field',
      lines(
        'from dataclasses import dataclass',
        'from openai import OpenAI',
        '@dataclass',
        'class A:',
        '    c: OpenAI',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'default_factory',
      lines(
        'from dataclasses import dataclass, field',
        'from openai import OpenAI',
        '@dataclass',
        'class A:',
        '    c: object = field(default_factory=OpenAI)',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'default_factory with a lambda',
      lines(
        'from dataclasses import dataclass, field',
        'from openai import OpenAI',
        '@dataclass',
        'class A:',
        '    c: object = field(default_factory=lambda: OpenAI())',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'property',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    @property',
        '    def c(self):',
        '        return OpenAI()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'cached_property',
      lines(
        'from functools import cached_property',
        'from openai import OpenAI',
        'class A:',
        '    @cached_property',
        '    def c(self) -> OpenAI:',
        '        return make()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'lazy attribute',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    _c = None',
        '    @property',
        '    def c(self):',
        '        if self._c is None:',
        '            self._c = OpenAI()',
        '        return self._c',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'inherited attribute',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self):',
        '        self.c = OpenAI()',
        'class B(A):',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      "attribute set in a subclass's __init__ behind super()",
      lines(
        'from openai import OpenAI',
        'class A:',
        '    pass',
        'class B(A):',
        '    def __init__(self):',
        '        super().__init__()',
        '        self.c = OpenAI()',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      ['openai'],
    ],
    ['subclass of the client', lines('from openai import OpenAI', 'class Mine(OpenAI):', '    pass', `Mine().${CHAT}`), ['openai']],
    [
      'super() of a subclass of the client',
      program`
        from langchain_openai import ChatOpenAI
        class Mine(ChatOpenAI):
            def ask(self, x):
                return super().invoke(x)
      `,
      ['langchain-openai'],
    ],
    [
      'attribute of another object',
      lines('from openai import OpenAI', 'class A:', '    def __init__(self):', '        self.c = OpenAI()', `A().c.${CHAT}`),
      ['openai'],
    ],
    [
      'attribute of an attribute',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self):',
        '        self.c = OpenAI()',
        'class B:',
        '    def __init__(self):',
        '        self.a = A()',
        '    def f(self):',
        `        return self.a.c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'method path in a name',
      program`
        from openai import OpenAI
        create = OpenAI().chat.completions.create
        create(model='m')
      `,
      ['openai'],
    ],
    ['module in a name', lines('import openai', 'api = openai', `api.OpenAI().${CHAT}`), ['openai']],
    [
      'global',
      lines(
        'from openai import OpenAI',
        'c = None',
        'def start():',
        '    global c',
        '    c = OpenAI()',
        'def f():',
        `    return c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'global without a value at module level',
      lines('from openai import OpenAI', 'def start():', '    global c', '    c = OpenAI()', 'def f():', `    return c.${CHAT}`),
      ['openai'],
    ],
    [
      'nonlocal',
      lines(
        'from openai import OpenAI',
        'def outer():',
        '    c = None',
        '    def start():',
        '        nonlocal c',
        '        c = OpenAI()',
        '    start()',
        `    return c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'closure',
      lines('from openai import OpenAI', 'def outer():', '    c = OpenAI()', '    def f():', `        return c.${CHAT}`, '    return f'),
      ['openai'],
    ],
    ['walrus', lines('from openai import OpenAI', 'if (c := OpenAI()):', `    c.${CHAT}`), ['openai']],
    [
      'walrus in a comprehension',
      lines('from openai import OpenAI', 'xs = [c for _ in range(3) if (c := OpenAI())]', `c.${CHAT}`),
      ['openai'],
    ],
    ['with', lines('from openai import OpenAI', 'with OpenAI() as c:', `    c.${CHAT}`), ['openai']],
    [
      'async with',
      lines('from openai import AsyncOpenAI', 'async def f():', '    async with AsyncOpenAI() as c:', `        await c.${CHAT}`),
      ['openai'],
    ],
    [
      'with over two lines',
      program`
        import httpx
        with (open("x") as f, httpx.Client(base_url="http://gpu:8000/v1") as c):
            c.post("/chat/completions")
      `,
      ['httpx'],
    ],
    ['returned by a function', lines('from openai import OpenAI', 'def get():', '    return OpenAI()', `get().${CHAT}`), ['openai']],
    [
      'returned by a cached function',
      lines(
        'from functools import lru_cache',
        'from openai import OpenAI',
        '@lru_cache',
        'def get():',
        '    return OpenAI()',
        `get().${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'returned by a streamlit cache',
      lines(
        'import streamlit as st',
        'from openai import OpenAI',
        '@st.cache_resource',
        'def get():',
        '    return OpenAI()',
        `get().${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'returned by a coroutine',
      lines(
        'from openai import AsyncOpenAI',
        'async def get():',
        '    return AsyncOpenAI()',
        'async def f():',
        '    c = await get()',
        `    await c.${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'partial of the class',
      lines(
        'from functools import partial',
        'from openai import OpenAI',
        "make = partial(OpenAI, base_url='http://gpu:8000/v1')",
        `make().${CHAT}`,
      ),
      ['openai'],
    ],
    [
      'partial of the method',
      program`
        from functools import partial
        from openai import OpenAI
        ask = partial(OpenAI().chat.completions.create, model='m')
        ask(messages=[])
      `,
      ['openai'],
    ],
    ['ternary', lines('from openai import OpenAI, AzureOpenAI', 'c = AzureOpenAI() if azure else OpenAI()', `c.${CHAT}`), ['openai']],
    [
      'two branches',
      lines('from openai import OpenAI, AzureOpenAI', 'if azure:', '    c = AzureOpenAI()', 'else:', '    c = OpenAI()', `c.${CHAT}`),
      ['openai'],
    ],
    ['dict of clients', lines('from openai import OpenAI', "clients = {'a': OpenAI()}", `clients['a'].${CHAT}`), ['openai']],
    ['unpacked tuple', lines('from openai import OpenAI', 'c, n = OpenAI(), 3', `c.${CHAT}`), ['openai']],
    [
      'parameter of a function that is called here',
      lines('from openai import OpenAI', 'def ask(c):', `    return c.${CHAT}`, 'ask(OpenAI())'),
      ['openai'],
    ],
    [
      'keyword parameter of a function that is called here',
      lines('from openai import OpenAI', 'def ask(x, *, c):', `    return c.${CHAT}`, 'ask(1, c=OpenAI())'),
      ['openai'],
    ],
    ['parameter default', lines('from openai import OpenAI', 'def ask(c=OpenAI()):', `    return c.${CHAT}`), ['openai']],
    ['cast', lines('from typing import cast', 'from openai import OpenAI', 'c = cast(OpenAI, thing)', `c.${CHAT}`), ['openai']],
    ['with_options', lines('from openai import OpenAI', `OpenAI().with_options(timeout=5).${CHAT}`), ['openai']],
    ['with_raw_response', lines('from openai import OpenAI', "OpenAI().chat.completions.with_raw_response.create(model='m')"), ['openai']],
    ['getattr', lines('import openai', `getattr(openai, 'OpenAI')().${CHAT}`), ['openai']],
    [
      'chain',
      program`
        from langchain_openai import ChatOpenAI
        from langchain_core.prompts import ChatPromptTemplate
        (ChatPromptTemplate.from_template("x") | ChatOpenAI()).invoke({})
      `,
      ['langchain-openai'],
    ],
    [
      'session of requests',
      program`
        import requests
        s = requests.Session()
        s.post('http://gpu:8000/v1/chat/completions')
      `,
      ['requests'],
    ],
    [
      'session in self',
      program`
        import requests
        class A:
            def __init__(self):
                self.s = requests.Session()
            def f(self, url):
                return self.s.post(f'{url}/v1/chat/completions')
      `,
      ['requests'],
    ],
    [
      'aiohttp session parameter',
      program`
        import aiohttp
        async def f(s: aiohttp.ClientSession):
            async with s.post('http://gpu:8000/v1/completions') as r:
                return await r.json()
      `,
      ['aiohttp'],
    ],
    ['matching parameter in a lambda', lines('from openai import OpenAI', 'c = OpenAI()', `f = lambda x: c.${CHAT}`), ['openai']],
    [
      "the class scope's name in the class body",
      lines('from openai import OpenAI', 'class A:', '    c = OpenAI()', `    x = c.${CHAT}`),
      ['openai'],
    ],
    [
      'bound in a for loop over clients',
      lines(
        'from openai import OpenAI',
        "for c in [OpenAI(base_url='http://a:8000/v1'), OpenAI(base_url='http://b:8000/v1')]:",
        `    c.${CHAT}`,
      ),
      ['openai'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(callsOf(code)).toEqual(expected);
  });

  it.each([
    ['a name alone', lines('client.chat.completions.create(model="m")', 'openai.chat.completions.create(model="m")')],
    ['a parameter without a type', lines('import openai', 'def f(client):', `    return client.${CHAT}`)],
    ['a parameter that hides an import', lines('import openai', 'def f(openai):', `    return openai.${CHAT}`)],
    ['a local class of that name', lines('class OpenAI:', '    pass', `OpenAI().${CHAT}`)],
    ['a local function of that name', lines('def OpenAI():', '    return thing', `OpenAI().${CHAT}`)],
    ['a module of the project', lines('from .openai import OpenAI', `OpenAI().${CHAT}`)],
    ['another package', lines('from myopenai import OpenAI', `OpenAI().${CHAT}`)],
    ['a class of another name', lines('from openai import Stream', `Stream().${CHAT}`)],
    ['a type of the same name from elsewhere', lines('from app.types import OpenAI', 'def f(c: OpenAI):', `    return c.${CHAT}`)],
    [
      'a name that is assigned something else too',
      lines('from openai import OpenAI', 'c = OpenAI()', 'if x:', '    c = Fake()', 'class Fake: pass', `c.${CHAT}`),
    ],
    [
      'a local requests',
      program`
        class requests:
            @staticmethod
            def post(url): ...
        requests.post('http://gpu:8000/v1/chat/completions')
      `,
    ],
    [
      'a list called requests',
      program`
        import requests
        def f():
            requests = []
            requests.post('http://gpu:8000/v1/chat/completions')
      `,
    ],
    [
      'a loop variable that hides an import',
      program`
        import requests
        def f(xs):
            for requests in xs:
                requests.post('http://gpu:8000/v1/chat/completions')
      `,
    ],
    [
      'a comprehension that hides an import',
      lines('import requests', "x = [requests.post('http://gpu:8000/v1/chat/completions') for requests in xs]"),
    ],
    [
      'an except name that hides an import',
      program`
        import requests
        def f():
            try:
                g()
            except Exception as requests:
                requests.post('http://gpu:8000/v1/chat/completions')
      `,
    ],
    [
      'the name of a class body is not seen in its methods',
      lines('class A:', '    from openai import OpenAI', '    def f(self):', `        return OpenAI().${CHAT}`),
    ],
    ["another module's attribute", lines('from app import llm', `llm.client.${CHAT}`)],
    [
      'a method that sends nothing',
      program`
        from openai import OpenAI
        OpenAI().with_options(timeout=3)
        OpenAI().close()
      `,
    ],
    ['the class itself', lines('from openai import OpenAI', 'OpenAI.chat.completions.create()')],
    ['requests of another API', lines('import requests', "requests.post('http://api.example.com/users')")],
    [
      'a flask test client',
      program`
        from app import app
        import openai
        client = app.test_client()
        client.post('/v1/chat/completions')
      `,
    ],
    [
      'a FastAPI TestClient',
      program`
        from fastapi.testclient import TestClient
        import httpx
        client = TestClient(app)
        client.post('/v1/chat/completions')
      `,
    ],
    [
      "an own route of httpx's ASGI transport",
      program`
        import httpx
        c = httpx.Client(transport=httpx.ASGITransport(app=app), base_url="http://test")
        c.post("/users")
      `,
    ],
    ['a mock', lines('import openai', 'from unittest.mock import MagicMock', 'client = MagicMock(spec=openai.OpenAI)', `client.${CHAT}`)],
    [
      'a union of two libraries',
      lines('from openai import OpenAI', 'from anthropic import Anthropic', 'def f(c: OpenAI | Anthropic):', `    return c.${CHAT}`),
    ],
    ['a dict with the same key from elsewhere', lines('import openai', 'from app import clients', `clients['a'].${CHAT}`)],
    [
      'del',
      program`
        from openai import OpenAI
        c = OpenAI()
        del c
      `,
    ],
    [
      'text',
      program`
        import openai
        """client.chat.completions.create()"""
        s = "openai.OpenAI().chat.completions.create()"
      `,
    ],
    [
      'a decorator of that name',
      program`
        import openai
        @client.chat
        def f(): ...
      `,
    ],
  ])('%s: none', (_what, code) => {
    expect(callsOf(code)).toEqual([]);
  });
});
