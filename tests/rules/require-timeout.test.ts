import { describe, expect, it } from 'vitest';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-timeout': 'error' } as const;
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

const URL = `'http://gpu:8000/v1/chat/completions'`;
const OPENAI = `import OpenAI from 'openai';\n`;
const CALL = 'await client.chat.completions.create({ model: "m", messages: [] }';
const SIGNAL = 'signal: AbortSignal.timeout(300_000)';
const PY_URL = '"http://gpu:8000/v1/chat/completions"';
const OPENAI_PY = 'from openai import OpenAI\n';
const ASK_PY = 'client.chat.completions.create(model="m", messages=[]';

const messagesOf = (code: string, options: typeof ts) =>
  lint(code, options).map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a limit of the whole answer is not proposed for a stream', () => {
  const send = (body: string) =>
    `async function send(url, body) {\n  return await fetch(\`\${url}/v1/chat/completions\`, { method: 'POST', body: ${body} });\n}\n`;
  const read = program`
    export async function talk(url, messages) {
      const response = await send(url, JSON.stringify({ messages, stream: true }));
      for await (const part of response.body) process.stdout.write(part);
    }

  `;
  const whole = program`
    export async function talk(url, messages) {
      return (await send(url, JSON.stringify({ messages }))).json();
    }

  `;

  it.each([
    ['read by another function', send('body') + read, 0],
    ['read whole by another function', send('body') + whole, 1],
    ['beside a request that is none', send('JSON.stringify({ prompt: body, stream: false })') + read, 1],
  ])('%s', (_what, code, suggestions) => {
    const [finding] = lint(code, ts);
    expect(finding?.suggestions ?? []).toHaveLength(suggestions);
  });
});

describe('axios, which waits without end', () => {
  const AXIOS = "import axios from 'axios';\n";
  const own = (options: string, call = ''): string =>
    `${AXIOS}const api = axios.create({ baseURL: 'http://gpu:8000/v1'${options} });\nexport const ask = (data) => api.post('/chat/completions', data${call});\n`;

  it.each([
    ['the client', own(''), 2],
    ['a request', `${AXIOS}export const ask = (data) => axios.post(${URL}, data, { headers: {} });\n`, 2],
    ['a request without options', `${AXIOS}export const ask = (data) => axios.post(${URL}, data);\n`, 2],
  ])('reported: %s', (_what, code, line) => {
    expect(lint(code, ts).map((finding) => ({ id: finding.messageId, line: finding.line }))).toEqual([{ id: 'absent', line }]);
  });

  it.each([
    ['a limit of the client', own(', timeout: 60_000')],
    ['a limit of the request', own('', ', { timeout: 60_000 }')],
    ['a signal', own('', ', { signal: AbortSignal.timeout(60_000) }')],
    ['options from elsewhere', own('', ', options')],
    ['a limit for all', `${AXIOS}axios.defaults.timeout = 60_000;\nexport const ask = (data) => axios.post(${URL}, data);\n`],
    ['an interceptor', `${own('')}api.interceptors.request.use(limit);\n`],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, ts)).toEqual([]);
  });

  it('the suggestion gives the client a limit', () => {
    const [finding] = lint(own(''), ts);
    if (!finding) throw new Error('no finding');
    expect(applySuggestion(own(''), finding)).toBe(own(', timeout: 600_000'));
  });
});

