import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { workspace, write } from './workspace.js';
import { program } from '../program.js';

/** The folder as a configuration sees it that fixes `no-hardcoded-base-url` alone. */
function eslintIn(root: string, settings: object = {}): ESLint {
  const rules = { 'vllm/no-hardcoded-base-url': 'error' };
  return new ESLint({
    cwd: root,
    fix: true,
    overrideConfigFile: true,
    overrideConfig: [
      {
        files: ['**/*.{js,ts,tsx,mts}'],
        plugins: { vllm: plugin },
        rules,
        settings: { vllm: settings },
        languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      { files: ['**/*.py'], plugins: { vllm: plugin }, rules, settings: { vllm: settings }, language: 'vllm/python' },
    ] as never,
  });
}

/** Fixes a folder in one run, then the same folder file by file in each direction; all must agree. Gives the files' texts. */
async function fixed(files: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const names = Object.keys(files).filter((name) => /\.(?:ts|js|py)$/.test(name));
  const atOnce = workspace(files);
  await ESLint.outputFixes(await eslintIn(atOnce).lintFiles(names));
  const read = (root: string) => Object.fromEntries(names.map((name) => [name, readFileSync(path.join(root, name), 'utf8')]));
  const expected = read(atOnce);
  for (const order of [names, names.toReversed()]) {
    const root = workspace(files);
    for (const name of order) {
      const [result] = await eslintIn(root).lintFiles([name]);
      if (result?.output !== undefined) write(root, name, result.output);
    }
    expect(read(root), order.join()).toEqual(expected);
  }
  const again = await eslintIn(atOnce).lintFiles(names);
  expect(again.flatMap((result) => result.messages.map((message) => `${result.filePath}: ${message.message}`))).toEqual([]);
  return expected;
}

function variables(texts: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, [...text.matchAll(/\b[A-Z][A-Z_]*_BASE_URL\w*/g)].map(([variable]) => variable)]),
  );
}

const openai = (url: string): string =>
  `import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: '${url}', apiKey: 'EMPTY' });\n`;
const python = (url: string): string => `from openai import OpenAI\n\nclient = OpenAI(base_url="${url}", api_key="EMPTY")\n`;

