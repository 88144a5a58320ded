import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/require-retry': 'error' } as const;

describe('require-retry', () => {
  it.each([
    [
      'the client',
      program`
        import OpenAI from 'openai';
        const client = new OpenAI({ maxRetries: 0 });
        export const ask = () => client.chat.completions.create({ model: 'm', messages: [] });

      `,
    ],
    ['the call', `import { generateText } from 'ai';\nexport const ask = (model) => generateText({ model, maxRetries: 0 /* why? */ });\n`],
  ])('proposes a number of retries at %s, and never writes it as a fix', (_what, code) => {
    for (const fixes of ['safe', 'suggested']) expect(fix(code, { rules, settings: { fixes } }).output).toBe(code);
    const [finding] = lint(code, { rules });
    const [other] = lint(code, { rules: { 'vllm/require-retry': ['error', { maxRetries: 3 }] } });
    if (!finding || !other) throw new Error('no finding');
    expect(applySuggestion(code, finding)).toBe(code.replace('maxRetries: 0', 'maxRetries: 5'));
    expect(lint(applySuggestion(code, finding), { rules })).toEqual([]);
    expect(applySuggestion(code, other)).toBe(code.replace('maxRetries: 0', 'maxRetries: 3'));
  });

  it.each([
    [
      'the client',
      program`
        from openai import OpenAI
        client = OpenAI(base_url="http://gpu:8000/v1", max_retries=0)  # no retries: a user waits
        print(client.completions.create(model="m", prompt="x"))

      `,
      0,
    ],
    [
      'a client that something else makes',
      program`
        from openai import OpenAI
        options = {"max_retries": 0}
        client = OpenAI(base_url="http://gpu:8000/v1", **options)
        print(client.completions.create(model="m", prompt="x"))

      `,
      0,
    ],
    ['a library without retries', 'import ollama\nprint(ollama.generate(model="m", prompt="x"))\n', 1],
  ])('in Python: %s, where all first suggestions are applied', (_what, code, changes) => {
    const after = fix(code, { rules, settings: { fixes: 'suggested' }, filename: 'app.py' }).output;
    expect(after === code ? 0 : 1).toBe(changes);
  });

  it.each([
    [
      'fetch',
      `export async function ask(body) {\n  const response = await fetch(\`\${process.env.VLLM_BASE_URL}/chat/completions\`, { method: 'POST', body });\n  return response.json();\n}\n`,
    ],
    ['ollama', `import ollama from 'ollama';\nexport const ask = (prompt) => ollama.generate({ model: 'm', prompt });\n`],
  ])('wraps %s with a helper that it knows again', (_what, code) => {
    const [finding] = lint(code, { rules });
    expect(finding?.fix).toBeUndefined();
    if (!finding) throw new Error('no finding');
    const repaired = applySuggestion(code, finding);
    expect(repaired).toContain('retryOnConnectionError(');
    expect(lint(repaired, { rules })).toEqual([]);
  });

  it.each([
    [
      'an SDK that retries',
      `import OpenAI from 'openai';\nexport const ask = () => new OpenAI().chat.completions.create({ model: 'm', messages: [] });\n`,
    ],
    [
      'a wrapped call',
      `import pRetry from 'p-retry';\nexport const ask = (u) => pRetry(() => fetch(\`\${u}/chat/completions\`, { method: 'POST' }));\n`,
    ],
    [
      'an unknown wrapper',
      `import { again } from './again';\nexport const ask = (u) => again(() => fetch(\`\${u}/chat/completions\`, { method: 'POST' }));\n`,
    ],
    ['another service', `export const users = (u) => fetch(\`\${u}/users\`);\n`],
  ])('is silent about %s', (_what, code) => {
    expect(lint(code, { rules })).toEqual([]);
  });
});

describe('the retry that a suggestion writes hides nothing', () => {
  const asked = (call: string) =>
    `export async function ask(prompt) {\n  try {\n    const response = await ${call};\n    const data = await response.json();\n    return data.response;\n  } catch (error) {\n    if (error.code === 'ECONNREFUSED') throw new Error('start it');\n    throw error;\n  }\n}\n`;
  const FETCH = "fetch('http://gpu:11434/api/generate', { method: 'POST', body: prompt })";
  const others = { 'vllm/no-ineffective-connection-check': 'error', 'vllm/require-status-check': 'error' } as const;
  const idsOf = (code: string) => lint(code, { rules: others }).map(({ ruleId }) => ruleId);
  const HELPER = program`

    async function again(request, retries = 3) {
      for (let n = 0; ; n += 1) {
        try {
          const answer = await request();
          if (n >= retries || answer.status < 500) return answer;
        } catch (error) {
          if (n >= retries) throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** n));
      }
    }

  `;

  it('after its own suggestion', () => {
    const code = asked(FETCH);
    expect(idsOf(code).sort()).toEqual(Object.keys(others));
    const [finding] = lint(code, { rules });
    if (!finding) throw new Error('no finding');
    expect(idsOf(applySuggestion(code, finding)).sort()).toEqual(Object.keys(others));
  });

  it.each([
    ['a helper that passes bad answers on', asked(`again(() => ${FETCH})`) + HELPER, 2],
    [
      'a helper that throws on them',
      asked(`again(() => ${FETCH})`) + HELPER.replace('n >= retries || answer.status < 500', 'answer.ok'),
      1,
    ],
    ['p-retry', `import pRetry from 'p-retry';\n${asked(`pRetry(() => ${FETCH})`)}`, 2],
    [
      'p-retry around a look',
      `import pRetry from 'p-retry';\n${asked(`pRetry(async () => {\n  const r = await ${FETCH};\n  if (!r.ok) throw new Error('x');\n  return r;\n})`)}`,
      1,
    ],
  ])('%s', (_what, code, count) => {
    expect(idsOf(code)).toHaveLength(count);
  });

  it('a handler inside that only logs and throws', () => {
    const code = (body: string) =>
      `import pRetry from 'p-retry';\nimport OpenAI from 'openai';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const ask = (messages) => pRetry(async () => {\n  try {\n    return await client.chat.completions.create({ model: 'm', messages });\n  } catch (error) {\n    ${body}\n  }\n});\n`;
    const blind = { rules: { 'vllm/no-blind-retry': 'error' } } as const;
    expect(lint(code('console.error(error);\n    throw error;'), blind)).toHaveLength(1);
    expect(lint(code(`throw error.status === 400 ? new AbortError(error) : error;`), blind)).toEqual([]);
  });
});

