import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const command = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const WRONG = "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });\n";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vllm-lint-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the built command in the folder; `read` says how much of its output is read before the pipe is closed. */
async function lint(argv: readonly string[], read: 'all' | 'nothing' = 'all') {
  const child = spawn(process.execPath, [command, ...argv], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  let out = '';
  let error = '';
  if (read === 'nothing') child.stdout.destroy();
  else child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, out, error };
}

describe('the built command', () => {
  it('ends quietly when its reader has seen enough', async () => {
    for (let i = 0; i < 20; i++) writeFileSync(join(folder, `a${String(i)}.js`), WRONG);
    expect(await lint(['.'], 'nothing')).toEqual({ code: 1, out: '', error: '' });
  });

  it('does not mention that ESLint reads no .eslintignore', async () => {
    writeFileSync(join(folder, '.eslintignore'), 'x\n');
    writeFileSync(join(folder, 'a.js'), WRONG);
    expect(await lint([])).toEqual({ code: 1, out: expect.stringContaining('1 finding.') as string, error: '' });
  });

  it('runs no code of the folder that it scans', async () => {
    const marker = join(folder, 'ran');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); module.exports = () => 'ran';`;
    const write = (path: string, text: string) => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const modules = [
      'eslint-formatter-stylish',
      'eslint-formatter-json',
      'eslint-formatter-evil',
      '@typescript-eslint/parser',
      'typescript',
      'eslint',
      'eslint-plugin-vllm',
      'vue-eslint-parser',
      'jiti',
    ];
    for (const name of modules) write(`node_modules/${name}/index.js`, code);
    for (const file of ['eslint.config.js', 'eslint.config.cjs', '.eslintrc.js', '.eslintrc.cjs', 'stylish', 'stylish.js', 'evil.js'])
      write(file, code);
    write('package.json', '{ "eslintConfig": { "plugins": ["evil"], "extends": ["./.eslintrc.js"] } }');
    write('a.ts', WRONG);
    write('b.vue', '<script></script>');

    expect(await lint([])).toMatchObject({ code: 1, out: expect.stringContaining('1 finding.') as string, error: '' });
    expect(await lint(['-f', 'json'])).toMatchObject({ code: 1, out: expect.stringMatching(/^\[\{/) as string });
    expect(await lint(['-f', 'evil'])).toMatchObject({ code: 2, error: expect.stringContaining("no format 'evil'") as string });
    expect(await lint(['-f', 'eslint-formatter-evil'])).toMatchObject({ code: 2 });
    expect(existsSync(marker)).toBe(false);

    // The twin: what the user typed as a path does run.
    expect(await lint(['-f', './evil.js'])).toMatchObject({ code: 1, out: 'ran' });
    expect(existsSync(marker)).toBe(true);
  });
});
