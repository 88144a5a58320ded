import { describe, expect, it } from 'vitest';
import { HTTP_CLIENTS } from '../../src/catalog/javascript.js';
import { PYTHON_HTTP_CLIENTS } from '../../src/catalog/python.js';
import { applySuggestion, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-status-check': 'error' } as const;
const ts = { rules };
const py = { rules, filename: 'src/file.py' };

const URL = `'http://gpu:8000/v1/chat/completions'`;
const CHECK = (name: string) => `if (!${name}.ok) throw new Error(\`The LLM server answered HTTP \${${name}.status}\`);`;
const PY_URL = '"http://gpu:8000/v1/chat/completions"';
const REQUESTS = 'import requests\n';

describe('require-status-check in JavaScript', () => {
  it('says what is read, and what to look at', () => {
    const [finding, ...others] = lint(
      `const response = await fetch(${URL});\nconst data = await response.json();\nconsole.log(data.choices[0].message.content);\n`,
      ts,
    );
    expect(others).toEqual([]);
    expect(finding?.message).toBe(
      '`fetch` does not throw on HTTP 429, 500 or 503. `response.json()` then reads the error of an overloaded server as an answer. Check `ok` first.',
    );
    expect(finding).toMatchObject({ line: 1, column: 24 });
  });

  it('says that a probe is true on every answer', () => {
    const [finding] = lint(
      `const base = process.env.VLLM_BASE_URL;\nexport async function isUp() {\n  try {\n    await fetch(\`\${base}/health\`);\n    return true;\n  } catch {\n    return false;\n  }\n}\n`,
      ts,
    );
    expect(finding?.message).toBe(
      '`fetch` does not throw on HTTP 503. A server that is still loading its model counts as ready here. Check `ok`.',
    );
    expect(finding).toMatchObject({ line: 4, column: 11 });
  });

  it.each([
    [
      'a named answer',
      `const r = await fetch(${URL}); // keep\nconsole.log((await r.json()).choices[0]);\n`,
      `const r = await fetch(${URL}); // keep\n${CHECK('r')}\nconsole.log((await r.json()).choices[0]);\n`,
    ],
    [
      'without semicolons',
      `const r = await fetch(${URL})\nconst { choices } = await r.json()\n`,
      `const r = await fetch(${URL})\n${CHECK('r').slice(0, -1)}\nconst { choices } = await r.json()\n`,
    ],
    [
      'CRLF',
      `const r = await fetch(${URL});\r\nconst { choices } = await r.json();\r\n`,
      `const r = await fetch(${URL});\r\n${CHECK('r')}\r\nconst { choices } = await r.json();\r\n`,
    ],
    [
      'an assignment',
      `let r;\ntry {\n\tr = await fetch(${URL});\n} catch (error) {\n\tprocess.exit(1);\n}\nconst { choices } = await r.json();\n`,
      `let r;\ntry {\n\tr = await fetch(${URL});\n\t${CHECK('r')}\n} catch (error) {\n\tprocess.exit(1);\n}\nconst { choices } = await r.json();\n`,
    ],
    [
      'a callback',
      `export const ask = () => fetch(${URL}).then((res) => res.json());\n`,
      `export const ask = () => fetch(${URL}).then((res) => {\n  ${CHECK('res')}\n  return res.json();\n});\n`,
    ],
    [
      'a callback with a block',
      `export const ask = () =>\n  fetch(${URL}).then((res) => {\n    return res.json();\n  });\n`,
      `export const ask = () =>\n  fetch(${URL}).then((res) => {\n    ${CHECK('res')}\n    return res.json();\n  });\n`,
    ],
    [
      'an answer without a name',
      `export async function ask() {\n  return (await fetch(${URL})).json(); // keep\n}\n`,
      `export async function ask() {\n  const response = await fetch(${URL});\n  ${CHECK('response')}\n  return response.json(); // keep\n}\n`,
    ],
    [
      'a name that is taken',
      `const response = 1;\nconst data = await (await fetch(${URL})).json();\nconsole.log(data.choices[0], response);\n`,
      `const response = 1;\nconst llmResponse = await fetch(${URL});\n${CHECK('llmResponse')}\nconst data = await llmResponse.json();\nconsole.log(data.choices[0], response);\n`,
    ],
    [
      'undici',
      `import { request } from 'undici';\nconst { body } = await request(${URL}, { method: 'POST' });\nconst { choices } = await body.json();\n`,
      `import { request } from 'undici';\nconst { body, statusCode } = await request(${URL}, { method: 'POST' });\nif (Number(statusCode) >= 400) throw new Error(\`The LLM server answered HTTP \${statusCode}\`);\nconst { choices } = await body.json();\n`,
    ],
    [
      'needle',
      `import needle from 'needle';\nconst r = await needle('post', ${URL}, body, { json: true });\nconsole.log(r.body.choices[0]);\n`,
      `import needle from 'needle';\nconst r = await needle('post', ${URL}, body, { json: true });\nif (Number(r.statusCode) >= 400) throw new Error(\`The LLM server answered HTTP \${r.statusCode}\`);\nconsole.log(r.body.choices[0]);\n`,
    ],
    [
      'a probe',
      program`
        const base = process.env.VLLM_BASE_URL;
        export async function isUp() {
          try {
            await fetch(base + '/health');
            return true;
          } catch {
            return false;
          }
        }

      `,
      `const base = process.env.VLLM_BASE_URL;\nexport async function isUp() {\n  try {\n    const response = await fetch(base + '/health');\n    ${CHECK('response')}\n    return true;\n  } catch {\n    return false;\n  }\n}\n`,
    ],
  ])('the suggestion tests the status: %s', (_what, code, expected) => {
    const findings = lint(code, ts);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, ts)).toEqual([]);
  });

  it.each([
    [
      'read in a function of the file',
      `async function ask() {\n  const res = await fetch(${URL});\n  return res.json();\n}\nconsole.log((await ask()).choices[0].message.content);\n`,
    ],
    ['read piece by piece', `const res = await fetch(${URL});\nfor await (const part of res.body) process.stdout.write(part);\n`],
    ['a reader', `const res = await fetch(${URL});\nconst reader = res.body!.getReader();\nconsole.log(await reader.read());\n`],
    [
      'a body that may be missing',
      `const res = await fetch(${URL});\nif (!res.body) throw new Error('no body');\nconst reader = res.body.getReader();\nconsole.log(await reader.read());\n`,
    ],
    [
      'a default that says nothing',
      `const res = await fetch(${URL});\nconst data = await res.json();\nexport const text = data.choices?.[0]?.message?.content ?? '';\n`,
    ],
    ['parsed by hand', `const res = await fetch(${URL});\nconst { choices } = JSON.parse(await res.text());\n`],
    [
      'the answer itself tested',
      `const res = await fetch(${URL});\nif (!res) throw new Error('no answer');\nconsole.log((await res.json()).choices[0]);\n`,
    ],
    ['node-fetch', `import fetch from 'node-fetch';\nconst res = await fetch(${URL});\nconsole.log((await res.json()).choices[0]);\n`],
    ["undici's fetch", `import { fetch } from 'undici';\nconst res = await fetch(${URL});\nconsole.log((await res.json()).choices[0]);\n`],
    [
      'a probe in a promise',
      `const base = process.env.VLLM_BASE_URL;\nexport const isUp = () => fetch(base + '/health').then(() => true).catch(() => false);\n`,
    ],
    [
      'a probe that is turned into a boolean',
      `const base = process.env.VLLM_BASE_URL;\nexport const isUp = async () => Boolean(await fetch(base + '/health'));\n`,
    ],
    [
      'a loop that waits for an answer',
      program`
        const base = process.env.VLLM_BASE_URL;
        for (;;) {
          try {
            await fetch(base + '/health');
            break;
          } catch {
            await sleep(1000);
          }
        }

      `,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, ts)).toHaveLength(1);
  });

  it.each([
    [
      'a look at ok',
      `const res = await fetch(${URL});\nif (!res.ok) throw new Error('down');\nconsole.log((await res.json()).choices[0]);\n`,
    ],
    ['a look at the status', `const res = await fetch(${URL});\nconst data = await res.json();\nreport(res.status, data);\n`],
    [
      'a look at a header',
      `const res = await fetch(${URL});\nif (res.headers.get('content-type') === 'application/json') console.log((await res.json()).choices[0]);\n`,
    ],
    [
      'a destructured look',
      `const { ok, body } = await fetch(${URL});\nif (ok) for await (const part of body) process.stdout.write(part);\n`,
    ],
    ['a callback that looks', `export const ask = () => fetch(${URL}).then((res) => (res.ok ? res.json() : Promise.reject(res)));\n`],
    ['a callback from elsewhere', `export const ask = () => fetch(${URL}).then(check).then((res) => res.json());\n`],
    [
      'a look at the error',
      `const data = await (await fetch(${URL})).json();\nif (data.error) throw new Error(data.error.message);\nconsole.log(data.choices[0]);\n`,
    ],
    ['the error destructured', `const { error, choices } = await (await fetch(${URL})).json();\n`],
    [
      'a test of what it says',
      `const data = await (await fetch(${URL})).json();\nif (!data.choices) throw new Error('no answer');\nconsole.log(data.choices[0]);\n`,
    ],
    [
      'a test of a part',
      `const data = await (await fetch(${URL})).json();\nconst text = data.choices?.[0]?.message?.content;\nif (!text) throw new Error('no answer');\n`,
    ],
    ['a default that says so', `const data = await (await fetch(${URL})).json();\nexport const text = data.response ?? 'No answer.';\n`],
    [
      'a part that must be a list',
      `const data = await (await fetch(${URL})).json();\nexport const models = Array.isArray(data.data) ? data.data : [];\n`,
    ],
    ['a schema', `const data = schema.parse(await (await fetch(${URL})).json());\nconsole.log(data.choices[0]);\n`],
    ['all of it shown', `console.log(await (await fetch(${URL})).json());\n`],
    [
      'a caller in the file that looks',
      `async function ask() {\n  const res = await fetch(${URL});\n  return res.json();\n}\nconst data = await ask();\nif (data.error) throw new Error(data.error);\n`,
    ],
    ['returned', `export async function ask() {\n  const res = await fetch(${URL});\n  return res;\n}\n`],
    ['handed on', `const res = await fetch(${URL});\nawait check(res);\nconsole.log((await res.json()).choices[0]);\n`],
    ['kept in an object', `const res = await fetch(${URL});\nstate.res = res;\nconsole.log((await res.json()).choices[0]);\n`],
    [
      'a proxy with the status',
      `export async function GET() {\n  const res = await fetch(${URL});\n  return new Response(res.body, res);\n}\n`,
    ],
    [
      'errors among the parts',
      `const res = await fetch(${URL});\nfor await (const part of res.body) {\n  if (JSON.parse(part).error) throw new Error(part);\n}\n`,
    ],
    ['it is not read', `await fetch(${URL}, { method: 'POST' });\n`],
    ['a client that rejects', `import axios from 'axios';\nconst { data } = await axios.get(${URL});\nconsole.log(data.choices[0]);\n`],
    [
      'a dispatcher that may reject',
      `import { request } from 'undici';\nconst { body } = await request(${URL}, { dispatcher });\nconst { choices } = await body.json();\n`,
    ],
    [
      'undici that looks',
      `import { request } from 'undici';\nconst { body, statusCode } = await request(${URL});\nif (statusCode !== 200) throw new Error('down');\nconst { choices } = await body.json();\n`,
    ],
    ['another service', `const res = await fetch('https://example.org/users');\nconsole.log((await res.json()).users[0]);\n`],
    [
      'a probe that looks',
      `const base = process.env.VLLM_BASE_URL;\nexport const isUp = () => fetch(base + '/health').then((res) => res.ok).catch(() => false);\n`,
    ],
    [
      'a health endpoint whose answer is not read',
      program`
        const base = process.env.VLLM_BASE_URL;
        await fetch(base + '/health');
        console.log('warmed up');

      `,
    ],
    [
      'a fetch of the file',
      `async function fetch(url) {\n  return { json: async () => ({ choices: [] }) };\n}\nconst res = await fetch(${URL});\nconsole.log((await res.json()).choices[0]);\n`,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, ts)).toEqual([]);
  });

  it('is silent in tests', () => {
    expect(
      lint(`const data = await (await fetch(${URL})).json();\nconsole.log(data.choices[0]);\n`, { rules, filename: 'src/file.test.ts' }),
    ).toEqual([]);
  });
});