describe('a wrapper that TypeScript would not accept is not proposed', () => {
  const code = (test: string): string =>
    `import ollama from 'ollama';\nexport async function ask(options: { model?: string }) {\n  ${test}\n  return await ollama.generate({ model: options.model, prompt: 'x' });\n}\n`;

  it.each([
    ['after a test of a property', code(`if (!options.model) throw new Error('no model');`), 0],
    ['without one', code(`log(options);`), 1],
  ])('%s', (_what, text, suggestions) => {
    const [finding] = lint(text, { rules, filename: 'src/ask.ts' });
    expect(finding?.suggestions ?? []).toHaveLength(suggestions);
  });
});

describe('retries of a client are not proposed where another call has its own', () => {
  const js = (other: string): string =>
    `import OpenAI from 'openai';\nimport pRetry from 'p-retry';\nconst client = new OpenAI({ maxRetries: 0 });\nexport const title = () => client.completions.create({ model: 'm', prompt: 'x' });\n${other}\n`;
  const py = (other: string): string =>
    `from openai import OpenAI\nfrom tenacity import retry\nclient = OpenAI(max_retries=0)\n\ndef title():\n    return client.completions.create(model="m", prompt="x")\n\n${other}\ndef answer():\n    return client.completions.create(model="m", prompt="x")\n`;

  it.each([
    [
      'JavaScript, another retried call',
      js(`export const answer = () => pRetry(() => client.completions.create({ model: 'm', prompt: 'x' }));`),
      'src/ask.js',
      0,
    ],
    [
      'JavaScript, another call',
      js(`export const answer = () => client.completions.create({ model: 'm', prompt: 'x' });`),
      'src/ask.js',
      2,
    ],
    ['Python, another retried call', py('@retry'), 'src/ask.py', 0],
    ['Python, another call', py('# alone'), 'src/ask.py', 2],
  ])('%s', (_what, code, filename, proposals) => {
    const findings = lint(code, { rules, filename });
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ fix }) => fix)).toEqual([]);
    expect(findings.filter(({ suggestions }) => suggestions?.some(({ desc }) => desc.startsWith('Set')))).toHaveLength(proposals);
  });
});

