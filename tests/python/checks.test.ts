import { describe, expect, it } from 'vitest';
import { extractionOf, lines } from './facts-of.js';

/** The classes that are asked for in vain. */
const checksOf = (code: string): string[] => extractionOf(code).facts.checks.map((check) => check.asked);

const CHAT = `client.chat.completions.create(model='m', messages=[])`;
const openai = (...code: readonly string[]): string => lines('import openai, requests, httpx, logging', 'from openai import OpenAI', 'client = OpenAI()', ...code);
const tried = (...clauses: readonly string[]): string => openai('try:', `    r = ${CHAT}`, ...clauses);

describe('a test for a refused connection that is never true', () => {
  it.each([
    ['ConnectionRefusedError around the OpenAI SDK', tried('except ConnectionRefusedError:', '    retry()'), ['ConnectionRefusedError']],
    ['ConnectionError around the OpenAI SDK', tried('except ConnectionError as e:', '    print(e)'), ['ConnectionError']],
    ['requests\' class around the OpenAI SDK', tried('except requests.exceptions.ConnectionError:', '    pass'), ['requests.exceptions.ConnectionError']],
    ['httpx\'s class around the OpenAI SDK', tried('except httpx.ConnectError:', '    pass'), ['httpx.ConnectError']],
    ['in a tuple', tried('except (ValueError, ConnectionRefusedError):', '    pass'), ['ConnectionRefusedError']],
    ['second clause', tried('except ValueError:', '    pass', 'except ConnectionError:', '    pass'), ['ConnectionError']],
    ['builtin around requests', lines('import requests', 'try:', "    requests.post('http://gpu:8000/v1/completions')", 'except ConnectionError:', '    pass'), ['ConnectionError']],
    ['ConnectionRefusedError around requests', lines('import requests', 'try:', "    requests.post('http://gpu:8000/v1/completions')", 'except ConnectionRefusedError:', '    pass'), ['ConnectionRefusedError']],
    ['ConnectionRefusedError around urllib', lines('import urllib.request', 'try:', "    urllib.request.urlopen('http://gpu:8000/v1/completions')", 'except ConnectionRefusedError:', '    pass'), ['ConnectionRefusedError']],
    ['ConnectionRefusedError around ollama', lines('import ollama', 'try:', "    ollama.chat(model='m', messages=[])", 'except ConnectionRefusedError:', '    pass'), ['ConnectionRefusedError']],
    ['requests\' class around httpx', lines('import httpx, requests', 'try:', "    httpx.post('http://gpu:8000/v1/completions')", 'except requests.ConnectionError:', '    pass'), ['requests.ConnectionError']],
    ['except*', tried('except* ConnectionRefusedError:', '    pass'), ['ConnectionRefusedError']],
    ['around asynchronous calls', lines('from openai import AsyncOpenAI', 'client = AsyncOpenAI()', 'async def f():', '    try:', `        await ${CHAT}`, '    except ConnectionError:', '        pass'), ['ConnectionError']],
    ['with quiet calls beside it', openai('try:', `    r = ${CHAT}`, '    logging.info(r)', '    print(r.choices[0].message.content.strip())', 'except ConnectionError:', '    pass'), ['ConnectionError']],
    ['two calls of one library, one finding', openai('try:', `    a = ${CHAT}`, `    b = ${CHAT}`, 'except ConnectionError:', '    pass'), ['ConnectionError']],
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
    ['another failure of the same library', tried('except openai.RateLimitError:', '    pass')],
    ['another failure', tried('except ValueError:', '    pass')],
    ['OSError is about files too', tried('except OSError:', '    pass')],
    ['a class of the project', openai('from app import ConnectionRefusedError', 'try:', `    ${CHAT}`, 'except ConnectionRefusedError:', '    pass')],
    ['requests\' class imported as the builtin\'s name', lines('import requests', 'from requests import ConnectionError', 'try:', "    requests.post('http://gpu:8000/v1/completions')", 'except ConnectionError:', '    pass')],
    ['OSError around requests', lines('import requests', 'try:', "    requests.post('http://gpu:8000/v1/completions')", 'except OSError:', '    pass')],
    ['ConnectionError around ollama', lines('import ollama', 'try:', "    ollama.chat(model='m', messages=[])", 'except ConnectionError:', '    pass')],
    ['ConnectionRefusedError around http.client', lines('import http.client', 'try:', "    http.client.HTTPConnection('gpu', 8000).request('POST', '/v1/completions')", 'except ConnectionRefusedError:', '    pass')],
    ['another request in the try', openai('try:', `    r = ${CHAT}`, "    requests.post('http://db/x')", 'except requests.ConnectionError:', '    pass')],
    ['an unknown call in the try', openai('from app import save', 'try:', `    r = ${CHAT}`, '    save(r)', 'except ConnectionError:', '    pass')],
    ['the call in a function that is only defined in the try', openai('try:', '    def f():', `        return ${CHAT}`, 'except ConnectionError:', '    pass')],
    ['the call in the handler', openai('try:', '    a()', 'except ConnectionError:', `    ${CHAT}`)],
    ['a try around a try that catches', openai('try:', '    try:', `        ${CHAT}`, '    except openai.APIError:', '        pass', 'except ConnectionError:', '    pass')],
    ['an outer try catches it', openai('try:', '    try:', `        ${CHAT}`, '    except ConnectionError:', '        pass', 'except Exception:', '    pass')],
    ['a stream that is read elsewhere', lines('import ollama', 'try:', "    s = ollama.chat(model='m', messages=[], stream=True)", 'except ConnectionRefusedError:', '    pass')],
  ])('%s: none', (what, code) => {
    // Here the inner test is as wrong, but somebody handles the failure; the finding stands all the same.
    expect(checksOf(code)).toEqual(what === 'an outer try catches it' ? ['ConnectionError'] : []);
  });
});
