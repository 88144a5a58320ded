import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { pythonWith } from './python-environment.js';

/** Python files of this project that have something to repair: the example application, and what is wrong in the rules' pages. */
const broken = fileURLToPath(new URL('../../docs/examples/broken/src/', import.meta.url));
const pages = fileURLToPath(new URL('../../docs/rules/', import.meta.url));
const SOURCES: readonly (readonly [string, string])[] = [
  ...readdirSync(broken)
    .filter((name) => name.endsWith('.py'))
    .map((name) => [name, readFileSync(join(broken, name), 'utf8')] as const),
  ...readdirSync(pages).flatMap((name) =>
    [...readFileSync(join(pages, name), 'utf8').matchAll(/^```py(?:thon)?\n([^]*?)^```$/gm)].map(
      ([, code = ''], i) => [`${name.replace('.md', '')}-${i}.py`, code] as const,
    ),
  ),
];

const config: Linter.Config[] = [
  ...plugin.configs.python,
  {
    files: ['**/*.py'],
    rules: Object.fromEntries(Object.keys(plugin.rules ?? {}).map((name) => [`vllm/${name}`, 'error'])),
    settings: { vllm: { fixes: 'suggested', project: false } },
  },
];

/** A second repair makes a line short enough again that the first one broke. */
const SHORTENED: ReadonlySet<string> = new Set(['valid-base-url-0.py']);

const environment = pythonWith('ruff', ['ruff']);

describe.skipIf('missing' in environment)('repaired files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vllm-ruff-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** What `ruff check` reports of a text, by rule; and whether `ruff format` leaves it as it is. */
  function ruff(name: string, text: string): { readonly codes: readonly string[]; readonly isFormatted: boolean } {
    const command = join(dirname('python' in environment ? environment.python : ''), 'ruff');
    const file = join(folder, name);
    writeFileSync(file, text);
    const check = spawnSync(command, ['check', '--isolated', '--no-cache', '--select', 'I,E,W,F', '--output-format', 'json', file], {
      encoding: 'utf8',
    });
    if (check.error) throw check.error;
    const codes = (JSON.parse(check.stdout) as readonly { readonly code: string | null }[]).map(({ code }) => code ?? 'syntax');
    const format = spawnSync(command, ['format', '--isolated', '--no-cache', '--check', file], { encoding: 'utf8' });
    return { codes: codes.sort(), isFormatted: format.status === 0 };
  }

  /** The text as `ruff` writes it, so that whatever it would change later is the repairs' doing. */
  function clean(name: string, text: string): string {
    const command = join(dirname('python' in environment ? environment.python : ''), 'ruff');
    const file = join(folder, name);
    writeFileSync(file, text);
    spawnSync(command, ['check', '--isolated', '--no-cache', '--select', 'I', '--fix', file]);
    spawnSync(command, ['format', '--isolated', '--no-cache', file]);
    return readFileSync(file, 'utf8');
  }

  it('are as ruff wants them', () => {
    const problems: string[] = [];
    let repaired = 0;
    for (const [name, source] of SOURCES) {
      const text = clean(name, source);
      const before = ruff(name, text);
      const { output } = new Linter({ cwd: folder }).verifyAndFix(text, config, { filename: join(folder, name) });
      if (output === text) continue;
      repaired += 1;
      const after = ruff(name, output);
      const added = [...new Set(after.codes)].filter(
        (code) => after.codes.filter((c) => c === code).length > before.codes.filter((c) => c === code).length,
      );
      if (added.length > 0 || (before.isFormatted && !after.isFormatted && !SHORTENED.has(name)))
        problems.push(`${name}: ${added.join(' ')}${after.isFormatted ? '' : ' not formatted'}\n${output}`);
    }
    expect(repaired).toBeGreaterThan(10);
    expect(problems).toEqual([]);
  }, 180_000);

  it('would be reported where an import is misplaced', () => {
    expect(ruff('x.py', 'import openai\nimport os\n').codes).toContain('I001');
  });
});