describe('require-retry is about asking a model', () => {
  const js = (call: string, imports = '') =>
    `${imports}const BASE = process.env.VLLM_BASE_URL || 'http://gpu:8000/v1';\nexport async function ask(body, options) {\n  try {\n    return await ${call};\n  } catch (error) {\n    console.error(error);\n    return undefined;\n  }\n}\n`;
  const py = (call: string, imports: string) =>
    `import os\n${imports}\nBASE = os.environ["VLLM_BASE_URL"]\n\ndef ask(body):\n    try:\n        return ${call}\n    except Exception as error:\n        print(error)\n        return None\n`;
  const OLLAMA = "import ollama from 'ollama';\n";
  const OPENAI = "import OpenAI from 'openai';\nconst client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL, maxRetries: 0 });\n";
  const MISTRAL = "import { Mistral } from '@mistralai/mistralai';\nconst client = new Mistral({ serverURL: 'http://gpu:8000' });\n";
  const OPENAI_PY = 'from openai import OpenAI\nclient = OpenAI(base_url="http://gpu:8000/v1", max_retries=0)\n';

  it.each([
    ['a list of models', 'fetch(`${BASE}/models`)'],
    ['one model of the list', 'fetch(`${BASE}/models/${body.id}`)'],
    ['the health of the server', "fetch('http://gpu:8000/health'), fetch(`http://gpu:8000/v1/models`)"],
    ['the models of Ollama', "fetch('http://localhost:11434/api/tags')"],
    ['what Ollama has loaded', "fetch('http://localhost:11434/api/ps')"],
    ['the root of the server', "fetch('http://localhost:11434/')"],
    ['the deletion of a model', "fetch('http://localhost:11434/api/delete', { method: 'DELETE', body })"],
    ['a request without work for a model', 'fetch(`${BASE}/chat/completions`)'],
    ["a provider's list of models", 'axios.get(`https://api.replicate.com/v1/models/${body}`)', "import axios from 'axios';\n"],
    ['ollama.list()', 'ollama.list()', OLLAMA],
    ['ollama.ps()', 'ollama.ps()', OLLAMA],
    ['the details of a model', "fetch('http://localhost:11434/api/show', { method: 'POST', body })"],
    ['ollama.show()', "ollama.show({ model: 'm' })", OLLAMA],
    ['ollama.delete()', "ollama.delete({ model: 'm' })", OLLAMA],
    ['client.models.list()', 'client.models.list()', OPENAI],
    ['client.models.retrieve()', "client.models.retrieve('m')", OPENAI],
    ['client.get()', "client.get('/models')", OPENAI],
    ['client.files.create()', 'client.files.create(body)', OPENAI],
    ['models of Mistral', 'client.models.list()', MISTRAL],
    [
      'models of LM Studio',
      'client.llm.listLoaded()',
      "import { LMStudioClient } from '@lmstudio/sdk';\nconst client = new LMStudioClient();\n",
    ],
    ['the details of a model', "fetch('http://localhost:11434/api/show', { method: 'POST', body })"],
    ['ollama.show()', "ollama.show({ model: 'm' })", OLLAMA],
  ])('JavaScript, silent: %s', (_what, call, imports = '') => {
    expect(lint(js(call, imports), { rules })).toEqual([]);
  });

  it.each([
    ['an answer', 'fetch(`${BASE}/chat/completions`, { method: "POST", body })'],
    ['options from elsewhere', 'fetch(`${BASE}/chat/completions`, options)'],
    ['an answer of Ollama', "fetch('http://localhost:11434/api/generate', { method: 'POST', body })"],
    ['ollama.chat()', "ollama.chat({ model: 'm' })", OLLAMA],
    ['ollama.embed()', "ollama.embed({ model: 'm', input: body })", OLLAMA],
    ['ollama.pull()', "ollama.pull({ model: 'm' })", OLLAMA],
    ['client.responses.create()', "client.responses.create({ model: 'm', input: '' })", OPENAI],
    ['a chat of Mistral', "client.chat.complete({ model: 'm', messages: [] })", MISTRAL],
    ['a conversation of Mistral', 'client.beta.conversations.start(body)', MISTRAL],
  ])('JavaScript, reported: %s', (_what, call, imports = '') => {
    expect(lint(js(call, imports), { rules })).toHaveLength(1);
  });

  it.each([
    ['a list of models', 'requests.get(f"{BASE}/v1/models", timeout=5)', 'import requests'],
    ['the health of the server', 'httpx.get("http://gpu:8000/health"), httpx.get("http://gpu:8000/v1/models")', 'import httpx'],
    ['the models of Ollama', 'requests.request("GET", "http://localhost:11434/api/tags")', 'import requests'],
    ['the version of the server', 'urlopen(f"{BASE}/version")', 'from urllib.request import urlopen'],
    ['adapters', 'requests.post(f"{BASE}/v1/load_lora_adapter", json=body, timeout=60)', 'import requests'],
    ['ollama.list()', 'ollama.list()', 'import ollama'],
    ['the details of a model', 'ollama.Client().show("m")', 'import ollama'],
    ['the details of a model, by hand', 'requests.post("http://localhost:11434/api/show", json=body, timeout=60)', 'import requests'],
    ['a client of Ollama', 'ollama.Client().ps()', 'import ollama'],
    ['the details of a model', 'ollama.Client().show("m")', 'import ollama'],
    ['the details of a model, by hand', 'requests.post("http://localhost:11434/api/show", json=body, timeout=60)', 'import requests'],
    ['a path from elsewhere', 'requests.request(body["method"], f"{BASE}{body["path"]}", timeout=5)', 'import requests'],
    [
      'bytes that are passed on',
      'requests.request(body["method"], f"{BASE}{body["path"]}", data=body["data"], timeout=5)',
      'import requests',
    ],
    ['client.models.list()', 'client.models.list()', OPENAI_PY],
    ['client.batches.create()', 'client.batches.create(**body)', OPENAI_PY],
    ['models of Mistral', 'Mistral(server_url="http://gpu:8000").models.list()', 'from mistralai import Mistral'],
    [
      "the health of Hugging Face's server",
      'InferenceClient("http://gpu:8080").health_check()',
      'from huggingface_hub import InferenceClient',
    ],
  ])('Python, silent: %s', (_what, call, imports) => {
    expect(lint(py(call, imports), { rules, filename: 'src/ask.py' })).toEqual([]);
  });

  it.each([
    ['an answer', 'requests.post(f"{BASE}/v1/chat/completions", json=body, timeout=60)', 'import requests'],
    ['tokens', 'httpx.post(f"{BASE}/tokenize", json=body, timeout=60)', 'import httpx'],
    [
      'JSON for a path from elsewhere',
      'requests.request(body["method"], f"{BASE}{body["path"]}", json=body, timeout=60)',
      'import requests',
    ],
    ['a vector', 'ollama.embed("m", body)', 'import ollama'],
    ['a pull', 'ollama.pull("m")', 'import ollama'],
    ['client.chat.completions.create()', 'client.chat.completions.create(model="m", messages=[])', OPENAI_PY],
    ['a run of a thread', 'client.beta.threads.create_and_run(assistant_id="a")', OPENAI_PY],
  ])('Python, reported: %s', (_what, call, imports) => {
    expect(lint(py(call, imports), { rules, filename: 'src/ask.py' })).toHaveLength(1);
  });

  /** A helper that is given the URL of each request, and a body or none. */
  const helper = (...paths: readonly string[]): string =>
    `import json\nimport urllib.request\n\nBASE = "http://localhost:11434"\n\ndef send(url, payload=None):\n    data = json.dumps(payload).encode() if payload is not None else None\n    request = urllib.request.Request(url, data=data, method="POST" if payload is not None else "GET")\n    try:\n        with urllib.request.urlopen(request, timeout=5) as response:\n            return json.load(response)\n    except OSError as error:\n        print(error)\n        return None\n\n${paths.map((path) => `print(send(BASE + "${path}"))\n`).join('')}`;

  it.each([
    ['for the health and for an answer', ['/health', '/v1/chat/completions'], 1],
    ['for answers alone', ['/v1/chat/completions', '/api/generate'], 1],
    ['for the state alone', ['/health', '/v1/models', '/api/tags'], 0],
    ['for the state and to change it', ['/api/tags', '/api/delete'], 0],
  ])('a helper that is used %s', (_what, paths, count) => {
    expect(lint(helper(...paths), { rules, filename: 'src/ask.py' })).toHaveLength(count);
  });

  it('leaves the handling of a probe to the other rules', () => {
    const code = `const response = await fetch(\`\${process.env.VLLM_BASE_URL}/models\`);\nconsole.log(response.status);\n`;
    expect(lint(code, { rules: { ...rules, 'vllm/require-connection-error-handling': 'error' } }).map(({ ruleId }) => ruleId)).toEqual([
      'vllm/require-connection-error-handling',
    ]);
  });
});