describe('require-timeout in JavaScript', () => {
  it.each([
    [
      `${OPENAI}new OpenAI({ timeout: 0 });\n`,
      '2:23 `timeout: 0` does not mean "no limit". Every request of `new OpenAI()` fails before the server can answer. Remove it for the default, or set a generous limit.',
    ],
    [
      `import axios from 'axios';\nawait axios.post(${URL}, {}, { timeout: 0 });\n`,
      '2:72 `timeout: 0` disables the timeout. If the server hangs or a firewall drops the connection, `axios.post()` blocks forever. Set a generous limit.',
    ],
    [
      `await fetch(${URL}, { method: 'POST' });\n`,
      '1:7 `fetch()` has no `signal`. Node waits 300 s for the headers, other runtimes longer, and nothing aborts the request earlier. Pass one with a generous limit.',
    ],
    [
      `import fetch from 'node-fetch';\nawait fetch(${URL}, { method: 'POST' });\n`,
      '2:7 `fetch()` has no `signal`. A server that hangs blocks it forever, and nothing aborts the request earlier. Pass one with a generous limit.',
    ],
    [
      `await fetch(${URL}, { signal: AbortSignal.timeout(10 * 60 * 1000) });\n`,
      '1:62 `fetch()` allows 600 s, but Node stops after 300 s. It waits no longer for headers, whatever `signal` says. Set `headersTimeout` of a `dispatcher`, or stream.',
    ],
  ])('%s', (code, expected) => {
    expect(messagesOf(code, ts)).toEqual([expected]);
  });

  it.each([
    ['a client', `${OPENAI}new OpenAI({ timeout: Infinity }); // keep\n`, `${OPENAI}new OpenAI({ timeout: 600_000 }); // keep\n`],
    [
      'a call',
      `${OPENAI}const client = new OpenAI();\n${CALL}, { timeout: null });\n`,
      `${OPENAI}const client = new OpenAI();\n${CALL}, { timeout: 600_000 });\n`,
    ],
    [
      'Anthropic',
      `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ timeout: false });\n`,
      `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ timeout: 600_000 });\n`,
    ],
    [
      'an instance of axios',
      program`
        import axios from 'axios';
        const api = axios.create({ baseURL: 'http://gpu:8000/v1', timeout: 0 });
        await api.post('/chat/completions', {});

      `,
      program`
        import axios from 'axios';
        const api = axios.create({ baseURL: 'http://gpu:8000/v1', timeout: 600_000 });
        await api.post('/chat/completions', {});

      `,
    ],
    [
      'ky',
      `import ky from 'ky';\nawait ky.post(${URL}, { timeout: false });\n`,
      `import ky from 'ky';\nawait ky.post(${URL}, { timeout: 600_000 });\n`,
    ],
    [
      'fetch with options',
      `await fetch(${URL}, { method: 'POST' }); // keep\n`,
      `await fetch(${URL}, { method: 'POST', ${SIGNAL} }); // keep\n`,
    ],
    [
      'options on lines',
      `await fetch(${URL}, {\n  method: 'POST', // keep\n  body,\n});\n`,
      `await fetch(${URL}, {\n  method: 'POST', // keep\n  body,\n  ${SIGNAL},\n});\n`,
    ],
    [
      'in Promise.all',
      `await Promise.all([fetch(${URL}, { method: 'POST' })]);\n`,
      `await Promise.all([fetch(${URL}, { method: 'POST', ${SIGNAL} })]);\n`,
    ],
  ])('the suggestion gives it a limit: %s', (_what, code, expected) => {
    const findings = lint(code, ts);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, ts)).toEqual([]);
  });

  it.each([
    ['a GET', `await fetch('http://gpu:8000/v1/models');\n`],
    ['a health check', `await fetch('http://localhost:11434/', { cache: 'no-store' });\n`],
  ])('asks for a short limit of a probe, and proposes none: %s', (_what, code) => {
    const [finding, ...others] = lint(code, ts);
    expect(finding?.messageId).toBe('signal');
    expect(finding?.message).toContain('a short limit');
    expect(finding?.suggestions).toBeUndefined();
    expect(others).toEqual([]);
  });

  it('proposes nothing that would cut a stream', () => {
    const [finding] = lint(`const response = await fetch(${URL}, { method: 'POST', body: JSON.stringify({ stream: true }) });\n`, ts);
    expect(finding?.message).toContain('no `signal`');
    expect(finding?.suggestions).toBeUndefined();
  });

  it.each([
    ['the default', `${OPENAI}const client = new OpenAI();\n${CALL});\n`],
    ['a number', `${OPENAI}new OpenAI({ timeout: 60_000 });\n`],
    ['null, which is the default', `${OPENAI}new OpenAI({ timeout: null });\n`],
    ['a value from elsewhere', `${OPENAI}new OpenAI({ timeout: config.timeout });\n`],
    ['options from elsewhere', `${OPENAI}new OpenAI({ timeout: 0, ...options });\n`],
    ['a limit that is set later', `${OPENAI}const client = new OpenAI({ timeout: 0 });\nclient.timeout = 60_000;\n`],
    ['a signal', `await fetch(${URL}, { signal: AbortSignal.timeout(300_000) });\n`],
    ['an unknown signal', `await fetch(${URL}, { signal });\n`],
    ['options that are not seen', `await fetch(${URL}, init);\n`],
    ['spread options', `await fetch(${URL}, { ...init, method: 'POST' });\n`],
    ['a request', `await fetch(new Request(${URL}, { signal }));\n`],
    ['a dispatcher', `await fetch(${URL}, { dispatcher });\n`],
    ['a dispatcher for all', `setGlobalDispatcher(new Agent({ headersTimeout: 0 }));\nawait fetch(${URL});\n`],
    ['a race', `await Promise.race([fetch(${URL}), sleep(1000)]);\n`],
    ['a helper that limits', `await withTimeout(() => fetch(${URL}));\n`],
    [
      'a longer signal for a stream',
      `await fetch(${URL}, { signal: AbortSignal.timeout(900_000), body: JSON.stringify({ stream: true }) });\n`,
    ],
    ['a longer signal with a dispatcher', `await fetch(${URL}, { signal: AbortSignal.timeout(900_000), dispatcher });\n`],
    ['another service', `await fetch('https://example.org/users');\n`],
    [
      'an axios of the file',
      `const axios = { post: async (url, body, options) => options };\nawait axios.post(${URL}, {}, { timeout: 0 });\n`,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, ts)).toEqual([]);
  });

  it('is silent in tests', () => {
    expect(lint(`await fetch(${URL});\n`, { rules, filename: 'src/file.test.ts' })).toEqual([]);
  });
});

