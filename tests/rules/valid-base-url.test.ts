import { describe, expect, it } from 'vitest';
import { applySuggestion, fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/valid-base-url': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;
const PYTHON = 'import os\nfrom openai import OpenAI\n';
const js = (url: string): string => `${OPENAI}new OpenAI({ baseURL: ${url} });\n`;
const py = (url: string): string => `${PYTHON}OpenAI(base_url=${url})\n`;
const options = (code: string) => ({ rules, filename: /^(?:import (?!.* from )|from)/m.test(code) ? 'src/file.py' : 'src/file.ts' });

describe('valid-base-url fixes what has one answer', () => {
  it.each([
    ['an endpoint', js(`process.env.X || 'http://gpu:8000/v1/chat/completions' /* keep */`), '/v1/chat/completions', '/v1'],
    ['an endpoint behind a variable', js('`${process.env.X}/v1/chat/completions`'), '/v1/chat/completions', '/v1'],
    [
      'a template that was joined to a fallback',
      js("`${process.env.X || 'http://gpu:8000/v1'}/chat/completions`"),
      "`${process.env.X || 'http://gpu:8000/v1'}/chat/completions`",
      "process.env.X || 'http://gpu:8000/v1'",
    ],
    [
      'a constant that is read once',
      `${OPENAI}const url = 'http://gpu:8000/v1/embeddings'; // keep\nnew OpenAI({ baseURL: url });\n`,
      '/v1/embeddings',
      '/v1',
    ],
    ['an address to listen on', js(`'http://0.0.0.0:8000/v1'`), '0.0.0.0', '127.0.0.1'],
    ['the same of IPv6', js(`'http://[::]:8000/v1'`), '[::]', '[::1]'],
    ['two slashes', "const base = process.env.X || 'http://gpu:8000/v1/';\nawait fetch(`${base}/chat/completions`);\n", '/v1/', '/v1'],
    ['an endpoint in Python', py('os.getenv("X") or "http://gpu:8000/v1/chat/completions"'), '/v1/chat/completions', '/v1'],
    ['an f-string', py(`f"{os.environ['X']}/v1/chat/completions"`), '/v1/chat/completions', '/v1'],
    ['an address to listen on in Python', py('"http://0.0.0.0:8000/v1"').trim() + '  # keep\n', '0.0.0.0', '127.0.0.1'],
  ])('%s', (_what, code, from, to) => {
    const once = fix(code, options(code));
    expect(once.output).toBe(code.replace(from, to));
    expect(once.messages).toEqual([]);
    expect(fix(once.output, options(code)).output).toBe(once.output);
  });

  it('goes well with the rule about hard-coded URLs', () => {
    const both = { rules: { ...rules, 'vllm/no-hardcoded-base-url': 'error' } } as const;
    const { output, messages } = fix(js(`'http://0.0.0.0:8000/v1/chat/completions'`), both);
    expect(output).toBe(js(`process.env.VLLM_BASE_URL || 'http://127.0.0.1:8000/v1'`));
    expect(messages).toEqual([]);
  });
});

describe('valid-base-url suggests the rest', () => {
  it.each([
    ['no version', js(`'http://localhost:8000'`), `'http://localhost:8000'`, `'http://localhost:8000/v1'`],
    ['no version in a fallback', js(`process.env.X ?? 'http://localhost:11434/'`), ':11434/', ':11434/v1'],
    ["Ollama's own path", js(`'http://localhost:11434/api'`), '/api', '/v1'],
    ['a request without the version', `await fetch('http://localhost:8000/chat/completions');\n`, '/chat', '/v1/chat'],
    ['a version that the client adds', `import { Ollama } from 'ollama';\nnew Ollama({ host: 'http://gpu:11434/v1' });\n`, '/v1', ''],
    [
      'the same for Anthropic',
      `import Anthropic from '@anthropic-ai/sdk';\nnew Anthropic({ baseURL: 'http://gpu:8000/v1' });\n`,
      '/v1',
      '',
    ],
    ['a version twice', "const base = process.env.X || 'http://gpu:8000/v1';\nawait fetch(`${base}/v1/chat/completions`);\n", '}/v1', '}'],
    ['no scheme', js(`'localhost:8000/v1'`), 'localhost', 'http://localhost'],
    ['TLS on a plain port', js(`'https://localhost:8000/v1'`), 'https', 'http'],
    [
      'a constant with another reader',
      `${OPENAI}const url = 'http://gpu:8000/v1/chat/completions';\nnew OpenAI({ baseURL: url });\nnew OpenAI({ baseURL: url, maxRetries: 5 });\n`,
      '/chat/completions',
      '',
    ],
    ['no version in Python', py('os.getenv("X", "http://localhost:8000")'), ':8000', ':8000/v1'],
    ['a version that the client adds in Python', `from anthropic import Anthropic\nAnthropic(base_url="http://gpu:8000/v1")\n`, '/v1', ''],
    ['no scheme before an address to listen on', js(`'0.0.0.0:8000/v1'`), '0.0.0.0', 'http://127.0.0.1'],
    ['no scheme in Python', 'import requests\nrequests.post("localhost:8000/v1/chat/completions")\n', 'localhost', 'http://localhost'],
    [
      'a version twice in Python',
      program`
        import requests
        BASE = "http://gpu:8000/v1"
        requests.post(f"{BASE}/v1/chat/completions")

      `,
      '}/v1',
      '}',
    ],
  ])('%s', (_what, code, from, to) => {
    const findings = lint(code, options(code));
    expect(findings).toHaveLength(1);
    const [finding] = findings;
    if (!finding) throw new Error('no finding');
    expect(finding.fix).toBeUndefined();
    const repaired = applySuggestion(code, finding);
    expect(repaired).toBe(code.replace(from, to));
    expect(lint(repaired, options(code))).toEqual([]);
  });
});

describe('valid-base-url is silent about', () => {
  it.each([
    ['a right URL', js(`'http://localhost:8000/v1'`)],
    ['a slash at the end, which the client takes off', js(`'http://localhost:8000/v1/'`)],
    ["a gateway's own path", js(`'http://localhost:3000/api'`)],
    ['a port of servers that answer without a version', js(`'http://localhost:8080'`)],
    ["LiteLLM's proxy", `// LiteLLM runs here.\n${js(`'http://localhost:8000'`)}`],
    ['a public name', js(`'https://llm.example.com'`)],
    ['a version that is added', js("`${'http://localhost:8000'}/v1`")],
    [
      'a version that is added where it lacks',
      `${OPENAI}let url = process.env.X || 'http://localhost:8000';\nif (!url.endsWith('/v1')) url += '/v1';\nnew OpenAI({ baseURL: url });\n`,
    ],
    [
      'the same by assignment',
      `${OPENAI}let url = 'http://localhost:8000';\nif (!url.endsWith('/v1')) url = url + '/v1';\nnew OpenAI({ baseURL: url });\n`,
    ],
    [
      'the same by a conditional',
      `${OPENAI}const url = 'http://localhost:8000';\nnew OpenAI({ baseURL: url.endsWith('/v1') ? url : \`\${url}/v1\` });\n`,
    ],
    [
      'a version that is taken off',
      "const base = process.env.X || 'http://gpu:8000/v1';\nawait fetch(`${base.replace(/\\/v1$/, '')}/v1/models`);\n",
    ],
    ['a transport that may rewrite', `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1/chat/completions', fetch: mine });\n`],
    ["Ollama's client, which adds a scheme", `import { Ollama } from 'ollama';\nnew Ollama({ host: 'localhost:11434' });\n`],
    [
      'a server with a certificate',
      `import fs from 'node:fs';\nconst ca = fs.readFileSync('ca.pem');\n${js(`'https://localhost:8000/v1'`)}`,
    ],
    ['an address that a server listens on', `app.listen(8000, '0.0.0.0');\n${js(`'http://localhost:8000/v1'`)}`],
    ["Azure's endpoint", `import { AzureOpenAI } from 'openai';\nnew AzureOpenAI({ endpoint: 'http://localhost:8000' });\n`],
    [
      "the Vertex client's version",
      `import { AnthropicVertex } from '@anthropic-ai/vertex-sdk';\nnew AnthropicVertex({ baseURL: 'http://gpu:8000/v1' });\n`,
    ],
    ['a right URL in Python', py('"http://localhost:8000/v1"')],
    ['a version that is added in Python', py('"http://localhost:8000" + "/v1"')],
    [
      'a version that is added where it lacks in Python',
      `${PYTHON}url = "http://localhost:8000"\nif not url.endswith("/v1"):\n    url = url + "/v1"\nOpenAI(base_url=url)\n`,
    ],
    [
      'a version that is taken off in Python',
      program`
        import requests
        BASE = "http://gpu:8000/v1"
        requests.get(BASE.removesuffix("/v1") + "/v1/models")

      `,
    ],
    ["Ollama's client in Python", 'import ollama\nollama.Client("localhost:11434")\n'],
    [
      'an address that a server listens on in Python',
      `import uvicorn\n${PYTHON}uvicorn.run(app, host="0.0.0.0")\nOpenAI(base_url="http://localhost:8000/v1")\n`,
    ],
  ])('%s', (_what, code) => {
    expect(lint(code, options(code))).toEqual([]);
  });

  it('test files', () => {
    const code = js(`'http://localhost:8000'`);
    expect(lint(code, { rules, filename: 'src/a.test.ts' })).toEqual([]);
    expect(lint(code, { rules, filename: 'src/a.test.ts', settings: { testFiles: 'report' } })).toHaveLength(1);
  });
});

it('valid-base-url says where the requests go', () => {
  const [finding] = lint(js(`'http://localhost:8000'`), { rules });
  expect(finding).toMatchObject({ line: 2, column: 23, endColumn: 46 });
  expect(finding?.message).toContain('`http://localhost:8000/chat/completions`');
});

it.each([
  ['a template', js('`http://${host}:8000/v1/chat/completions`'), '`http://${host}:8000/v1/chat/'],
  ['an f-string', py('f"http://{host}:8000/v1/chat/completions"'), '`http://{host}:8000/v1/chat/'],
])('writes the gaps of %s as the language does', (_what, code, expected) => {
  expect(lint(code, options(code))[0]?.message).toContain(expected);
});