describe('require-retry and a model that is asked to see whether it answers', () => {
  const imports = program`
    import requests
    import httpx
    import ollama
    from openai import OpenAI

    client = OpenAI(base_url="http://gpu:8000/v1", max_retries=0)
    BODY = {"model": "m", "messages": []}


  `;
  const test = (...body: readonly string[]): string =>
    `${imports}def check(log):\n    try:\n${body.map((line) => `        ${line}\n`).join('')}    except Exception as error:\n        print(error)\n        return False\n`;
  const POST = 'response = requests.post("http://gpu:8000/v1/chat/completions", json=BODY, timeout=5)';
  it.each([
    ['its status is compared', test(POST, 'return response.status_code == 200')],
    ['it raises on its status', test(POST, 'response.raise_for_status()', 'response.json()', 'return True')],
    ['it is ok', test(POST, 'return response.ok')],
    ['the answer of an SDK is dropped', test('client.chat.completions.create(model="m", messages=[])', 'return True')],
    ['with a reason', test('ollama.chat(model="m", messages=[])', 'return True, ""').replace('return False', 'return False, str(error)')],
    [
      'in a coroutine',
      test(
        'async with httpx.AsyncClient() as client:',
        '    response = await client.post("http://gpu:8000/v1/embeddings", json=BODY)',
        'return response.is_success',
      ).replace('def check', 'async def check'),
    ],
    ['the function gives something else', test(POST, 'response.raise_for_status()', 'return log()')],
    ['the function gives nothing', test('client.chat.completions.create(model="m", messages=[])').replace('        return False\n', '')],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, { rules, filename: 'src/check.py' })).toEqual([]);
  });

  it.each([
    ['the answer is read', test(POST, 'log(response.json())', 'return True')],
    ['the answer of an SDK is kept', test('self.answer = client.chat.completions.create(model="m", messages=[])', 'return True')],
    ['the function gives the answer', test(POST, 'response.raise_for_status()', 'return log(response.json())')],
    ['a pull', test('response = requests.post("http://localhost:11434/api/pull", json=BODY, timeout=900)', 'return response.ok')],
    ['a pull of an SDK', test('ollama.pull("m")', 'return True')],
  ])('reported: %s', (_what, code) => {
    expect(lint(code, { rules, filename: 'src/check.py' })).toHaveLength(1);
  });
});

describe('require-retry and requests that a loop sends again until something is ready', () => {
  const js = (loop: string, extra = '') =>
    `export async function wait(model) {\n${extra}  ${loop} {\n    const tags = await fetch('http://localhost:11434/api/ps').catch(() => undefined);\n    if (tags?.ok) return true;\n    try {\n      await fetch('http://localhost:11434/api/pull', { method: 'POST', body: JSON.stringify({ model }) });\n    } catch (error) {\n      console.debug(error);\n    }\n    await pause(2000);\n  }\n  return false;\n}\n`;
  const py = (loop: string) =>
    `import time\nimport ollama\n\ndef wait(model, limit):\n    start = time.time()\n    ${loop}:\n        if is_loaded(model):\n            return True\n        try:\n            ollama.generate(model)\n        except ConnectionError as error:\n            print(error)\n        time.sleep(2)\n    return False\n`;

  it.each([
    ['while', js('while (Date.now() < model.limit)'), 'src/wait.js', 0],
    ['for', js('for (let i = 0; i < 30; i += 1)'), 'src/wait.js', 0],
    ['a list of models', js('for (const model of models)'), 'src/wait.js', 1],
    ['another model each time', js('while (true)').replace('    try {', '    model = next();\n    try {'), 'src/wait.js', 1],
    ['no way out of the loop', js('while (true)').replace('    if (tags?.ok) return true;\n', ''), 'src/wait.js', 1],
    ['an answer that is used', js('while (true)').replace('      await fetch', '      answers[0] = await fetch'), 'src/wait.js', 1],
    ['a handler that gives up', js('while (true)').replace('console.debug(error);', 'return false;'), 'src/wait.js', 1],
    ['while in Python', py('while time.time() - start < limit'), 'src/wait.py', 0],
    ['range() in Python', py('for _ in range(30)'), 'src/wait.py', 0],
    ['a list of models in Python', py('for model in models'), 'src/wait.py', 1],
    [
      'no way out of the loop in Python',
      py('while True').replace('            return True\n', '            print("ready")\n'),
      'src/wait.py',
      1,
    ],
    [
      'a handler that gives up in Python',
      py('while True').replace('            print(error)', '            return False'),
      'src/wait.py',
      1,
    ],
  ])('%s', (_what, code, filename, findings) => {
    expect(lint(code, { rules, filename })).toHaveLength(findings);
  });
});

