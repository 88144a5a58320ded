import { describe, expect, it } from 'vitest';
import { fix, lint } from './lint.js';
import { program } from '../program.js';

const rules = { 'vllm/no-hardcoded-base-url': 'error' } as const;
const OPENAI = `import OpenAI from 'openai';\n`;

describe('no-hardcoded-base-url', () => {
  it.each([
    [
      'a client option',
      `${OPENAI}const c = new OpenAI({ baseURL: 'http://localhost:8000/v1' });`,
      `${OPENAI}const c = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });`,
    ],
    [
      'a constant',
      `${OPENAI}const BASE = "http://gpu:8000/v1"; // ours\nconst c = new OpenAI({ baseURL: BASE });`,
      `${OPENAI}const BASE = process.env.VLLM_BASE_URL || "http://gpu:8000/v1"; // ours\nconst c = new OpenAI({ baseURL: BASE });`,
    ],
    [
      'a request keeps its path',
      `await fetch('http://gpu:8000/v1/chat/completions');`,
      "await fetch(`${process.env.VLLM_BASE_URL || 'http://gpu:8000/v1'}/chat/completions`);",
    ],
    [
      'a template keeps its path',
      'await fetch(`http://gpu:8000/v1/models/${id}`);',
      'await fetch(`${process.env.VLLM_BASE_URL || "http://gpu:8000/v1"}/models/${id}`);',
    ],
    [
      'two URLs get two variables',
      `${OPENAI}const a = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\nconst b = new OpenAI({ baseURL: 'http://localhost:8001/v1' });`,
      `${OPENAI}const a = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1' });\nconst b = new OpenAI({ baseURL: process.env.VLLM_BASE_URL_8001 || 'http://localhost:8001/v1' });`,
    ],
  ])('fixes %s', (_what, code, expected) => {
    const once = fix(code, { rules });
    expect(once.output).toBe(expected);
    expect(once.messages).toEqual([]);
    expect(fix(once.output, { rules }).output).toBe(once.output);
  });

  it('points at the literal', () => {
    const [finding] = lint(`${OPENAI}new OpenAI({\n  baseURL: 'http://localhost:8000/v1',\n});`, { rules });
    expect(finding).toMatchObject({ line: 3, column: 12, endLine: 3, endColumn: 38 });
  });

  it.each([
    ['CRLF', `${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n`.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n`],
  ])('keeps %s', (_what, code) => {
    expect(fix(code, { rules }).output).toBe(
      code.replace(`'http://localhost:8000/v1'`, `process.env.VLLM_BASE_URL || 'http://localhost:8000/v1'`),
    );
  });

  it.each([
    ['import.meta.env', 'import.meta.env.VLLM_BASE_URL'],
    ['Bun.env', 'Bun.env.VLLM_BASE_URL'],
    ['Deno.env', 'Deno.env.get("VLLM_BASE_URL")'],
  ])('reads %s where the settings say so', (env, expected) => {
    expect(fix(`${OPENAI}new OpenAI({ baseURL: "http://localhost:8000/v1" });`, { rules, settings: { env } }).output).toContain(
      `${expected} || "http://localhost:8000/v1"`,
    );
  });

  it('reads a named import where the settings say so, and inserts it once', () => {
    const { output } = fix(
      `${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });\nnew OpenAI({ baseURL: 'http://localhost:8000/v1' });`,
      { rules, settings: { env: { import: 'env', from: '~/env' } }, filename: 'src/file.js' },
    );
    expect(output.match(/import \{ env \} from '~\/env'/g)).toHaveLength(1);
    expect(output.match(/env\.VLLM_BASE_URL \|\| /g)).toHaveLength(2);
  });

  it.each([
    ['an allowed host', `${OPENAI}new OpenAI({ baseURL: 'http://llm.internal:8000/v1' });`, { settings: { allowHosts: ['*.internal'] } }],
    ['a test file', `${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });`, { filename: 'src/client.test.ts' }],
    ['a hosted provider', `${OPENAI}new OpenAI({ baseURL: 'https://api.groq.com/openai/v1' });`, {}],
    ['a fallback', `${OPENAI}new OpenAI({ baseURL: process.env.X ?? 'http://localhost:8000/v1' });`, {}],
  ])('is silent about %s', (_what, code, options) => {
    expect(lint(code, { rules, ...options })).toEqual([]);
  });

  it('reports a test file where the settings say so', () => {
    expect(
      lint(`${OPENAI}new OpenAI({ baseURL: 'http://localhost:8000/v1' });`, {
        rules,
        filename: 'src/client.test.ts',
        settings: { testFiles: 'report' },
      }),
    ).toHaveLength(1);
  });
});

describe('the URL in the message', () => {
  const head = (code: string, filename: string): string | undefined =>
    /^Hard-coded base URL `(.*?)`\. /.exec(lint(code, { rules, filename })[0]?.message ?? '')?.[1];
  const python = (url: string): string =>
    `from openai import OpenAI\nhost = "10.128.0.28"\nport = 30000\nclient = OpenAI(base_url=${url})\n`;

  it.each([
    ['a literal', 'a.ts', `${OPENAI}new OpenAI({ baseURL: 'http://gpu:8000/v1' });`, 'http://gpu:8000/v1'],
    [
      'constants in a template',
      'a.ts',
      `${OPENAI}const port = 8000;\nnew OpenAI({ baseURL: \`http://gpu:\${port}/v1\` });`,
      'http://gpu:8000/v1',
    ],
    ['a path that is not known', 'a.ts', 'await fetch(`http://gpu:8000/v1/models/${id}`);', 'http://gpu:8000/v1/models/${id}'],
    ['constants in an f-string', 'a.py', python('f"http://{host}:{port}/v1"'), 'http://10.128.0.28:30000/v1'],
    [
      'a path that is not known, in an f-string',
      'a.py',
      program`
        import requests
        def ask(name):
            return requests.get(f"http://gpu:8000/v1/models/{name}", timeout=9)

      `,
      'http://gpu:8000/v1/models/{name}',
    ],
    [
      'a query, which may hold a key',
      'a.ts',
      "await fetch('http://gpu:8000/v1/chat/completions?key=secret', { method: 'POST' });",
      'http://gpu:8000/v1/chat/completions?…',
    ],
  ])('has %s', (_what, filename, code, expected) => {
    expect(head(code, filename)).toBe(expected);
  });
});

