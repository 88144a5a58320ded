import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The plugin's `meta`, and whether `require()` and `import` give the same object, as Node itself loads them. */
const PROGRAM = `
import { createRequire } from 'node:module';
import imported from 'eslint-plugin-vllm';
const required = createRequire(import.meta.url)('eslint-plugin-vllm');
console.log(JSON.stringify({ same: required === imported, meta: imported.meta }));
`;

/** Which of Python's modules are loaded after linting JavaScript, then Python, with the same configuration. */
const LAZY = `
import { createRequire } from 'node:module';
import { Linter } from 'eslint';
import vllm from 'eslint-plugin-vllm';
const { cache } = createRequire(import.meta.url);
const loaded = () => Object.keys(cache).filter((file) => /python/.test(file.slice(process.cwd().length))).length;
const lint = (text, file) => new Linter().verify(text, [vllm.configs.all, ...vllm.configs.python], file);
const counts = [];
lint("import OpenAI from 'openai'; new OpenAI({ baseURL: 'http://localhost:8000/v1' });", 'a.js');
counts.push(loaded());
const [error] = lint('x = = 1', 'a.py');
counts.push(loaded());
console.log(JSON.stringify({ counts, error: error.message }));
`;

describe('the built package', () => {
  it('is the plugin to import and to require, with the version that ESLint keys its cache by', () => {
    const out = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', PROGRAM], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual({ same: true, meta: { name: manifest.name, version: manifest.version, namespace: 'vllm' } });
  });

  it('loads nothing of Python for JavaScript, and what it loads without a word', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', LAZY], { cwd: root, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({ counts: [0, expect.toSatisfy((count: number) => count > 0)], error: expect.stringMatching(/^Parsing error: /) as string });
  });

  it('holds JavaScript and types alone', () => {
    const files = readdirSync(new URL('../../dist', import.meta.url), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).filter((name) => !/\.(?:c?js|d\.ts)$/.test(name))).toEqual([]);
  });
});