describe('require-retry and bodies that can be sent once', () => {
  const js = (call: string, parameters = 'request', before = '') =>
    `import axios from 'axios';\nimport { Readable } from 'node:stream';\nconst BASE = process.env.VLLM_BASE_URL;\nexport async function handle(${parameters}) {\n  ${before}try {\n    return await ${call};\n  } catch (error) {\n    console.error(error);\n    return undefined;\n  }\n}\n`;
  const url = '`${BASE}/chat/completions`';

  it.each([
    ['the body of the incoming request', js(`fetch(${url}, { method: 'POST', body: request.body })`)],
    [
      'with options that get a property later',
      js(
        `fetch(${url}, options)`,
        'request: Request',
        "const options: RequestInit = { method: 'POST', body: request.body };\n  options.duplex = 'half';\n  ",
      ),
    ],
    ['a body that is set later', js(`fetch(${url}, init)`, 'request', "const init = { method: 'POST' };\n  init.body = request.body;\n  ")],
    ['a body under a name', js(`fetch(${url}, { method: 'POST', body })`, 'request', 'const body = request.body;\n  ')],
    ["Hono's", js(`fetch(${url}, { method: 'POST', body: c.req.raw.body })`, 'c')],
    ['SvelteKit and Remix', js(`fetch(${url}, { method: 'POST', body: request.body })`, '{ request }')],
    ['unless there is none', js(`fetch(${url}, { method: request.method, body: request.method === 'GET' ? undefined : request.body })`)],
    ["Node's request as a body", js(`fetch(${url}, { method: 'POST', body: request, headers: request.headers })`)],
    ["Node's request as a web stream", js(`fetch(${url}, { method: 'POST', body: Readable.toWeb(request) })`)],
    ['any stream, with duplex', js(`fetch(${url}, { method: 'POST', body: stream(), duplex: 'half' })`)],
    ['the request itself', js(`fetch(new Request(${url}, request))`, 'request: Request')],
    ['the request as options', js(`fetch(${url}, request)`, 'request', 'console.log(request.url);\n  ')],
    ["axios with Node's request", js(`axios.post(${url}, request, { headers: request.headers })`)],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, { rules })).toEqual([]);
  });

  it.each([
    ['a text', js(`fetch(${url}, { method: 'POST', body: JSON.stringify(request.body) })`)],
    ['what was read of the request', js(`fetch(${url}, { method: 'POST', body: await request.text() })`)],
    ['a text under a name', js(`fetch(${url}, { method: 'POST', body })`, 'request', 'const body = await request.text();\n  ')],
    ['options of a helper', js(`fetch(${url}, options)`, 'options')],
    ['a parsed body', js(`axios.post(${url}, request.body)`)],
  ])('reported: %s', (_what, code) => {
    expect(lint(code, { rules })).toHaveLength(1);
  });

  it('is silent where a request is piped into the one to the server', () => {
    const code = (body: string) =>
      `import http from 'node:http';\nexport function proxy(req, res) {\n  const upstream = http.request('http://gpu:8000/v1/chat/completions', { method: 'POST' }, (answer) => answer.pipe(res));\n  upstream.on('error', (error) => console.error(error));\n  ${body};\n}\n`;
    expect(lint(code('req.pipe(upstream)'), { rules })).toEqual([]);
    expect(lint(code('upstream.end(req.text)'), { rules })).toHaveLength(1);
  });

  const py = (call: string, imports: string, parameters = 'request') =>
    `import os\n${imports}\nBASE = os.environ["VLLM_BASE_URL"]\n\nasync def handle(${parameters}):\n    try:\n        return ${call}\n    except Exception as error:\n        print(error)\n`;

  it.each([
    ['Starlette', py('await httpx.AsyncClient().post(f"{BASE}/v1/chat/completions", content=request.stream())', 'import httpx'), 0],
    ['Flask', py('requests.post(f"{BASE}/v1/chat/completions", data=request.stream)', 'import requests\nfrom flask import request', ''), 0],
    [
      'aiohttp',
      py(
        'await session.post(f"{BASE}/v1/chat/completions", data=request.content)',
        'import aiohttp\nsession: aiohttp.ClientSession = make()',
      ),
      0,
    ],
    [
      'a generator',
      py(
        'await httpx.AsyncClient().post(f"{BASE}/v1/chat/completions", content=pieces())',
        program`
          import httpx
          async def pieces():
              yield b""
        `,
      ),
      0,
    ],
    [
      'what was read of the request',
      py('await httpx.AsyncClient().post(f"{BASE}/v1/chat/completions", content=await request.body())', 'import httpx'),
      1,
    ],
    [
      'bytes of Flask',
      py('requests.post(f"{BASE}/v1/chat/completions", data=request.get_data())', 'import requests\nfrom flask import request', ''),
      1,
    ],
    [
      'an answer of another request',
      py('requests.post(f"{BASE}/v1/chat/completions", data=requests.get(url).content)', 'import requests', 'url'),
      1,
    ],
  ])('Python, %s', (_what, code, findings) => {
    expect(lint(code, { rules, filename: 'src/proxy.py' })).toHaveLength(findings);
  });
});

describe('require-retry and queues that run a task again', () => {
  const URL = '"http://gpu:8000/v1/chat/completions"';
  const task = (imports: string, decorator: string, parameters = 'body') =>
    `import requests\n${imports}\n\n@${decorator}\ndef summarise(${parameters}):\n    return requests.post(${URL}, json=body, timeout=600).json()\n`;
  const handled = (imports: string, decorator: string, handler: string, parameters = 'self, body') =>
    `import requests\n${imports}\n\n@${decorator}\ndef summarise(${parameters}):\n    try:\n        return requests.post(${URL}, json=body, timeout=600).json()\n    except requests.RequestException as error:\n        ${handler}\n`;
  const CELERY = 'from celery import Celery\napp = Celery("tasks")';
  const both = { ...rules, 'vllm/require-connection-error-handling': 'error' } as const;

  it.each([
    ['Celery', task(CELERY, 'app.task(autoretry_for=(requests.ConnectionError,), retry_backoff=True)')],
    ['Celery, a class above it', task('from celery import shared_task', 'shared_task(autoretry_for=(Exception,))')],
    ['dramatiq', task('import dramatiq', 'dramatiq.actor')],
    ['RQ', task('from rq import Retry\nfrom rq.decorators import job', 'job("default", retry=Retry(max=3))')],
    ['Huey', task('from huey import RedisHuey\nhuey = RedisHuey()', 'huey.task(retries=3)')],
    ['self.retry', handled(CELERY, 'app.task(bind=True)', 'raise self.retry(exc=error)')],
    [
      'self.retry of a shared task',
      handled('from celery import shared_task', 'shared_task(bind=True)', 'self.retry(exc=error, countdown=5)'),
    ],
    ['a task by its name', handled(CELERY, 'app.task', 'raise summarise.retry(exc=error)', 'body')],
    [
      'arq',
      program`
        import requests
        from arq import Retry

        async def summarise(ctx, body):
            try:
                return requests.post("http://gpu:8000/v1/chat/completions", json=body, timeout=600).json()
            except requests.RequestException as error:
                raise Retry(defer=5) from error

      `,
    ],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, { rules: both, filename: 'src/tasks.py' })).toEqual([]);
  });

  it.each([
    ['Celery without it', task(CELERY, 'app.task')],
    ['Celery, another class', task(CELERY, 'app.task(autoretry_for=(KeyError,))')],
    ['dramatiq, switched off', task('import dramatiq', 'dramatiq.actor(max_retries=0)')],
    ['Huey without it', task('from huey import RedisHuey\nhuey = RedisHuey()', 'huey.task()')],
    ['a retry of something else', handled(CELERY, 'app.task(bind=True)', 'raise session.retry(exc=error)')],
    ['a function that is no task', handled('def mark(fn):\n    return fn', 'mark', 'raise self.retry(exc=error)')],
  ])('reported: %s', (_what, code) => {
    expect(lint(code, { rules, filename: 'src/tasks.py' })).toHaveLength(1);
  });
});

