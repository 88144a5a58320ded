import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** What tries the only call again. */
function retryOf(code: string): string {
  const { calls } = extractionOf(code).facts;
  expect(calls).toHaveLength(1);
  const retry = calls[0]?.retry;
  if (retry?.kind === 'none') return `none:${retry.reason.kind}`;
  return retry?.kind === 'sdk' ? `sdk:${retry.attempts}` : String(retry?.kind);
}

const CHAT = `chat.completions.create(model='m', messages=[])`;
const POST = `requests.post(f'{BASE}/v1/chat/completions')`;
const post = (...code: readonly string[]): string => lines('import requests, time, os', "BASE = os.environ['X']", ...code);
const sdk = (options: string, ...code: readonly string[]): string =>
  lines('import openai', 'from openai import OpenAI', `client = OpenAI(${options})`, ...(code.length > 0 ? code : [`client.${CHAT}`]));

describe('the SDK itself', () => {
  it.each([
    ['default', sdk(''), 'sdk:3'],
    ['explicit', sdk('max_retries=5'), 'sdk:6'],
    ['off', sdk('max_retries=0'), 'none:disabled-client'],
    ['not a number', sdk('max_retries=n'), 'unknown'],
    [
      'a constant',
      lines('from openai import OpenAI', 'RETRIES = 0', 'client = OpenAI(max_retries=RETRIES)', `client.${CHAT}`),
      'none:disabled-client',
    ],
    ['from the environment', sdk('max_retries=int(os.environ["N"])'), 'unknown'],
    ['**options of elsewhere', sdk('**options'), 'sdk:3'],
    [
      '**options of the file',
      lines('from openai import OpenAI', "options = {'max_retries': 0}", 'client = OpenAI(**options)', `client.${CHAT}`),
      'none:disabled-client',
    ],
    ['with_options, on', sdk('max_retries=0', `client.with_options(max_retries=4).${CHAT}`), 'sdk:5'],
    ['with_options, off', sdk('', `client.with_options(max_retries=0).${CHAT}`), 'none:disabled-client'],
    ['with_options of something else', sdk('max_retries=0', `client.with_options(timeout=4).${CHAT}`), 'none:disabled-client'],
    [
      'in self',
      lines(
        'from openai import OpenAI',
        'class A:',
        '    def __init__(self):',
        '        self.c = OpenAI(max_retries=0)',
        '    def f(self):',
        `        return self.c.${CHAT}`,
      ),
      'none:disabled-client',
    ],
    [
      'one of two clients off',
      lines('from openai import OpenAI', 'if x:', '    c = OpenAI(max_retries=0)', 'else:', '    c = OpenAI()', `c.${CHAT}`),
      'sdk:3',
    ],
    ['langchain', lines('from langchain_openai import ChatOpenAI', "ChatOpenAI().invoke('x')"), 'sdk:3'],
    ['langchain, off', lines('from langchain_openai import ChatOpenAI', "ChatOpenAI(max_retries=0).invoke('x')"), 'none:disabled-client'],
    [
      'langchain, None is the default',
      lines('from langchain_openai import ChatOpenAI', "ChatOpenAI(max_retries=None).invoke('x')"),
      'sdk:3',
    ],
    [
      'langchain, with_retry',
      lines('from langchain_openai import ChatOpenAI', "ChatOpenAI(max_retries=0).with_retry().invoke('x')"),
      'sdk:9',
    ],
    ['litellm', lines('import litellm', "litellm.completion(model='openai/m', messages=[])"), 'sdk:3'],
    ['litellm, off', lines('import litellm', "litellm.completion(model='openai/m', messages=[], num_retries=0)"), 'none:disabled-call'],
    ['ollama', lines('import ollama', "ollama.chat(model='m', messages=[])"), 'none:library'],
    ['anthropic, off', lines('import anthropic', 'anthropic.Anthropic(max_retries=0).messages.create()'), 'none:disabled-client'],
    ['openai before 1', lines('import openai', "openai.ChatCompletion.create(model='m', messages=[])"), 'sdk:3'],
    ['dspy, off', lines('import dspy', "dspy.LM('openai/m', num_retries=0)('hi')"), 'none:disabled-client'],
  ])('%s', (_what, code, expected) => {
    expect(retryOf(code)).toBe(expected);
  });
});

