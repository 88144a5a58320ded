import { execFileSync } from 'node:child_process';
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

describe('the built package', () => {
  it('is the plugin to import and to require, with the version that ESLint keys its cache by', () => {
    const out = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', PROGRAM], { cwd: root, encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual({ same: true, meta: { name: manifest.name, version: manifest.version, namespace: 'vllm' } });
  });

  it('holds JavaScript and types alone', () => {
    const files = readdirSync(new URL('../../dist', import.meta.url), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).filter((name) => !/\.(?:js|d\.ts)$/.test(name))).toEqual([]);
  });
});