describe('require-retry and a test request to a model', () => {
  const check = (read: string, no: string) =>
    `import requests\n\ndef is_healthy():\n    try:\n        response = requests.post("http://gpu:8000/v1/chat/completions", json={}, timeout=10)\n        ${read}\n        return True\n    except requests.RequestException as error:\n        print(error)\n        ${no}\n`;

  it.each([
    ['yes or no', check('response.raise_for_status()', 'return False'), 0],
    ['an answer that is thrown away', check('response.json()', 'return False'), 0],
    ['an answer that is kept', check('save(response.json())', 'return False'), 1],
    ['no answer "no", and no answer that is read', check('response.raise_for_status()', 'return None'), 0],
    ['no answer "no", and an answer that is kept', check('save(response.json())', 'return None'), 1],
  ])('%s', (_what, code, findings) => {
    expect(lint(code, { rules, filename: 'src/health.py' })).toHaveLength(findings);
  });
});

describe('an agent is not run again, because its tools would run again', () => {
  const suggestions = (code: string): readonly string[] =>
    lint(code, { rules }).flatMap((finding) => finding.suggestions?.map(({ desc }) => desc) ?? []);

  it.each([
    [
      'Mastra',
      program`
        import { Agent } from '@mastra/core/agent';
        const agent = new Agent({ model: { url: process.env.VLLM_BASE_URL } });
        export const ask = () => agent.generate('x');

      `,
    ],
    [
      'LangGraph',
      program`
        import { ChatOllama } from '@langchain/ollama';
        import { createReactAgent } from '@langchain/langgraph/prebuilt';
        const agent = createReactAgent({ llm: new ChatOllama({ model: 'm' }), tools });
        export const ask = () => agent.invoke('x');

      `,
    ],
    [
      'the AI SDK with tools',
      `import { generateText } from 'ai';\nexport const ask = (model) => generateText({ model, tools, maxRetries: 0 });\n`,
    ],
  ])('%s', (_what, code) => {
    expect(suggestions(code).filter((title) => title.startsWith('Retry'))).toEqual([]);
    expect(lint(code, { rules })).toHaveLength(1);
  });

  it.each([
    [
      'a model',
      program`
        import { ChatOllama } from '@langchain/ollama';
        const model = new ChatOllama({ model: 'm' });
        export const ask = () => model.invoke('x');

      `,
    ],
    [
      'the AI SDK without tools',
      `import { generateText } from 'ai';\nexport const ask = (model) => generateText({ model, maxRetries: 0 });\n`,
    ],
  ])('%s is', (_what, code) => {
    expect(suggestions(code).filter((title) => title.startsWith('Retry'))).toHaveLength(1);
  });
});