describe('require-status-check in Python', () => {
  it('says what is read, and what to look at', () => {
    const [finding, ...others] = lint(
      `${REQUESTS}response = requests.post(${PY_URL}, json={})\nprint(response.json()["choices"][0])\n`,
      py,
    );
    expect(others).toEqual([]);
    expect(finding?.message).toContain('`requests.post` does not raise on HTTP 429, 500 or 503. `response.json()` then reads');
    expect(finding?.message).toContain('Call `raise_for_status()`');
    expect(finding).toMatchObject({ line: 2, column: 21 });
  });

  it.each([
    [
      'a named answer',
      `${REQUESTS}response = requests.post(${PY_URL})  # keep\nprint(response.json()["choices"])\n`,
      `${REQUESTS}response = requests.post(${PY_URL})  # keep\nresponse.raise_for_status()\nprint(response.json()["choices"])\n`,
    ],
    [
      'CRLF',
      `import requests\r\nresponse = requests.post(${PY_URL})\r\nprint(response.json()["choices"])\r\n`,
      `import requests\r\nresponse = requests.post(${PY_URL})\r\nresponse.raise_for_status()\r\nprint(response.json()["choices"])\r\n`,
    ],
    [
      'an answer without a name',
      `${REQUESTS}def ask():\n    return requests.post(${PY_URL}).json()["choices"]  # keep\n`,
      `${REQUESTS}def ask():\n    response = requests.post(${PY_URL})\n    response.raise_for_status()\n    return response.json()["choices"]  # keep\n`,
    ],
    [
      'awaited',
      `import httpx\nasync def ask():\n    async with httpx.AsyncClient() as client:\n        return (await client.post(${PY_URL})).json()["choices"]\n`,
      `import httpx\nasync def ask():\n    async with httpx.AsyncClient() as client:\n        response = await client.post(${PY_URL})\n        response.raise_for_status()\n        return response.json()["choices"]\n`,
    ],
    [
      'aiohttp',
      `import aiohttp\nasync def ask(session: aiohttp.ClientSession):\n    async with session.post(${PY_URL}) as resp:\n        data = await resp.json()\n        return data["choices"][0]\n`,
      `import aiohttp\nasync def ask(session: aiohttp.ClientSession):\n    async with session.post(${PY_URL}) as resp:\n        resp.raise_for_status()\n        data = await resp.json()\n        return data["choices"][0]\n`,
    ],
    [
      'a stream of httpx',
      `import httpx\nwith httpx.stream("POST", ${PY_URL}) as r:\n    for line in r.iter_lines():\n        print(line)\n`,
      `import httpx\nwith httpx.stream("POST", ${PY_URL}) as r:\n    r.raise_for_status()\n    for line in r.iter_lines():\n        print(line)\n`,
    ],
    [
      'urllib3',
      `import json\nimport urllib3\nr = urllib3.request("POST", ${PY_URL})\nprint(json.loads(r.data)["choices"])\n`,
      `import json\nimport urllib3\nr = urllib3.request("POST", ${PY_URL})\nif r.status >= 400:\n    raise RuntimeError(f"The LLM server answered HTTP {r.status}")\nprint(json.loads(r.data)["choices"])\n`,
    ],
    [
      'http.client',
      program`
        import http.client
        import json
        connection = http.client.HTTPConnection("gpu", 8000)
        connection.request("POST", "/v1/chat/completions", body="{}")
        answer = connection.getresponse()
        print(json.loads(answer.read())["choices"])

      `,
      program`
        import http.client
        import json
        connection = http.client.HTTPConnection("gpu", 8000)
        connection.request("POST", "/v1/chat/completions", body="{}")
        answer = connection.getresponse()
        if answer.status >= 400:
            raise RuntimeError(f"The LLM server answered HTTP {answer.status}")
        print(json.loads(answer.read())["choices"])

      `,
    ],
    [
      'a probe',
      program`
        import os
        import requests
        base = os.environ["VLLM_BASE_URL"]
        def is_up():
            try:
                requests.get(base + "/health")
                return True
            except requests.RequestException:
                return False

      `,
      program`
        import os
        import requests
        base = os.environ["VLLM_BASE_URL"]
        def is_up():
            try:
                requests.get(base + "/health").raise_for_status()
                return True
            except requests.RequestException:
                return False

      `,
    ],
  ])('the suggestion tests the status: %s', (_what, code, expected) => {
    const findings = lint(code, py);
    expect(findings).toHaveLength(1);
    for (const finding of findings) {
      expect(finding.fix).toBeUndefined();
      expect(applySuggestion(code, finding)).toBe(expected);
    }
    expect(lint(expected, py)).toEqual([]);
  });

  it.each([
    ['niquests', `import niquests\nprint(niquests.post(${PY_URL}).json()["choices"])\n`],
    ['a session', `${REQUESTS}session = requests.Session()\nresponse = session.post(${PY_URL})\nprint(response.json()["choices"])\n`],
    [
      'a name that is used twice',
      `${REQUESTS}response = requests.post(${PY_URL})\nprint(response.json()["choices"])\nresponse = requests.get("https://example.org")\nresponse.raise_for_status()\n`,
    ],
    ['a default that says nothing', `${REQUESTS}data = requests.post(${PY_URL}).json()\ntext = data.get("response", "")\n`],
    [
      'raise_for_status turned off',
      `import aiohttp\nasync def ask(session: aiohttp.ClientSession):\n    async with session.post(${PY_URL}, raise_for_status=False) as resp:\n        return (await resp.json())["choices"][0]\n`,
    ],
    ['lines', `${REQUESTS}response = requests.post(${PY_URL}, stream=True)\nfor line in response.iter_lines():\n    print(line)\n`],
    ['returned whole', `${REQUESTS}def ask():\n    response = requests.post(${PY_URL})\n    return response.json()\n`],
    [
      'a handler of everything',
      `${REQUESTS}try:\n    print(requests.post(${PY_URL}).json()["choices"])\nexcept Exception as error:\n    print(error)\n`,
    ],
    [
      'a class around a session',
      `${REQUESTS}class Api(requests.Session):\n    model = "m"\n\nprint(Api().post(${PY_URL}).json()["choices"])\n`,
    ],
    [
      'a loop that waits for an answer',
      program`
        import os
        import requests
        base = os.environ["VLLM_BASE_URL"]
        while True:
            try:
                requests.get(base + "/health")
                break
            except requests.ConnectionError:
                pass

      `,
    ],
  ])('%s: found', (_what, code) => {
    expect(lint(code, py)).toHaveLength(1);
  });

  it.each([
    [
      'raise_for_status',
      `${REQUESTS}response = requests.post(${PY_URL})\nresponse.raise_for_status()\nprint(response.json()["choices"])\n`,
    ],
    [
      'a look at the status',
      `${REQUESTS}response = requests.post(${PY_URL})\nif response.status_code == 200:\n    print(response.json()["choices"])\n`,
    ],
    ['the answer is its status', `${REQUESTS}response = requests.post(${PY_URL})\nif response:\n    print(response.json()["choices"])\n`],
    ['the answer shown', `${REQUESTS}response = requests.post(${PY_URL})\nprint(response)\nprint(response.json()["choices"])\n`],
    ['all of it shown', `${REQUESTS}print(requests.post(${PY_URL}).json())\n`],
    [
      'a look at the error',
      `${REQUESTS}data = requests.post(${PY_URL}).json()\nif "error" in data:\n    raise RuntimeError(data["error"])\nprint(data["choices"])\n`,
    ],
    [
      'the error asked for',
      `${REQUESTS}data = requests.post(${PY_URL}).json()\nif data.get("error"):\n    raise RuntimeError(data)\nprint(data["choices"])\n`,
    ],
    [
      'a part that is tested',
      `${REQUESTS}data = requests.post(${PY_URL}).json()\nchoices = data.get("choices")\nif choices:\n    print(choices[0])\n`,
    ],
    [
      'a part with a default that is tested',
      `${REQUESTS}data = requests.get("http://localhost:11434/api/tags").json()\nmodel = (data.get("models") or [{}])[0].get("name")\nif model:\n    print(model)\n`,
    ],
    ['a default that says so', `${REQUESTS}data = requests.post(${PY_URL}).json()\ntext = data.get("response", "No answer.")\n`],
    [
      'an answer of another shape is expected',
      `${REQUESTS}try:\n    print(requests.post(${PY_URL}).json()["choices"])\nexcept (KeyError, IndexError):\n    print("no answer")\n`,
    ],
    [
      'the session raises',
      `import aiohttp\nasync def ask():\n    async with aiohttp.ClientSession(raise_for_status=True) as session:\n        async with session.post(${PY_URL}) as resp:\n            return (await resp.json())["choices"][0]\n`,
    ],
    [
      'the call raises',
      `import aiohttp\nasync def ask(session: aiohttp.ClientSession):\n    async with session.post(${PY_URL}, raise_for_status=True) as resp:\n        return (await resp.json())["choices"][0]\n`,
    ],
    [
      'a hook of the client',
      `import httpx\nclient = httpx.Client(event_hooks={"response": [check]})\nprint(client.post(${PY_URL}).json()["choices"])\n`,
    ],
    [
      'hooks of the session',
      `${REQUESTS}session = requests.Session()\nsession.hooks["response"].append(check)\nprint(session.post(${PY_URL}).json()["choices"])\n`,
    ],
    [
      'a session with a request of its own',
      `${REQUESTS}class Checked(requests.Session):\n    def request(self, *args, **kwargs):\n        response = super().request(*args, **kwargs)\n        response.raise_for_status()\n        return response\n\nprint(Checked().post(${PY_URL}).json()["choices"])\n`,
    ],
    [
      'a client that inherits its send',
      `import httpx\nclass Checked(httpx.Client):\n    def send(self, *args, **kwargs):\n        return super().send(*args, **kwargs).raise_for_status()\nclass Api(Checked):\n    pass\n\nprint(Api().post(${PY_URL}).json()["choices"])\n`,
    ],
    [
      'an adapter that tries again and raises',
      `import requests\nfrom requests.adapters import HTTPAdapter\nsession = requests.Session()\nsession.mount("http://", HTTPAdapter(max_retries=5))\nprint(session.post(${PY_URL}).json()["choices"])\n`,
    ],
    ['handed on', `${REQUESTS}response = requests.post(${PY_URL})\ncheck(response)\nprint(response.json()["choices"])\n`],
    ['returned', `${REQUESTS}def ask():\n    response = requests.post(${PY_URL})\n    return response\n`],
    [
      'a caller in the file that looks',
      `${REQUESTS}def ask():\n    return requests.post(${PY_URL}).json()\ndata = ask()\nif "error" in data:\n    raise RuntimeError(data)\n`,
    ],
    [
      'lines that are handed on',
      `${REQUESTS}def ask():\n    response = requests.post(${PY_URL}, stream=True)\n    for line in response.iter_lines():\n        yield line\n`,
    ],
    [
      'errors among the lines',
      `import json\nimport requests\nresponse = requests.post(${PY_URL}, stream=True)\nfor line in response.iter_lines():\n    if "error" in json.loads(line):\n        raise RuntimeError(line)\n`,
    ],
    [
      'a client that raises',
      `import urllib.request\nimport json\nprint(json.loads(urllib.request.urlopen(${PY_URL}).read())["choices"])\n`,
    ],
    [
      'urllib3 with retries of its own',
      `import json\nimport urllib3\nr = urllib3.request("POST", ${PY_URL}, retries=policy)\nprint(json.loads(r.data)["choices"])\n`,
    ],
    [
      'http.client that looks',
      program`
        import http.client
        connection = http.client.HTTPConnection("gpu", 8000)
        connection.request("POST", "/v1/chat/completions")
        answer = connection.getresponse()
        print(answer.status, answer.read())

      `,
    ],
    ['another service', `${REQUESTS}print(requests.get("https://example.org/users").json()["users"])\n`],
    [
      'a probe that looks',
      program`
        import os
        import requests
        base = os.environ["VLLM_BASE_URL"]
        def is_up():
            return requests.get(base + "/health").ok

      `,
    ],
  ])('%s: silent', (_what, code) => {
    expect(lint(code, py)).toEqual([]);
  });
});

