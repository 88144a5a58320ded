import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';
import { program } from '../../program.js';

/** The classes that are asked for in vain. */
const checksOf = (code: string): string[] =>
  extractionOf(code)
    .problems.connectionChecks.filter((check) => check.kind === 'never')
    .map((check) => check.asked);

const CHAT = `client.chat.completions.create(model='m', messages=[])`;
const openai = (...code: readonly string[]): string =>
  lines('import openai, requests, httpx, logging', 'from openai import OpenAI', 'client = OpenAI()', ...code);
const tried = (...clauses: readonly string[]): string => openai('try:', `    r = ${CHAT}`, ...clauses);

describe('a test for a refused connection that is never true', () => {
  it.each([
    ['ConnectionRefusedError around the OpenAI SDK', tried('except ConnectionRefusedError:', '    retry()'), ['ConnectionRefusedError']],
    ['ConnectionError around the OpenAI SDK', tried('except ConnectionError as e:', '    print(e)'), ['ConnectionError']],
    [
      "requests' class around the OpenAI SDK",
      tried('except requests.exceptions.ConnectionError:', '    pass'),
      ['requests.exceptions.ConnectionError'],
    ],
    ["httpx's class around the OpenAI SDK", tried('except httpx.ConnectError:', '    pass'), ['httpx.ConnectError']],
    ['in a tuple', tried('except (ValueError, ConnectionRefusedError):', '    pass'), ['ConnectionRefusedError']],
    ['second clause', tried('except ValueError:', '    pass', 'except ConnectionError:', '    pass'), ['ConnectionError']],
    [
      'builtin around requests',
      program`
        import requests
        try:
            requests.post('http://gpu:8000/v1/completions')
        except ConnectionError:
            pass
      `,
      ['ConnectionError'],
    ],
    [
      'ConnectionRefusedError around requests',
      program`
        import requests
        try:
            requests.post('http://gpu:8000/v1/completions')
        except ConnectionRefusedError:
            pass
      `,
      ['ConnectionRefusedError'],
    ],
    [
      'ConnectionRefusedError around urllib',
      program`
        import urllib.request
        try:
            urllib.request.urlopen('http://gpu:8000/v1/completions')
        except ConnectionRefusedError:
            pass
      `,
      ['ConnectionRefusedError'],
    ],
    [
      'ConnectionRefusedError around ollama',
      program`
        import ollama
        try:
            ollama.chat(model='m', messages=[])
        except ConnectionRefusedError:
            pass
      `,
      ['ConnectionRefusedError'],
    ],
    [
      "requests' class around httpx",
      program`
        import httpx, requests
        try:
            httpx.post('http://gpu:8000/v1/completions')
        except requests.ConnectionError:
            pass
      `,
      ['requests.ConnectionError'],
    ],
    ['except*', tried('except* ConnectionRefusedError:', '    pass'), ['ConnectionRefusedError']],
    [
      'around asynchronous calls',
      lines(
        'from openai import AsyncOpenAI',
        'client = AsyncOpenAI()',
        'async def f():',
        '    try:',
        `        await ${CHAT}`,
        '    except ConnectionError:',
        '        pass',
      ),
      ['ConnectionError'],
    ],
    [
      'with quiet calls beside it',
      openai(
        'try:',
        `    r = ${CHAT}`,
        '    logging.info(r)',
        '    print(r.choices[0].message.content.strip())',
        'except ConnectionError:',
        '    pass',
      ),
      ['ConnectionError'],
    ],
    [
      'two calls of one library, one finding',
      openai('try:', `    a = ${CHAT}`, `    b = ${CHAT}`, 'except ConnectionError:', '    pass'),
      ['ConnectionError'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(checksOf(code)).toEqual(expected);
  });

  it.each([
    ['the right class', tried('except openai.APIConnectionError:', '    pass')],
    ['a wider class', tried('except openai.OpenAIError:', '    pass')],
    ['Exception', tried('except Exception:', '    pass')],
    ['bare', tried('except:', '    pass')],
    ['both clauses', tried('except ConnectionError:', '    pass', 'except Exception:', '    pass')],
    ['the right class in the same tuple', tried('except (ConnectionError, openai.APIConnectionError):', '    pass')],
    ['another failure of the same library', tried('except openai.RateLimitError:', '    pass', 'except Exception:', '    pass')],
    ['another failure', tried('except ValueError:', '    pass')],
    ['OSError is about files too', tried('except OSError:', '    pass')],
    [
      'a class of the project',
      openai('from app import ConnectionRefusedError', 'try:', `    ${CHAT}`, 'except ConnectionRefusedError:', '    pass'),
    ],
    [
      "requests' class imported as the builtin's name",
      program`
        import requests
        from requests import ConnectionError
        try:
            requests.post('http://gpu:8000/v1/completions')
        except ConnectionError:
            pass
      `,
    ],
    [
      'OSError around requests',
      program`
        import requests
        try:
            requests.post('http://gpu:8000/v1/completions')
        except OSError:
            pass
      `,
    ],
    [
      'ConnectionError around ollama',
      program`
        import ollama
        try:
            ollama.chat(model='m', messages=[])
        except ConnectionError:
            pass
      `,
    ],
    [
      'ConnectionRefusedError around http.client',
      program`
        import http.client
        try:
            http.client.HTTPConnection('gpu', 8000).request('POST', '/v1/completions')
        except ConnectionRefusedError:
            pass
      `,
    ],
    [
      'another request in the try',
      openai('try:', `    r = ${CHAT}`, "    requests.post('http://db/x')", 'except requests.ConnectionError:', '    pass'),
    ],
    [
      'an unknown call in the try',
      openai('from app import save', 'try:', `    r = ${CHAT}`, '    save(r)', 'except ConnectionError:', '    pass'),
    ],
    [
      'the call in a function that is only defined in the try',
      openai('try:', '    def f():', `        return ${CHAT}`, 'except ConnectionError:', '    pass'),
    ],
    ['the call in the handler', openai('try:', '    a()', 'except ConnectionError:', `    ${CHAT}`)],
    [
      'a try around a try that catches',
      openai('try:', '    try:', `        ${CHAT}`, '    except openai.APIError:', '        pass', 'except ConnectionError:', '    pass'),
    ],
    [
      'an outer try catches it',
      openai('try:', '    try:', `        ${CHAT}`, '    except ConnectionError:', '        pass', 'except Exception:', '    pass'),
    ],
    [
      'a stream that is read elsewhere',
      program`
        import ollama
        try:
            s = ollama.chat(model='m', messages=[], stream=True)
        except ConnectionRefusedError:
            pass
      `,
    ],
  ])('%s: none', (what, code) => {
    // Here the inner test is as wrong, but the failure is handled; the finding stands all the same.
    expect(checksOf(code)).toEqual(what === 'an outer try catches it' ? ['ConnectionError'] : []);
  });
});

describe('handlers that only see what the server answers', () => {
  const answersOf = (code: string): string[] =>
    extractionOf(code)
      .problems.connectionChecks.filter((check) => check.kind === 'answers')
      .map((check) => check.asked);
  const HTTPX = program`
    import httpx
    def ask(body):
        try:
            r = httpx.post('http://gpu:8000/v1/completions', json=body)
            r.raise_for_status()
            return r.json()
  `;

  it.each([
    ['httpx', lines(HTTPX, '    except httpx.HTTPStatusError as e:', '        return str(e)'), ['httpx.HTTPStatusError']],
    [
      'urllib',
      program`
        import urllib.request, urllib.error
        try:
            urllib.request.urlopen('http://gpu:8000/v1/completions')
        except urllib.error.HTTPError as e:
            print(e.code)
      `,
      ['urllib.error.HTTPError'],
    ],
    ['OpenAI', tried('except openai.RateLimitError:', '    pass'), ['openai.RateLimitError']],
    [
      'in a caller',
      openai('def ask():', `    return ${CHAT}`, 'try:', '    ask()', 'except openai.APIStatusError:', '    pass'),
      ['openai.APIStatusError'],
    ],
    [
      'a request handed to a method of a base from elsewhere',
      program`
        import httpx
        from app import Base
        class C(Base):
            def __init__(self):
                self.http = httpx.Client()
            def ask(self):
                try:
                    return self._call(self.http.post, 'http://gpu:8000/v1/completions')
                except httpx.HTTPStatusError:
                    return None
      `,
      ['httpx.HTTPStatusError'],
    ],
  ])('%s', (_what, code, expected) => {
    expect(answersOf(code)).toEqual(expected);
  });

  it.each([
    ['the base class', lines(HTTPX, '    except httpx.HTTPError as e:', '        return str(e)')],
    [
      'a clause beside it',
      lines(HTTPX, '    except httpx.HTTPStatusError:', '        return 1', '    except httpx.ConnectError:', '        return 2'),
    ],
    [
      'a try around it',
      program`
        import httpx
        try:
            try:
                httpx.post('http://gpu:8000/v1/completions')
            except httpx.HTTPStatusError:
                pass
        except Exception:
            pass
      `,
    ],
    [
      'a caller that catches',
      openai(
        'def ask():',
        '    try:',
        `        return ${CHAT}`,
        '    except openai.RateLimitError:',
        '        return None',
        'try:',
        '    ask()',
        'except Exception:',
        '    pass',
      ),
    ],
    ['one answer is meant', tried('except openai.NotFoundError:', '    pass')],
    ["another library's answer", tried('except httpx.HTTPStatusError:', '    pass')],
    ['a class of the project', openai('from app import HTTPError', 'try:', `    ${CHAT}`, 'except HTTPError:', '    pass')],
  ])('%s: none', (_what, code) => {
    expect(answersOf(code)).toEqual([]);
  });
});

describe('a try in a caller', () => {
  it.each([
    [
      'around a local function',
      openai('def ask():', `    return ${CHAT}`, 'try:', '    ask()', 'except ConnectionError:', '    pass'),
      ['ConnectionError'],
    ],
    [
      'two functions away',
      openai(
        'def ask():',
        `    return ${CHAT}`,
        'def main():',
        '    print(ask())',
        'try:',
        '    main()',
        'except ConnectionRefusedError:',
        '    pass',
      ),
      ['ConnectionRefusedError'],
    ],
    [
      'the function may raise what is asked for',
      openai(
        'def ask():',
        "    requests.post('http://db/x')",
        `    return ${CHAT}`,
        'try:',
        '    ask()',
        'except requests.ConnectionError:',
        '    pass',
      ),
      [],
    ],
    [
      'a function beside it may raise it',
      openai(
        'from app import connect',
        'def ask():',
        `    return ${CHAT}`,
        'try:',
        '    connect()',
        '    ask()',
        'except ConnectionError:',
        '    pass',
      ),
      [],
    ],
    [
      'a handler nearer to the call catches',
      openai(
        'def ask():',
        '    try:',
        `        return ${CHAT}`,
        '    except Exception:',
        '        return None',
        'try:',
        '    ask()',
        'except ConnectionError:',
        '    pass',
      ),
      [],
    ],
  ])('%s', (_what, code, expected) => {
    expect(checksOf(code)).toEqual(expected);
  });
});