describe('HTTP clients', () => {
  const session = (adapter: string, prefix = 'http://') =>
    post(
      'from requests.adapters import HTTPAdapter',
      'from urllib3.util.retry import Retry',
      's = requests.Session()',
      `s.mount('${prefix}', ${adapter})`,
      "s.post(f'{BASE}/v1/chat/completions')",
    );
  it.each([
    ['requests', post(POST), 'none:library'],
    ['requests in try', post('try:', `    ${POST}`, 'except OSError:', '    pass'), 'none:library'],
    ['HTTPAdapter(max_retries=3)', session('HTTPAdapter(max_retries=3)'), 'wrapper'],
    ['HTTPAdapter(max_retries=Retry(…))', session('HTTPAdapter(max_retries=Retry(total=3))'), 'wrapper'],
    [
      'a Retry in a name',
      post(
        'from requests.adapters import HTTPAdapter, Retry',
        'policy = Retry(total=5, backoff_factor=1)',
        's = requests.Session()',
        "s.mount('http://', HTTPAdapter(max_retries=policy))",
        "s.post(f'{BASE}/v1/chat/completions')",
      ),
      'wrapper',
    ],
    [
      'HTTPAdapter in a name',
      post(
        'from requests.adapters import HTTPAdapter',
        'a = HTTPAdapter(max_retries=3)',
        's = requests.Session()',
        "s.mount('http://', a)",
        "s.post(f'{BASE}/v1/chat/completions')",
      ),
      'wrapper',
    ],
    ['HTTPAdapter without retries', session('HTTPAdapter(pool_maxsize=3)'), 'none:library'],
    ['HTTPAdapter(max_retries=0)', session('HTTPAdapter(max_retries=0)'), 'none:library'],
    // Measured: no attempt is made again.
    ['Retry(connect=0)', session('HTTPAdapter(max_retries=Retry(total=3, connect=0))'), 'none:library'],
    ['Retry(total=0)', session('HTTPAdapter(max_retries=Retry(total=0))'), 'none:library'],
    ['mounted for https alone', session('HTTPAdapter(max_retries=3)', 'https://'), 'none:library'],
    [
      'another session',
      post(
        'from requests.adapters import HTTPAdapter',
        's = requests.Session()',
        't = requests.Session()',
        "t.mount('http://', HTTPAdapter(max_retries=3))",
        "s.post(f'{BASE}/v1/chat/completions')",
      ),
      'none:library',
    ],
    [
      'mounted in __init__',
      post(
        'from requests.adapters import HTTPAdapter',
        'class A:',
        '    def __init__(self):',
        '        self.s = requests.Session()',
        "        self.s.mount('http://', HTTPAdapter(max_retries=3))",
        '    def f(self):',
        "        return self.s.post(f'{BASE}/v1/chat/completions')",
      ),
      'wrapper',
    ],
    ['httpx', lines('import httpx', "httpx.post('http://gpu:8000/v1/completions')"), 'none:library'],
    [
      'httpx transport with retries',
      program`
        import httpx
        c = httpx.Client(transport=httpx.HTTPTransport(retries=3))
        c.post('http://gpu:8000/v1/completions')
      `,
      'sdk:4',
    ],
    [
      'httpx transport in a name',
      program`
        import httpx
        t = httpx.HTTPTransport(retries=3)
        c = httpx.Client(transport=t)
        c.post('http://gpu:8000/v1/completions')
      `,
      'sdk:4',
    ],
    [
      'httpx transport without',
      program`
        import httpx
        c = httpx.Client(transport=httpx.HTTPTransport())
        c.post('http://gpu:8000/v1/completions')
      `,
      'none:library',
    ],
    [
      'httpx transport of elsewhere',
      program`
        import httpx
        from httpx_retries import RetryTransport
        c = httpx.Client(transport=RetryTransport())
        c.post('http://gpu:8000/v1/completions')
      `,
      'unknown',
    ],
    ['urllib3.PoolManager', lines('import urllib3', "urllib3.PoolManager().request('POST', 'http://gpu:8000/v1/completions')"), 'sdk:4'],
    [
      'urllib3, off',
      lines('import urllib3', "urllib3.PoolManager(retries=False).request('POST', 'http://gpu:8000/v1/completions')"),
      'none:disabled-client',
    ],
    ['urllib', lines('import urllib.request', "urllib.request.urlopen('http://gpu:8000/v1/completions')"), 'none:library'],
    [
      'aiohttp',
      program`
        import aiohttp
        async def f(s: aiohttp.ClientSession):
            await s.post('http://gpu:8000/v1/completions')
      `,
      'none:library',
    ],
    [
      'SDK off, a plain HTTP client',
      lines(
        'import httpx',
        'from openai import OpenAI',
        'client = OpenAI(max_retries=0, http_client=httpx.Client(timeout=5))',
        `client.${CHAT}`,
      ),
      'none:disabled-client',
    ],
    [
      'SDK off, an HTTP client whose transport retries',
      lines(
        'import httpx',
        'from openai import OpenAI',
        'client = OpenAI(max_retries=0, http_client=httpx.Client(transport=httpx.HTTPTransport(retries=3)))',
        `client.${CHAT}`,
      ),
      'unknown',
    ],
    [
      'SDK off, an HTTP client of elsewhere',
      lines('from app import http', 'from openai import OpenAI', 'client = OpenAI(max_retries=0, http_client=http)', `client.${CHAT}`),
      'unknown',
    ],
  ])('%s', (_what, code, expected) => {
    expect(retryOf(code)).toBe(expected);
  });
});