describe('a literal that is overwritten', () => {
  const count = (code: string, filename = 'src/file.ts'): number => lint(code, { rules, filename }).length;
  const V1 = 'http://localhost:8000/v1';

  it.each([
    ['by a later assignment to the client', `const c = new OpenAI({ baseURL: '${V1}' });\nc.baseURL = process.env.LLM_URL;`, 0],
    ['by a second assignment', `const c = new OpenAI();\nc.baseURL = '${V1}';\nc.baseURL = process.env.LLM_URL;`, 0],
    ['by nothing', `const c = new OpenAI();\nc.baseURL = '${V1}';`, 1],
    ['in another branch', `const c = new OpenAI();\nif (a) { c.baseURL = '${V1}'; } else { c.baseURL = process.env.LLM_URL; }`, 1],
    ['for another client', `const c = new OpenAI({ baseURL: '${V1}' });\nconst d = new OpenAI();\nd.baseURL = process.env.LLM_URL;`, 1],
  ])('%s', (_, code, expected) => {
    expect(count(OPENAI + code)).toBe(expected);
  });

  it.each([
    ['by a second assignment to the module', `import openai\nopenai.api_base = "${V1}"\nopenai.api_base = os.environ["LLM_URL"]\n`, 0],
    [
      'by a later assignment to the client',
      `from openai import OpenAI\nc = OpenAI(base_url="${V1}")\nc.base_url = os.environ["LLM_URL"]\n`,
      0,
    ],
    ['by nothing', `import openai\nopenai.api_base = "${V1}"\n`, 1],
    ['in another branch', `import openai\nif a:\n    openai.api_base = "${V1}"\nelse:\n    openai.api_base = os.environ["LLM_URL"]\n`, 1],
    ['in another function', `from openai import OpenAI\nc = OpenAI(base_url="${V1}")\ndef f(url):\n    c.base_url = url\n`, 1],
  ])('%s, in Python', (_, code, expected) => {
    expect(count(`import os\n${code}`, 'app.py')).toBe(expected);
  });
});