describe('require-retry and calls of JavaScript that ask a model for nothing', () => {
  const POST = (path: string, body: string) => `await fetch('http://gpu:11434${path}', { method: 'POST', body: JSON.stringify(${body}) })`;
  const ASK = "{ model: 'm', prompt: text }";
  const fn = (lines: readonly string[], failed = 'return false;', imports = '') =>
    `${imports}export async function check(text, client, log) {\n  try {\n${lines.map((line) => `    ${line}\n`).join('')}  } catch (error) {\n    console.error(error);\n    ${failed}\n  }\n}\n`;
  const OPENAI = "import OpenAI from 'openai';\nconst openai = new OpenAI({ baseURL: process.env.VLLM_BASE_URL, maxRetries: 0 });\n";
  const OLLAMA = "import ollama from 'ollama';\n";
  const LANGCHAIN = "import { ChatOllama } from '@langchain/ollama';\nconst model = new ChatOllama({ model: 'm' });\n";
  const CREATE = (options: string) =>
    `openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: text }]${options} })`;
  const CONSTANT = "openai.chat.completions.create({ model: 'm', messages: [{ role: 'user', content: 'Test' }] })";

  it.each([
    ['its status is returned', fn([`const response = ${POST('/api/generate', ASK)};`, 'return response.ok;'])],
    ['its status is compared', fn([`const response = ${POST('/v1/chat/completions', ASK)};`, 'return response.status === 200;'])],
    [
      'its body is dropped',
      fn([`const response = ${POST('/v1/embeddings', ASK)};`, 'if (!response.ok) return false;', 'await response.json();', 'return true;']),
    ],
    ['an SDK answers, and the function says yes', fn([`await ${CREATE('')};`, 'return true;'], 'return false;', OPENAI)],
    [
      'the result says whether it worked',
      fn([`await ${CREATE('')};`, 'return { success: true };'], 'return { success: false, error: String(error) };', OPENAI),
    ],
    [
      'a constant question, whose answer goes into the message',
      fn([`const r = await ${CONSTANT};`, 'return { ok: true, message: r.choices[0].message.content };'], 'return { ok: false };', OPENAI),
    ],
    [
      'a constant question, and whether there is an answer',
      fn([`const r = await ${CONSTANT};`, 'return r.choices && r.choices.length > 0;'], 'return false;', OPENAI),
    ],
    [
      'a constant question of axios',
      fn(
        [
          "const response = await axios.post(`${text}/api/generate`, { model: 'm', prompt: 'Test', stream: false });",
          'return response.data && response.data.response;',
        ],
        'return false;',
        "import axios from 'axios';\n",
      ),
    ],
    ['LangChain', fn(["await model.invoke('Hi');", 'return true;'], 'return false;', LANGCHAIN)],
    [
      'a few tokens',
      fn(
        [`return (await ${CREATE(', max_tokens: 1').replace('content: text', "content: 'Hi'")}).choices[0].message.content;`],
        'throw error;',
        OPENAI,
      ),
    ],
    [
      'a few tokens of Ollama',
      fn([`return ${POST('/api/generate', "{ model: 'm', prompt: 'Hi', options: { num_predict: 1 } }")};`], 'throw error;'),
    ],
    ['a warm-up', fn([`${POST('/api/generate', ASK)};`], 'return undefined;')],
    [
      'a warm-up of an SDK',
      fn(["await ollama.chat({ model: 'm', messages: [{ role: 'user', content: text }] });"], 'return undefined;', OLLAMA),
    ],
    ['a model that is loaded without a prompt', fn([`return ${POST('/api/generate', "{ model: 'm', keep_alive: -1 }")};`], 'throw error;')],
    ['a model that is unloaded', fn(["return await ollama.generate({ model: 'm', prompt: '', keep_alive: 0 });"], 'throw error;', OLLAMA)],
    [
      'a measurement',
      fn(
        ['const data = await (' + POST('/api/generate', ASK) + ').json();', 'return { ms: Date.now() - start, speed: data.eval_count };'],
        'return { ms: Date.now() - start, error };',
      ).replace('  try', '  const start = Date.now();\n  try'),
    ],
    [
      'a measurement that is stored',
      fn(
        [
          'const data = await (' + POST('/api/generate', ASK) + ').json();',
          'const ms = Math.round(performance.now() - start);',
          'log.push({ ms, data });',
        ],
        'const spent = performance.now() - start;\n    log.push({ spent, error });',
      ).replace('  try', '  const start = performance.now();\n  try'),
    ],
    [
      'a pull of a server that has just answered',
      fn(
        ['const { models } = await ollama.list();', "if (models.length === 0) await ollama.pull({ model: 'm' });"],
        'throw error;',
        OLLAMA,
      ),
    ],
    [
      'a handle that is only unloaded',
      fn(
        ['const handle = await lm.llm.model(text);', 'await handle.unload();'],
        'throw error;',
        "import { LMStudioClient } from '@lmstudio/sdk';\nconst lm = new LMStudioClient();\n",
      ),
    ],
    [
      "an agent's run of LM Studio",
      fn(
        ['return await handle.act(text, log);'],
        'throw error;',
        "import { LMStudioClient } from '@lmstudio/sdk';\nconst handle = new LMStudioClient().llm.createDynamicHandle({});\n",
      ),
    ],
  ])('silent: %s', (_what, code) => {
    expect(lint(code, { rules, filename: 'src/check.js' })).toEqual([]);
  });

  it.each([
    ['the answer is read', fn([`const response = ${POST('/api/generate', ASK)};`, 'log.save(await response.json());', 'return true;'])],
    ['the answer is dropped, and the handler throws', fn([`${POST('/api/generate', ASK)};`], 'throw error;')],
    [
      'the answer is dropped without a handler',
      "import ollama from 'ollama';\nexport async function ask(text) {\n  await ollama.chat({ model: 'm', messages: [{ role: 'user', content: text }] });\n}\n",
    ],
    [
      'the answer is in the result',
      fn(
        [`const r = await ${CREATE('')};`, 'return { success: true, text: r.choices[0].message.content };'],
        'return { success: false };',
        OPENAI,
      ),
    ],
    [
      'the answer decides',
      fn([`const r = await ${CREATE('')};`, "return r.choices[0].message.content === 'spam';"], 'return false;', OPENAI),
    ],
    [
      'the function gives the answer',
      fn([`const response = ${POST('/api/generate', ASK)};`, 'return response.json();'], 'return undefined;'),
    ],
    [
      'a long question',
      fn([`return (await ${CREATE('')}) && true;`], 'throw error;', OPENAI).replace('content: text', "content: text + 'x'"),
    ],
    [
      'tokens enough for an answer',
      fn([`return (await ${CREATE(', max_tokens: 50')}).choices[0].message.content;`], 'throw error;', OPENAI),
    ],
    [
      'a callback gets the answer',
      fn(
        ['await handle.respond(text, { onPredictionFragment: log });'],
        'throw error;',
        "import { LMStudioClient } from '@lmstudio/sdk';\nconst handle = new LMStudioClient().llm.createDynamicHandle({});\n",
      ),
    ],
    [
      'the answer is kept',
      fn(["this.answer = await ollama.chat({ model: 'm', messages: text });", 'return true;'], 'return false;', OLLAMA),
    ],
    [
      'a prompt and a time to keep the model',
      fn(["return await ollama.generate({ model: 'm', prompt: text, keep_alive: 0 });"], 'throw error;', OLLAMA),
    ],
    [
      'an answer whose time is logged',
      fn(
        [`const data = await (${POST('/api/generate', ASK)}).json();`, 'console.log(Date.now() - start);', 'return data.response;'],
        'throw error;',
      ).replace('  try', '  const start = Date.now();\n  try'),
    ],
    [
      'a word about a text of the user',
      fn([`return (await ${CREATE(', max_tokens: 1')}).choices[0].message.content;`], 'throw error;', OPENAI),
    ],
    ['a pull alone', fn(["await ollama.pull({ model: 'm' });"], 'throw error;', OLLAMA)],
    ['a pull after a list of another client', fn(['await client.list();', "await ollama.pull({ model: 'm' });"], 'throw error;', OLLAMA)],
    [
      'a handle that is asked',
      fn(
        ['const handle = await lm.llm.model(text);', 'log(await handle.complete(text));', 'await handle.unload();'],
        'throw error;',
        "import { LMStudioClient } from '@lmstudio/sdk';\nconst lm = new LMStudioClient();\n",
      ).replace('log(await handle.complete(text));', 'log(handle);'),
    ],
  ])('reported: %s', (_what, code) => {
    expect(lint(code, { rules, filename: 'src/check.js' })).toHaveLength(1);
  });
});