describe('the catalog', () => {
  it.each(
    [...HTTP_CLIENTS, ...PYTHON_HTTP_CLIENTS]
      .filter(({ failure, id }) => failure.rejectsOnStatus === false && id !== 'node:http')
      .map((client) => [client.id, client] as const),
  )('says what the answers of %s are made of', (_id, { answer }) => {
    expect(answer?.reads.length).toBeGreaterThan(0);
  });
});

describe('require-status-check and an error that has the result of a refused connection', () => {
  const list = (read: string, result: string) =>
    `export async function list() {\n  try {\n    const response = await fetch('http://localhost:11434/api/tags');\n    const data = await response.json();\n    ${read}\n  } catch (error) {\n    console.error(error);\n    return ${result};\n  }\n}\n`;

  it.each([
    ['an empty list', list('return data.models || [];', '[]'), 0],
    ['an empty list of names', list('return data.models?.map((model) => model.name) ?? [];', '[]'), 0],
    ['an empty list in a variable', list('const models = data.models ?? [];\n    return models;', '[]'), 0],
    ['another result', list('return data.models || [];', 'undefined'), 1],
    ['no default', list('return data.models;', '[]'), 1],
  ])('%s', (_what, code, findings) => {
    expect(lint(code, ts)).toHaveLength(findings);
  });
});