describe('a request of a client that frameworks bring', () => {
  const nest = (body: string): string =>
    `import { HttpService } from '@nestjs/axios';\nexport class Llm {\n  constructor(private readonly http: HttpService) {}\n  ask() { ${body} }\n}\n`;

  it.each([
    ["NestJS's `HttpService`", nest(`return this.http.post('http://localhost:11434/api/generate', {});`), 4],
    ["the axios of NestJS's `HttpService`", nest(`return this.http.axiosRef.post('http://gpu:8000/v1/chat/completions', {});`), 4],
    [
      "Obsidian's `requestUrl`",
      `import { requestUrl } from 'obsidian';\nawait requestUrl({ url: 'http://localhost:1234/v1/chat/completions', method: 'POST' });\n`,
      2,
    ],
    [
      "Obsidian's `requestUrl` with a text",
      `import { requestUrl } from 'obsidian';\nawait requestUrl('http://localhost:1234/v1/models');\n`,
      2,
    ],
  ])('of %s', (_, code, line) => {
    expect(lint(code, { rules }).map((finding) => finding.line)).toEqual([line]);
  });

  it.each([
    ['another `HttpService`', nest(`return this.http.post('http://localhost:11434/api/generate', {});`).replace('@nestjs/axios', './http')],
    ['another service', nest(`return this.http.post('http://localhost:3000/items', {});`)],
    [
      'another `requestUrl`',
      `import { requestUrl } from './obsidian';\nawait requestUrl({ url: 'http://localhost:1234/v1/chat/completions' });\n`,
    ],
  ])('but not of %s', (_, code) => {
    expect(lint(code, { rules })).toEqual([]);
  });

  it("leaves what becomes of NestJS's `Observable` alone", () => {
    const others = {
      'vllm/require-retry': 'error',
      'vllm/require-connection-error-handling': 'error',
      'vllm/require-status-check': 'error',
    } as const;
    expect(
      lint(nest(`this.http.post('http://localhost:11434/api/generate', {}).subscribe({ error: console.error });`), { rules: others }),
    ).toEqual([]);
  });
});

describe('a helper that is given several URLs', () => {
  const found = (code: string, filename: string): readonly number[] =>
    lint(code, { rules: { 'vllm/no-hardcoded-base-url': 'error' }, filename }).map(({ line }) => line);

  it.each([
    [
      'JavaScript',
      'src/doctor.js',
      program`
        const up = async (url) => (await fetch(url)).ok;
        await up('http://127.0.0.1:11434/api/tags');
        await up('http://127.0.0.1:7345/health');
        await up('http://127.0.0.1:3000/');
        await up('http://gpu:8000/v1/models');

      `,
      [2, 5],
    ],
    [
      'Python',
      'doctor.py',
      program`
        import requests
        def up(url):
            return requests.get(url, timeout=3).ok
        up("http://127.0.0.1:11434/api/tags")
        up("http://127.0.0.1:7345/health")
        up("http://127.0.0.1:3000/")
        up("http://gpu:8000/v1/models")

      `,
      [4, 7],
    ],
  ])('makes none an LLM server because another is: %s', (_what, filename, code, lines) => {
    expect(found(code, filename)).toEqual(lines);
  });
});

describe('no-hardcoded-base-url and a server that the program starts', () => {
  const only = { 'vllm/no-hardcoded-base-url': 'error' } as const;
  const ask = (url: string) => `export const ask = (body) => fetch('${url}', { method: 'POST', body }).catch(console.error);\n`;
  const OLLAMA = 'http://localhost:11434/api/generate';
  const VLLM = 'http://127.0.0.1:8000/v1/chat/completions';
  const SPAWN = "import { spawn } from 'node:child_process';\n";

  it.each([
    ['spawn', `${SPAWN}spawn('ollama', ['serve'], { detached: true });\n${ask(OLLAMA)}`, 0],
    ['a namespace', `import * as cp from 'child_process';\ncp.spawn('ollama.exe', ['serve']);\n${ask(OLLAMA)}`, 0],
    ['a shell', `const { exec } = require('child_process');\nexec('OLLAMA_HOST=0.0.0.0 ollama serve');\n${ask(OLLAMA)}`, 0],
    ['execa', `import { execa } from 'execa';\nvoid execa('vllm', ['serve', 'm', '--port', '8000']);\n${ask(VLLM)}`, 0],
    ['python', `${SPAWN}spawn('python', ['-m', 'vllm.entrypoints.openai.api_server']);\n${ask(VLLM)}`, 0],
    ['a constant', `${SPAWN}const BIN = '/opt/llama/llama-server';\nspawn(BIN, ['-m', file]);\n${ask(VLLM)}`, 0],
    ['Bun', `Bun.spawn(['ollama', 'serve']);\n${ask(OLLAMA)}`, 0],
    ['another command', `${SPAWN}spawn('ollama', ['list']);\n${ask(OLLAMA)}`, 1],
    ['another product', `${SPAWN}spawn('ollama', ['serve']);\n${ask(VLLM)}`, 1],
    ['another machine', `${SPAWN}spawn('ollama', ['serve']);\n${ask(OLLAMA.replace('localhost', 'gpu'))}`, 1],
    ['a function of the same name', `import { spawn } from './jobs';\nspawn('ollama', ['serve']);\n${ask(OLLAMA)}`, 1],
  ])('%s', (_what, code, findings) => {
    expect(lint(code, { rules: only, filename: 'src/main.js' })).toHaveLength(findings);
  });
});