describe('retry libraries', () => {
  const tenacity = (decorator: string, call = POST) =>
    post(
      'import tenacity, openai',
      'from tenacity import retry, Retrying, AsyncRetrying, retry_if_exception_type, retry_if_not_exception_type, retry_if_exception, stop_after_attempt, wait_exponential',
      decorator,
      'def ask():',
      `    return ${call}`,
    );
  it.each([
    ['@retry', tenacity('@retry'), 'wrapper'],
    ['@retry()', tenacity('@retry()'), 'wrapper'],
    ['@tenacity.retry', tenacity('@tenacity.retry(stop=tenacity.stop_after_attempt(3))'), 'wrapper'],
    ['one attempt', tenacity('@retry(stop=stop_after_attempt(1))'), 'none:library'],
    ['retry_if_exception_type of the class', tenacity('@retry(retry=retry_if_exception_type(requests.ConnectionError))'), 'wrapper'],
    [
      'retry_if_exception_type of a base',
      tenacity('@retry(retry=retry_if_exception_type(requests.exceptions.RequestException))'),
      'wrapper',
    ],
    ['retry_if_exception_type of OSError', tenacity('@retry(retry=retry_if_exception_type(OSError))'), 'wrapper'],
    [
      'retry_if_exception_type of a tuple',
      tenacity('@retry(retry=retry_if_exception_type((ValueError, requests.ConnectionError)))'),
      'wrapper',
    ],
    ['retry_if_exception_type without arguments', tenacity('@retry(retry=retry_if_exception_type())'), 'wrapper'],
    // Measured: one call.
    [
      'retry_if_exception_type of the builtin',
      tenacity('@retry(retry=retry_if_exception_type(ConnectionError))'),
      'none:ineffective-wrapper',
    ],
    [
      'retry_if_exception_type of another library',
      tenacity('@retry(retry=retry_if_exception_type(openai.RateLimitError))'),
      'none:ineffective-wrapper',
    ],
    ['two types with |', tenacity('@retry(retry=retry_if_exception_type(ValueError) | retry_if_exception_type(OSError))'), 'wrapper'],
    ['retry_if_not_exception_type', tenacity('@retry(retry=retry_if_not_exception_type(ValueError))'), 'unknown'],
    ['a predicate', tenacity('@retry(retry=retry_if_exception(is_transient))'), 'unknown'],
    ['a predicate that is always true', tenacity('@retry(retry=retry_if_exception(lambda e: True))'), 'unknown'],
    ['retry_if_result alone', tenacity('@retry(retry=tenacity.retry_if_result(lambda r: r is None))'), 'none:ineffective-wrapper'],
    [
      'a policy in a name',
      post(
        'import tenacity',
        'policy = tenacity.retry(stop=tenacity.stop_after_attempt(3))',
        '@policy',
        'def ask():',
        `    return ${POST}`,
      ),
      'wrapper',
    ],
    ['Retrying called', post('from tenacity import Retrying', 'def ask():', `    return ${POST}`, 'Retrying()(ask)'), 'wrapper'],
    [
      'for attempt in Retrying',
      post('from tenacity import Retrying', 'for attempt in Retrying():', '    with attempt:', `        ${POST}`),
      'wrapper',
    ],
    [
      'for attempt in Retrying, without with',
      post('from tenacity import Retrying', 'for attempt in Retrying():', `    ${POST}`),
      'none:library',
    ],
    [
      'async for attempt in AsyncRetrying',
      program`
        import httpx
        from tenacity import AsyncRetrying
        async def f(c: httpx.AsyncClient):
            async for attempt in AsyncRetrying():
                with attempt:
                    await c.post('http://gpu:8000/v1/completions')
      `,
      'wrapper',
    ],
    [
      'around a handler that raises again',
      tenacity('@retry').replace(
        `return ${POST}`,
        `try:\n        return ${POST}\n    except Exception as e:\n        print(e)\n        raise`,
      ),
      'wrapper',
    ],
    [
      'around a handler that keeps it',
      tenacity('@retry').replace(`return ${POST}`, `try:\n        return ${POST}\n    except Exception as e:\n        return None`),
      'none:library',
    ],
    [
      'on a caller',
      post('from tenacity import retry', 'def ask():', `    return ${POST}`, '@retry', 'def go():', '    return ask()'),
      'wrapper',
    ],
    [
      'on a method',
      post('from tenacity import retry', 'class A:', '    @retry', '    def ask(self):', `        return ${POST}`),
      'wrapper',
    ],
    [
      'backoff',
      post(
        'import backoff',
        '@backoff.on_exception(backoff.expo, requests.RequestException, max_tries=5)',
        'def ask():',
        `    return ${POST}`,
      ),
      'wrapper',
    ],
    [
      'backoff of another class',
      post('import backoff', '@backoff.on_exception(backoff.expo, ConnectionError)', 'def ask():', `    return ${POST}`),
      'none:ineffective-wrapper',
    ],
    [
      'backoff.on_predicate',
      post('import backoff', '@backoff.on_predicate(backoff.fibo)', 'def ask():', `    return ${POST}`),
      'none:library',
    ],
    [
      'stamina',
      post('import stamina', '@stamina.retry(on=requests.ConnectionError, attempts=3)', 'def ask():', `    return ${POST}`),
      'wrapper',
    ],
    [
      'stamina of another class',
      post('import stamina', '@stamina.retry(on=ConnectionError)', 'def ask():', `    return ${POST}`),
      'none:ineffective-wrapper',
    ],
    [
      'stamina.retry_context',
      post('import stamina', 'for attempt in stamina.retry_context(on=OSError):', '    with attempt:', `        ${POST}`),
      'wrapper',
    ],
    ['retry', post('from retry import retry', '@retry(tries=3)', 'def ask():', `    return ${POST}`), 'wrapper'],
    [
      'retry of another class',
      post('from retry import retry', '@retry(ConnectionError, tries=3)', 'def ask():', `    return ${POST}`),
      'none:ineffective-wrapper',
    ],
    ['retry_call', post('from retry.api import retry_call', 'def ask():', `    return ${POST}`, 'retry_call(ask, tries=3)'), 'wrapper'],
    [
      'SDK off, tenacity around',
      lines(
        'import tenacity',
        'from openai import OpenAI',
        'client = OpenAI(max_retries=0)',
        '@tenacity.retry',
        'def ask():',
        `    return client.${CHAT}`,
      ),
      'wrapper',
    ],
    [
      "SDK off, tenacity of the SDK's class",
      lines(
        'import tenacity, openai',
        'from openai import OpenAI',
        'client = OpenAI(max_retries=0)',
        '@tenacity.retry(retry=tenacity.retry_if_exception_type(openai.APIConnectionError))',
        'def ask():',
        `    return client.${CHAT}`,
      ),
      'wrapper',
    ],
    [
      'SDK off, tenacity of OSError',
      lines(
        'import tenacity, openai',
        'from openai import OpenAI',
        'client = OpenAI(max_retries=0)',
        '@tenacity.retry(retry=tenacity.retry_if_exception_type(OSError))',
        'def ask():',
        `    return client.${CHAT}`,
      ),
      'none:ineffective-wrapper',
    ],
    [
      'SDK on, tenacity of another class: the SDK retries',
      lines(
        'import tenacity, openai',
        'from openai import OpenAI',
        'client = OpenAI()',
        '@tenacity.retry(retry=tenacity.retry_if_exception_type(openai.RateLimitError))',
        'def ask():',
        `    return client.${CHAT}`,
      ),
      'sdk:3',
    ],
    ['a decorator of elsewhere', post('from app import with_retry', '@with_retry', 'def ask():', `    return ${POST}`), 'unknown'],
    [
      'a decorator of elsewhere that says nothing of it',
      post('from app import traced', '@traced', 'def ask():', `    return ${POST}`),
      'none:library',
    ],
    ['handed to a function of elsewhere', post('from app import call', 'def ask():', `    return ${POST}`, 'call(ask)'), 'unknown'],
  ])('%s', (_what, code, expected) => {
    expect(retryOf(code)).toBe(expected);
  });
});