describe('the variables of a project', () => {
  it.each([
    [
      'two servers in two files have two',
      { 'a.py': python('http://localhost:8000/v1'), 'b.py': python('http://gpu:8001/v1') },
      { 'a.py': ['VLLM_BASE_URL'], 'b.py': ['VLLM_BASE_URL_GPU_8001'] },
    ],
    [
      'one server in two files has one',
      { 'a.ts': openai('http://localhost:8000/v1'), 'b.ts': openai('http://127.0.0.1:8000/v1') },
      { 'a.ts': ['VLLM_BASE_URL'], 'b.ts': ['VLLM_BASE_URL'] },
    ],
    [
      "a product's server has the product's",
      {
        'chat.py': python('http://localhost:8000/v1'),
        'summary.py': 'import requests\n\nrequests.post("http://localhost:11434/api/generate", json={"model": "m"})\n',
      },
      { 'chat.py': ['VLLM_BASE_URL'], 'summary.py': ['OLLAMA_BASE_URL'] },
    ],
    [
      'two forms of one base URL have two',
      {
        'a.ts': openai('http://localhost:11434/v1'),
        'b.ts': "import { Ollama } from 'ollama';\nexport const ollama = new Ollama({ host: 'http://localhost:11434' });\n",
      },
      { 'a.ts': ['OLLAMA_BASE_URL'], 'b.ts': ['OLLAMA_BASE_URL_11434'] },
    ],
    [
      'a request to the root of a server shares the versioned one',
      {
        'a.ts': openai('http://gpu:8000/v1'),
        'b.ts': "export const tokens = () => fetch('http://gpu:8000/detokenize', { method: 'POST' });\n",
      },
      { 'a.ts': ['VLLM_BASE_URL'], 'b.ts': ['VLLM_BASE_URL'] },
    ],
    [
      'a variable that is read for another server is not taken',
      { 'a.ts': openai('http://gpu:8001/v1'), 'z.ts': "export const url = process.env.VLLM_BASE_URL || 'http://localhost:8000/v1';\n" },
      { 'a.ts': ['VLLM_BASE_URL_GPU_8001'], 'z.ts': ['VLLM_BASE_URL'] },
    ],
    [
      'a default argument counts as a fallback',
      {
        'a.py': python('http://localhost:11434/v1'),
        'z.py': 'import os\n\nURL = os.getenv("OLLAMA_BASE_URL", "http://localhost:11434")\n',
      },
      { 'a.py': ['OLLAMA_BASE_URL_11434_V1'], 'z.py': ['OLLAMA_BASE_URL'] },
    ],
    [
      'a base URL that only its path tells comes after one that surely is a server',
      {
        'a.ts': "const BASE = 'http://gpu:9000';\nexport const ask = () => fetch(`${BASE}/v1/chat/completions`);\n",
        'b.ts': openai('http://localhost:8000/v1'),
      },
      { 'a.ts': ['VLLM_BASE_URL_GPU_9000'], 'b.ts': ['VLLM_BASE_URL'] },
    ],
    [
      'an example comes after the program',
      { 'examples/a.ts': openai('http://localhost:8000/v1'), 'src/b.ts': openai('http://gpu:8001/v1') },
      { 'examples/a.ts': ['VLLM_BASE_URL_8000'], 'src/b.ts': ['VLLM_BASE_URL'] },
    ],
    [
      'a product that only the client tells',
      {
        'a.ts': "import { Ollama } from 'ollama';\nexport const ollama = new Ollama({ host: 'http://gpu:9999' });\n",
        'b.ts': "import { Ollama } from 'ollama';\nexport const ollama = new Ollama({ host: 'http://gpu:9998' });\n",
      },
      { 'a.ts': ['OLLAMA_BASE_URL'], 'b.ts': ['OLLAMA_BASE_URL_GPU_9998'] },
    ],
    [
      'a product that one of two requests tells',
      {
        'a.ts':
          "export const chat = () => fetch('http://gpu:9999/v1/chat/completions', { method: 'POST' });\nexport const probe = () => fetch('http://gpu:9999/health_generate');\n",
      },
      { 'a.ts': ['SGLANG_BASE_URL', 'SGLANG_BASE_URL'] },
    ],
    [
      'hosts in variables of the file',
      {
        'a.py': program`
          from openai import OpenAI

          host = "10.0.0.1"
          client = OpenAI(base_url=f"http://{host}:8000/v1")

        `,
        'b.py': program`
          from openai import OpenAI

          host = "10.0.0.2"
          client = OpenAI(base_url=f"http://{host}:8000/v1")

        `,
      },
      { 'a.py': ['VLLM_BASE_URL_10_0_0_1_8000'], 'b.py': ['VLLM_BASE_URL_10_0_0_2_8000'] },
    ],
  ])('%s', async (_, files, expected) => {
    expect(variables(await fixed(files as unknown as Record<string, string>))).toEqual(expected);
  });

  it('are not told apart from those of tests, and of files that git ignores', async () => {
    const texts = await fixed({
      '.gitignore': 'ignored.py\n',
      'a.test.ts': openai('http://localhost:9000/v1'),
      'app.ts': openai('http://gpu:8001/v1'),
    });
    expect(variables({ 'app.ts': texts['app.ts'] ?? '' })).toEqual({ 'app.ts': ['VLLM_BASE_URL'] });
  });

  it('are those of the one file where the project is off', async () => {
    const root = workspace({ 'a.ts': openai('http://localhost:8000/v1'), 'b.ts': openai('http://gpu:8001/v1') });
    const [result] = await eslintIn(root, { project: false }).lintFiles(['b.ts']);
    expect(result?.output).toContain('process.env.VLLM_BASE_URL || ');
  });
});

describe('one address in files of several languages', () => {
  it('gets one variable, and another address another one', async () => {
    const files = {
      '.git/HEAD': '',
      'desktop/main.ts': openai('http://localhost:8000/v1'),
      'scripts/ask.py': python('http://localhost:8000/v1'),
      'service/app.py': python('http://inference:8001/v1'),
    };
    const texts = await fixed(files);
    const names = variables(texts);
    expect(names['desktop/main.ts']).toEqual(names['scripts/ask.py']);
    expect(names['service/app.py']).not.toEqual(names['desktop/main.ts']);
  });

  it('keeps the variable that the project reads it from already, whatever its name', async () => {
    const files = {
      '.git/HEAD': '',
      'gateway.ts': `export const gateway = process.env.API_GATEWAY_URL || 'http://localhost:8000/v1';\n`,
      'ask.py': python('http://localhost:8000/v1'),
      'other.ts': openai('http://gpu:8000/v1'),
    };
    const texts = await fixed(files);
    expect(texts['ask.py']).toContain('os.environ.get("API_GATEWAY_URL")');
    expect(texts['other.ts']).not.toContain('API_GATEWAY_URL');
  });

  it('takes no constant and no key for a variable of the environment', async () => {
    const files = {
      '.git/HEAD': '',
      'gateway.ts': `const GATEWAY_URL = '';\nexport const gateway = GATEWAY_URL || 'http://localhost:8000/v1';\n`,
      'ask.py': python('http://localhost:8000/v1'),
    };
    const texts = await fixed(files);
    expect(texts['ask.py']).toContain('"VLLM_BASE_URL"');
  });
});
