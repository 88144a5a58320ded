import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run.js';

const WRONG = "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });\n";
const RIGHT = "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1', apiKey: 'EMPTY' });\n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vllm-lint-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function lint(...argv: readonly string[]) {
  let out = '';
  let error = '';
  const code = await run(argv, { out: (text) => (out += text), error: (text) => (error += text) });
  return { code, out: stripVTControlCharacters(out), error: stripVTControlCharacters(error) };
}

describe('vllm-lint', () => {
  it('prints findings and a summary, and fails', async () => {
    write('a.ts', `const x: string = '';\n${WRONG}`);
    const { code, out } = await lint(folder);
    expect(code).toBe(1);
    expect(out).toMatch(/a\.ts\n +3:\d+ +error .* vllm\/no-hardcoded-base-url/);
    expect(out).toMatch(/Scanned 1 file in \d+\.\d s: 1 finding\.\n +1 {2}vllm\/no-hardcoded-base-url\n1 can be fixed with --fix\.\n/);
  });

  it('passes where there is nothing to find', async () => {
    write('a.mjs', RIGHT);
    expect(await lint(folder)).toMatchObject({ code: 0, out: expect.stringContaining('Scanned 1 file') as string });
  });

  it('reads JavaScript, TypeScript and JSX, and leaves out what others wrote', async () => {
    for (const extension of ['js', 'mjs', 'cjs', 'jsx', 'ts', 'mts', 'cts', 'tsx']) write(`a.${extension}`, RIGHT);
    write('a.tsx', `${RIGHT}export const a = <b>text</b>;`);
    write('cast.ts', `export const a = <string>'text';`);
    for (const path of ['node_modules/x/a.js', 'packages/a/dist/a.js', '.next/a.js', 'a.min.js']) write(path, WRONG);
    expect(await lint(folder)).toMatchObject({ code: 0, out: expect.stringContaining('Scanned 9 files') as string });
  });

  it('reads Python and notebooks, and leaves out what others wrote', async () => {
    write('a.py', 'x = 1\n');
    write('b.pyi', 'x: int\n');
    write('c.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source: ['%pip install x'] }] }));
    for (const path of ['.venv/lib/a.py', 'venv/a.py', 'env/lib/python3.12/site-packages/x/a.py', '__pycache__/a.py', '.tox/a.py', '.ipynb_checkpoints/c.ipynb']) write(path, 'x = = 1');
    expect(await lint(folder)).toMatchObject({ code: 0, out: expect.stringContaining('Scanned 3 files') as string });
  });

  it('has findings in Python and in notebooks', async () => {
    const lines = ['from openai import OpenAI\n', 'client = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")\n'];
    write('a.py', lines.join(''));
    write('b.ipynb', JSON.stringify({ cells: lines.map((line) => ({ cell_type: 'code', source: [line] })) }, null, 1));
    const { code, out } = await lint(folder);
    expect(out).toMatch(/a\.py\n +2:26 +error .* vllm\/no-hardcoded-base-url/);
    expect(out).toMatch(/b\.ipynb\n +12:31 +error .* vllm\/no-hardcoded-base-url/);
    expect(code).toBe(1);
  });

  it('shows a Python file and a notebook that cannot be read', async () => {
    write('a.py', 'x = = 1');
    write('b.ipynb', '{');
    expect(await lint(folder)).toMatchObject({ code: 1, out: expect.stringContaining('2 files could not be parsed.') as string });
  });

  it('takes several paths, files too, wherever they are', async () => {
    const files = [write('a/b/x.ts', WRONG), write('c/y.ts', WRONG)];
    write('c/z.ts', WRONG);
    expect((await lint(...files)).out).toContain('Scanned 2 files');
  });

  it('does not read the configuration of the project, and minds no comment for other plugins', async () => {
    write('eslint.config.js', 'throw new Error()');
    write('a.js', `/* eslint other/rule: error */\n// eslint-disable-next-line other/rule\n${RIGHT}`);
    expect(await lint(folder)).toMatchObject({ code: 0 });
  });

  it('minds comments that silence our rules', async () => {
    write('a.js', `/* eslint-disable vllm/no-hardcoded-base-url */\n${WRONG}`);
    expect(await lint(folder)).toMatchObject({ code: 0 });
  });

  it('fixes', async () => {
    const file = write('a.js', WRONG);
    const { code, out } = await lint(folder, '--fix');
    expect(code).toBe(0);
    expect(out).toContain('Fixed 1 file.');
    expect(readFileSync(file, 'utf8')).toContain('process.env.VLLM_BASE_URL || ');
  });

  it('prints JSON alone to standard output', async () => {
    write('a.js', WRONG);
    const { out, error } = await lint(folder, '--format', 'json');
    expect(JSON.parse(out)).toHaveLength(1);
    expect(error).toContain('Scanned 1 file');
  });

  it('leaves out what --ignore-pattern names', async () => {
    write('gen/a.js', WRONG);
    expect(await lint(folder, '--ignore-pattern', 'gen/')).toMatchObject({ code: 0, out: expect.stringContaining('no JavaScript, TypeScript or Python files') as string });
  });

  it('passes with --exit-zero', async () => {
    write('a.js', WRONG);
    expect((await lint(folder, '--exit-zero')).code).toBe(0);
  });

  it('shows a file that does not parse', async () => {
    write('a.js', 'const = 1');
    const { code, out } = await lint(folder);
    expect(code).toBe(1);
    expect(out).toContain('Parsing error');
    expect(out).toContain('1 file could not be parsed.');
  });

  it.each([
    ['a path that does not exist', ['no/such/path'], 'no such file or folder: no/such/path'],
    ['an unknown option', ['--fixx'], "Unknown option '--fixx'"],
    ['a wrong value', ['--fixes', 'all'], "Option '--fixes' is 'safe' or 'suggested'."],
  ])('explains %s', async (_, argv, message) => {
    const { code, error } = await lint(...argv);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it('prints help and version', async () => {
    expect((await lint('--help')).out).toMatch(/^Usage: vllm-lint/);
    expect((await lint('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