describe('loops', () => {
  const inside = (...body: readonly string[]) => post('def main():', ...body.map((line) => `    ${line}`), 'main()');
  it.each([
    [
      'while True and return',
      inside('while True:', '    try:', `        return ${POST}`, '    except requests.RequestException:', '        time.sleep(1)'),
      'loop',
    ],
    [
      'while True and break',
      inside('while True:', '    try:', `        r = ${POST}`, '        break', '    except Exception:', '        time.sleep(1)'),
      'loop',
    ],
    [
      'for range and return',
      inside('for i in range(3):', '    try:', `        return ${POST}`, '    except Exception:', '        time.sleep(2 ** i)'),
      'loop',
    ],
    [
      'for range that raises at the end',
      inside(
        'for i in range(3):',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        if i == 2:',
        '            raise',
        '        time.sleep(1)',
      ),
      'loop',
    ],
    [
      'break behind the try',
      inside('for i in range(3):', '    try:', `        r = ${POST}`, '    except Exception:', '        continue', '    break'),
      'loop',
    ],
    [
      'break in else',
      inside(
        'for i in range(3):',
        '    try:',
        `        r = ${POST}`,
        '    except Exception:',
        '        time.sleep(1)',
        '    else:',
        '        break',
      ),
      'loop',
    ],
    [
      'a status that breaks',
      inside(
        'for i in range(3):',
        '    try:',
        `        r = ${POST}`,
        '        if r.ok:',
        '            return r',
        '    except Exception:',
        '        time.sleep(1)',
      ),
      'loop',
    ],
    [
      'a flag',
      inside(
        'done = False',
        'while not done:',
        '    try:',
        `        ${POST}`,
        '        done = True',
        '    except Exception:',
        '        time.sleep(1)',
      ),
      'loop',
    ],
    ['a counter', inside('n = 0', 'while n < 3:', '    try:', `        return ${POST}`, '    except Exception:', '        n += 1'), 'loop'],
    [
      'the class is not the one that is caught',
      inside('for i in range(3):', '    try:', `        return ${POST}`, '    except ValueError:', '        time.sleep(1)'),
      'none:library',
    ],
    [
      'prompts',
      inside('for p in prompts:', '    try:', `        r = ${POST}`, '        print(r)', '    except Exception as e:', '        print(e)'),
      'none:library',
    ],
    [
      'prompts, with continue',
      inside('for p in prompts:', '    try:', `        r = ${POST}`, '    except Exception as e:', '        continue', '    print(r)'),
      'none:library',
    ],
    [
      'a chat',
      inside('while True:', '    q = input()', '    try:', `        print(${POST})`, '    except Exception as e:', '        print(e)'),
      'none:library',
    ],
    [
      'a chat that ends on a word',
      inside(
        'while True:',
        '    q = input()',
        "    if q == 'quit':",
        '        break',
        '    try:',
        `        print(${POST})`,
        '    except Exception as e:',
        '        print(e)',
      ),
      'none:library',
    ],
    [
      'a handler that leaves',
      inside('for i in range(3):', '    try:', `        return ${POST}`, '    except Exception:', '        return None'),
      'none:library',
    ],
    [
      'a handler that raises',
      inside('for i in range(3):', '    try:', `        return ${POST}`, '    except Exception:', '        print("down")', '        raise'),
      'none:library',
    ],
    ['a loop without try', inside('for i in range(3):', `    r = ${POST}`, '    if r.ok: break'), 'none:library'],
    [
      'a loop around the caller',
      post(
        'def ask():',
        `    return ${POST}`,
        'for i in range(3):',
        '    try:',
        '        ask()',
        '        break',
        '    except Exception:',
        '        time.sleep(1)',
      ),
      'loop',
    ],
    [
      'a helper that gives None, repeated by its caller',
      post(
        'def ask():',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        return None',
        'r = None',
        'while r is None:',
        '    r = ask()',
      ),
      'loop',
    ],
    [
      'a helper that gives None, called once',
      post('def ask():', '    try:', `        return ${POST}`, '    except Exception:', '        return None', 'ask()'),
      'none:library',
    ],
    [
      'a helper that gives None, called for each prompt',
      post(
        'def ask(p):',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        return None',
        'for p in prompts:',
        '    print(ask(p))',
      ),
      'none:library',
    ],
    [
      'readiness poll',
      post(
        'def is_up():',
        '    try:',
        `        return ${POST}.ok`,
        '    except OSError:',
        '        return False',
        'while not is_up():',
        '    time.sleep(1)',
      ),
      'loop',
    ],
    [
      'recursion in the handler',
      post(
        'def ask(n):',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        if n > 0:',
        '            return ask(n - 1)',
        '        raise',
        'ask(3)',
      ),
      'loop',
    ],
    [
      'recursion behind the try',
      post(
        'def ask(n):',
        '    try:',
        `        return ${POST}`,
        '    except Exception:',
        '        time.sleep(1)',
        '    return ask(n - 1)',
        'ask(3)',
      ),
      'loop',
    ],
    [
      'a local helper',
      post(
        'def again(fn):',
        '    for i in range(3):',
        '        try:',
        '            return fn()',
        '        except Exception:',
        '            time.sleep(1)',
        `again(lambda: ${POST})`,
      ),
      'wrapper',
    ],
    ['a local helper that does not', post('def timed(fn):', '    return fn()', `timed(lambda: ${POST})`), 'none:library'],
    [
      'a local helper with arguments',
      post(
        'def again(fn, *args):',
        '    for i in range(3):',
        '        try:',
        '            return fn(*args)',
        '        except Exception:',
        '            time.sleep(1)',
        'def ask(p):',
        `    return ${POST}`,
        'again(ask, 1)',
      ),
      'wrapper',
    ],
    [
      'a function handed to a decorated helper',
      post(
        'import tenacity',
        '@tenacity.retry(reraise=True, stop=tenacity.stop_after_attempt(6))',
        'def again(fn, *args):',
        '    return fn(*args)',
        "again(requests.post, f'{BASE}/v1/chat/completions')",
      ),
      'wrapper',
    ],
    [
      'a function handed to a helper that has no such decorator',
      post(
        'import functools',
        '@functools.cache',
        'def again(fn, *args):',
        '    return fn(*args)',
        "again(requests.post, f'{BASE}/v1/chat/completions')",
      ),
      'none:library',
    ],
    [
      'a local decorator',
      post(
        'def again(fn):',
        '    def inner(*a):',
        '        for i in range(3):',
        '            try:',
        '                return fn(*a)',
        '            except Exception:',
        '                time.sleep(1)',
        '    return inner',
        '@again',
        'def ask():',
        `    return ${POST}`,
      ),
      'wrapper',
    ],
    [
      'a local decorator factory',
      post(
        'def again(times):',
        '    def decorate(fn):',
        '        def inner(*a):',
        '            for i in range(times):',
        '                try:',
        '                    return fn(*a)',
        '                except Exception:',
        '                    time.sleep(1)',
        '        return inner',
        '    return decorate',
        '@again(3)',
        'def ask():',
        `    return ${POST}`,
      ),
      'wrapper',
    ],
    [
      'a local decorator of another class',
      post(
        'def again(fn):',
        '    def inner(*a):',
        '        for i in range(3):',
        '            try:',
        '                return fn(*a)',
        '            except ValueError:',
        '                time.sleep(1)',
        '    return inner',
        '@again',
        'def ask():',
        `    return ${POST}`,
      ),
      'none:library',
    ],
    [
      'a local helper that is a coroutine',
      program`
        import httpx, asyncio
        async def again(make):
            for i in range(3):
                try:
                    return await make()
                except Exception:
                    await asyncio.sleep(1)
        async def f(c: httpx.AsyncClient):
            await again(lambda: c.post('http://gpu:8000/v1/completions'))
      `,
      'wrapper',
    ],
    [
      'a while loop around try with a counter that gives up',
      inside(
        'n = 0',
        'while True:',
        '    try:',
        `        r = ${POST}`,
        '        return r',
        '    except requests.ConnectionError as e:',
        '        n += 1',
        '        if n > 5:',
        '            raise RuntimeError("down") from e',
        '        time.sleep(1)',
      ),
      'loop',
    ],
    [
      'a loop over servers',
      inside("for base in ['a', 'b']:", '    try:', `        return ${POST}`, '    except Exception:', '        continue'),
      'loop',
    ],
  ])('%s', (_what, code, expected) => {
    expect(retryOf(code)).toBe(expected);
  });
});