describe('require-retry and calls that something else answers for', () => {
  const LM = "import { LMStudioClient } from '@lmstudio/sdk';\nconst lm = new LMStudioClient();\n";
  const ASK = program`
    async function ask(text, options) {
      const response = await fetch('http://gpu:8000/v1/chat/completions', { method: 'POST', body: text });
      return response.json();
    }

  `;
  const answer = (body: string) => `${ASK}export async function answer(text, options) {\n${body}}\n`;

  it.each([
    [
      'one statement with two branches',
      `${LM}export const load = async (id) => (id ? await lm.llm.model(id) : await lm.llm.model());\n`,
      1,
    ],
    ['two branches with other calls', `${LM}export const load = async (id) => (id ? await lm.llm.model(id) : await lm.llm.load(id));\n`, 2],
    [
      'two statements',
      `${LM}export async function load(id) {\n  if (id) return await lm.llm.model(id);\n  return await lm.llm.model();\n}\n`,
      2,
    ],
    [
      'another provider behind the handler',
      answer(
        '  try {\n    return await ask(text, options);\n  } catch (error) {\n    console.warn(error);\n  }\n  return elsewhere(text);\n',
      ),
      0,
    ],
    [
      'another provider in the handler',
      answer('  try {\n    return await ask(text, options);\n  } catch (error) {\n    return await elsewhere(text);\n  }\n'),
      0,
    ],
    [
      'a provider of another file, behind a condition',
      answer(
        "  if (options) {\n    try {\n      return await ask(text);\n    } catch {\n      console.warn('next');\n    }\n  }\n  const { other } = await import('./other');\n  return other(text);\n",
      ),
      0,
    ],
    [
      'an answer about the error',
      answer('  try {\n    return await ask(text);\n  } catch (error) {\n    return failed(error, text);\n  }\n'),
      1,
    ],
    [
      'an empty answer',
      answer('  try {\n    return await ask(text);\n  } catch (error) {\n    console.error(error);\n  }\n  return undefined;\n'),
      1,
    ],
    [
      'a handler that throws',
      answer(
        '  try {\n    return await ask(text);\n  } catch (error) {\n    throw new Error(String(error));\n  }\n  return elsewhere(text);\n',
      ),
      1,
    ],
    [
      'a script that prints the answer to a question that it holds',
      program`
        import ollama from 'ollama';
        try {
          const response = await ollama.chat({ model: 'm', messages: [{ role: 'user', content: 'Say hello' }] });
          console.log('works:', response.message.content);
        } catch (error) {
          console.error(error);
        }

      `,
      1,
    ],
    [
      'a script that keeps the answer',
      program`
        import ollama from 'ollama';
        try {
          const response = await ollama.chat({ model: 'm', messages: [{ role: 'user', content: 'Say hello' }] });
          save(response.message.content);
        } catch (error) {
          console.error(error);
        }

      `,
      1,
    ],
  ])('%s', (_what, code, findings) => {
    expect(lint(code, { rules, filename: 'src/ask.js' })).toHaveLength(findings);
  });
});

describe('require-retry wraps nothing whose iterator or members are used', () => {
  const LM = "import { LMStudioClient } from '@lmstudio/sdk';\nconst lm = await new LMStudioClient().llm.createDynamicHandle({});\n";
  const OLLAMA = "import ollama from 'ollama';\n";
  const titles = (code: string) =>
    lint(code, { rules, filename: 'src/ask.js' }).flatMap(({ suggestions = [] }) => suggestions.map(({ desc }) => desc));
  const fn = (lines: string, imports: string, head = 'async function') => `${imports}export ${head} ask(text, send) {\n${lines}}\n`;
  const ASK = 'ollama.chat({ messages: text })';

  it.each([
    ['a loop over a name', fn('  const parts = lm.respond(text);\n  for await (const { content } of parts) send(content);\n', LM), 0],
    ['a loop over the call', fn('  for await (const { content } of lm.respond(text)) send(content);\n', LM), 0],
    ['a member', fn('  const parts = lm.respond(text);\n  send(() => parts.cancel());\n  return (await parts).content;\n', LM), 0],
    ['a part of it', fn('  const { cancel } = lm.respond(text);\n  send(cancel);\n', LM), 0],
    ['another function gets it', fn('  send(lm.respond(text));\n', LM), 0],
    ['callers get it', fn('  return lm.respond(text);\n', LM, 'function'), 0],
    ['callers get a promise', fn('  return lm.respond(text);\n', LM), 1],
    ['an answer', fn('  const answer = await lm.respond(text);\n  send(answer.content);\n', LM), 1],
    ['a promise', fn('  const answer = lm.respond(text);\n  send((await answer).content);\n', LM), 1],
    ['callers get a promise that is one', fn(`  return ${ASK};\n`, OLLAMA, 'function'), 1],
    ['another function gets a promise', fn(`  send(${ASK});\n`, OLLAMA), 1],
    [
      'a loop over an awaited stream',
      fn(`  for await (const part of await ${ASK.replace(' }', ', stream: true }')}) send(part);\n`, OLLAMA),
      1,
    ],
  ])('%s', (_what, code, count) => {
    expect(titles(code)).toHaveLength(count);
  });
});
