import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { rules } from '../../rules/index.js';
import { PYTHON_SDKS, PYTHON_WRAPPERS } from '../../src/catalog/python.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The plugin's `meta`, and whether `require()` and `import` give the same object, as Node itself loads them. */
const PROGRAM = `
import { createRequire } from 'node:module';
import imported from 'eslint-plugin-vllm';
const required = createRequire(import.meta.url)('eslint-plugin-vllm');
console.log(JSON.stringify({ same: required === imported, meta: imported.meta }));
`;

/** Prints the packages whose modules are loaded, in both of Node's module systems, after each step. */
const LOADED = `
import { createRequire, register } from 'node:module';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
const { port1, port2 } = new MessageChannel();
const HOOKS = 'data:text/javascript,let port; export const initialize = (given) => { port = given; }; export const resolve = async (...args) => { const found = await args[2](args[0], args[1]); port.postMessage(found.url); return found; };';
register(HOOKS, { data: port2, transferList: [port2] });
const imported = new Set();
const loaded = () => {
  for (let message; (message = receiveMessageOnPort(port1)); ) imported.add(message.message);
  const files = [...imported, ...Object.keys(createRequire(import.meta.url).cache)];
  return [...new Set(files.flatMap((file) => /dist.(python|typescript)\\.cjs/.exec(file)?.[1] ?? /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? []))].sort();
};
const { default: vllm } = await import('eslint-plugin-vllm');
const steps = { import: loaded() };
const { Linter } = await import('eslint');
const known = new Set(loaded());
const step = (name, text, file) => {
  const messages = new Linter().verify(text, [vllm.configs.all, vllm.configs.typescript, ...vllm.configs.python], file);
  const found = loaded().filter((one) => !known.has(one));
  found.forEach((one) => known.add(one));
  steps[name] = { found, messages: messages.map(({ ruleId, message }) => ruleId ?? message) };
};
const CODE = "import OpenAI from 'openai'; export const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY', timeout: 9 });";
step('JavaScript', CODE, 'a.js');
step('TypeScript', CODE + 'export const a: number = 1;', 'a.ts');
step('Python', 'x = = 1', 'a.py');
console.log(JSON.stringify(steps));
port1.close();
`;

interface Step {
  readonly found: readonly string[];
  readonly messages: readonly string[];
}

describe('the built package', () => {
  it('is the plugin to import and to require, with the version that ESLint keys its cache by', () => {
    const out = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', PROGRAM], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(JSON.parse(out)).toEqual({ same: true, meta: { name: manifest.name, version: manifest.version, namespace: 'vllm' } });
  });

  it('loads a parser with the first file that needs it, and without a word', () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', LOADED], { cwd: root, encoding: 'utf8' });
    expect(stderr).toBe('');
    const steps = JSON.parse(stdout) as {
      readonly import: readonly string[];
      readonly JavaScript: Step;
      readonly TypeScript: Step;
      readonly Python: Step;
    };
    expect(steps.import).toEqual(['ignore']);
    expect(steps.JavaScript.messages).toEqual(['vllm/no-hardcoded-base-url']);
    expect(steps.JavaScript.found.filter((name) => /typescript|python/.test(name))).toEqual([]);
    expect(steps.TypeScript.messages).toEqual(['vllm/no-hardcoded-base-url']);
    expect(steps.TypeScript.found).toEqual(['typescript']);
    expect(steps.Python.messages).toEqual([expect.stringMatching(/^Parsing error: /) as string]);
    expect(steps.Python.found).toContain('python');
  });

  it('keeps each part of the package to what it needs', () => {
    const dist = join(root, 'dist');
    const bundle = (pattern: RegExp) =>
      readdirSync(dist)
        .filter((file) => pattern.test(file))
        .map((file) => readFileSync(join(dist, file), 'utf8'))
        .join('\n');
    const [plugin, python] = [bundle(/\.js$/), bundle(/^python\.cjs$/)];
    // Names of modules that no package of npm has.
    const modules = [...PYTHON_SDKS, ...PYTHON_WRAPPERS].flatMap((entry) => entry.packages).filter((name) => /[a-z]_[a-z]/.test(name));
    expect(modules).toContain('langchain_openai');
    expect(modules.filter((name) => !python.includes(name))).toEqual([]);
    expect(modules.filter((name) => plugin.includes(name))).toEqual([]);
    // The schema of the settings is valibot's.
    expect(plugin).toContain('strict_object');
    expect(python).not.toContain('strict_object');
  });

  it('packs the code without its source maps, the types, and the pages of the rules', () => {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
        cwd: root,
        encoding: 'utf8',
        shell: process.platform === 'win32',
      }),
    ) as [{ readonly files: readonly { readonly path: string }[] }];
    const paths = packed.files.map(({ path }) => path);
    const pages = Object.keys(rules).map((name) => `docs/rules/${name}.md`);
    expect(paths.filter((path) => path.startsWith('docs/')).sort()).toEqual(pages.sort());
    expect(paths.filter((path) => path.startsWith('dist/') && !/\.(?:c?js|d\.ts)$/.test(path)).sort()).toEqual([
      'dist/licenses-deployment.txt',
      'dist/licenses-index.txt',
      'dist/licenses-typescript.txt',
    ]);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/index.js',
        'dist/index.d.ts',
        'dist/python.cjs',
        'dist/typescript.cjs',
        'dist/cli/main.js',
        'README.md',
        'LICENSE',
      ]),
    );
  });
});