describe('require-timeout in Python', () => {
  it.each([
    [
      `${OPENAI_PY}client = OpenAI(timeout=None)\n`,
      '2:25 `timeout=None` disables the timeout. If the server hangs or a firewall drops the connection, `OpenAI()` blocks forever. Set a generous limit.',
    ],
    [
      `import requests\nrequests.post(${PY_URL})\n`,
      '2:10 `requests.post()` has no `timeout`. If the server hangs or a firewall drops the connection, it blocks forever. Set a generous limit.',
    ],
    [
      `import httpx\nhttpx.post(${PY_URL}, timeout=0)\n`,
      '2:59 `timeout=0` does not mean "no limit". Every request of `httpx.post()` fails before the server can answer. Remove it for the default, or set a generous limit.',
    ],
  ])('%s', (code, expected) => {
    expect(messagesOf(code, py)).toEqual([expected]);
  });

  it.each([
    ['a client', `${OPENAI_PY}client = OpenAI(timeout=None)  # keep\n`, `${OPENAI_PY}client = OpenAI(timeout=600)  # keep\n`],
    ['a call', `${OPENAI_PY}client = OpenAI()\n${ASK_PY}, timeout=None)\n`, `${OPENAI_PY}client = OpenAI()\n${ASK_PY}, timeout=600)\n`],
    [
      'with_options',
      `${OPENAI_PY}client = OpenAI()\nclient.with_options(timeout=None).models.list()\n`,
      `${OPENAI_PY}client = OpenAI()\nclient.with_options(timeout=600).models.list()\n`,
    ],
    ['infinity', `${OPENAI_PY}client = OpenAI(timeout=float("inf"))\n`, `${OPENAI_PY}client = OpenAI(timeout=600)\n`],
    [
      'a client of httpx',
      `import httpx\nasync def ask():\n    async with httpx.AsyncClient(timeout=None) as client:\n        await client.post(${PY_URL})\n`,
      `import httpx\nasync def ask():\n    async with httpx.AsyncClient(timeout=600) as client:\n        await client.post(${PY_URL})\n`,
    ],
    [
      'a Timeout of httpx',
      `import httpx\nhttpx.post(${PY_URL}, timeout=httpx.Timeout(None))\n`,
      `import httpx\nhttpx.post(${PY_URL}, timeout=600)\n`,
    ],
    [
      'requests',
      `import requests\nrequests.post(${PY_URL}, json={})  # keep\n`,
      `import requests\nrequests.post(${PY_URL}, json={}, timeout=600)  # keep\n`,
    ],
    [
      'lines',
      `import requests\nrequests.post(\n    ${PY_URL},\n    json={},  # keep\n)\n`,
      `import requests\nrequests.post(\n    ${PY_URL},\n    json={},  # keep\n    timeout=600,\n)\n`,
    ],
    [
      'a session',
      `import requests\nsession = requests.Session()\nsession.post(${PY_URL})\n`,
      `import requests\nsession = requests.Session()\nsession.post(${PY_URL}, timeout=600)\n`,
    ],
    [
      'urlopen',
      `import urllib.request\nurllib.request.urlopen(${PY_URL})\n`,
      `import urllib.request\nurllib.request.urlopen(${PY_URL}, timeout=600)\n`,
    ],
    [
      'http.client',
      program`
        import http.client
        connection = http.client.HTTPConnection("gpu", 8000)
        connection.request("POST", "/v1/chat/completions")

      `,
      program`
        import http.client
        connection = http.client.HTTPConnection("gpu", 8000, timeout=600)
        connection.request("POST", "/v1/chat/completions")

      `,
    ],
  ])('the suggestion gives it a limit: %s', (_what, code, expected) => {
    const findings = lint(code, py);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, py)).toEqual([]);
  });

  it('asks for a short limit of a probe, and proposes none', () => {
    const [finding, ...others] = lint(`import requests\nrequests.get("http://gpu:8000/v1/models")\n`, py);
    expect(finding?.messageId).toBe('absent');
    expect(finding?.message).toContain('a short limit');
    // Silencing the rule is all that is left.
    expect(finding?.suggestions?.map(({ desc }) => desc).filter((desc) => desc.includes('timeout='))).toEqual([]);
    expect(others).toEqual([]);
  });

  it('finds a limit of aiohttp that is none', () => {
    expect(
      lint(
        `import aiohttp\nasync def ask():\n    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:\n        async with session.post(${PY_URL}) as response:\n            await response.text()\n`,
        py,
      ),
    ).toHaveLength(1);
  });

  it.each([
    ['the default', `${OPENAI_PY}client = OpenAI()\n${ASK_PY})\n`],
    ['a number', `${OPENAI_PY}client = OpenAI(timeout=30)\n`],
    ['a value from elsewhere', `${OPENAI_PY}client = OpenAI(timeout=settings.timeout)\n`],
    ['a limit that is set later', `${OPENAI_PY}client = OpenAI(timeout=None)\nclient.timeout = 600\n`],
    ['a limit of the connection alone', `import httpx\nhttpx.post(${PY_URL}, timeout=httpx.Timeout(None, connect=5))\n`],
    [
      'a limit of the reading alone',
      `import aiohttp\nasync def ask():\n    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=60)) as session:\n        async with session.post(${PY_URL}) as response:\n            await response.text()\n`,
    ],
    ['the default of httpx', `import httpx\nhttpx.post(${PY_URL})\n`],
    [
      'the default of aiohttp',
      `import aiohttp\nasync def ask(session: aiohttp.ClientSession):\n    async with session.post(${PY_URL}) as response:\n        await response.text()\n`,
    ],
    ['a limit of requests', `import requests\nrequests.post(${PY_URL}, timeout=(5, 600))\n`],
    ['options from elsewhere', `import requests\nrequests.post(${PY_URL}, **options)\n`],
    [
      'a session with an adapter',
      `import requests\nsession = requests.Session()\nsession.mount("http://", TimeoutAdapter(600))\nsession.post(${PY_URL})\n`,
    ],
    ['a limit for all sockets', `import socket\nimport requests\nsocket.setdefaulttimeout(600)\nrequests.post(${PY_URL})\n`],
    [
      'wait_for',
      `import asyncio\nfrom openai import AsyncOpenAI\nclient = AsyncOpenAI(timeout=None)\nasync def ask():\n    return await asyncio.wait_for(${ASK_PY}), 600)\n`,
    ],
    ['another service', `import requests\nrequests.get("https://example.org/users")\n`],
    [
      "a class of the file's own",
      program`
        class OpenAI:
            def __init__(self, timeout):
                self.timeout = timeout
        client = OpenAI(timeout=None)

      `,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, py)).toEqual([]);
  });
});
