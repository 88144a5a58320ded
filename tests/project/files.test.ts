import { execFileSync } from 'node:child_process';
import fs, { rmSync, symlinkSync, utimesSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createSourceFiles } from '../../src/project/files.js';
import { lint, workspace, write } from './workspace.js';
import { program } from '../program.js';

const isSource = (file: string) => file.endsWith('.ts');

/** The file system refuses some paths, as those below a folder without search permission. A test's own user may be root, who is never refused. */
function refuse(...places: readonly string[]): void {
  const refused = new Set(places);
  for (const name of ['lstatSync', 'statSync', 'readdirSync', 'readFileSync'] as const) {
    const original = fs[name] as (...args: unknown[]) => unknown;
    vi.spyOn(fs, name as 'lstatSync').mockImplementation(((...args: unknown[]) => {
      if (refused.has(String(args[0])))
        throw Object.assign(new Error(`EACCES: permission denied, '${String(args[0])}'`), { code: 'EACCES' });
      return original(...args);
    }) as never);
  }
  // Modules that import the functions by name get these too.
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
}

afterEach(() => {
  vi.useRealTimers();
});

function names(root: string): readonly string[] {
  return createSourceFiles(root, isSource)
    .list()
    .map((file) => path.relative(root, file).replaceAll(path.sep, '/'));
}

/** Two seconds later, and then some. */
function later(): void {
  vi.setSystemTime(Date.now() + 3000);
}

describe('the files of a project', () => {
  it('are those that git does not ignore, the innermost file deciding', () => {
    const root = workspace({
      '.gitignore': 'generated\n*.local.ts\n',
      'a.ts': '',
      'a.local.ts': '',
      'generated/b.ts': '',
      'lib/.gitignore': '!kept.local.ts\n',
      'lib/kept.local.ts': '',
      'lib/other.local.ts': '',
      'node_modules/x/c.ts': '',
      'readme.md': '',
    });
    expect(names(root)).toEqual(['a.ts', 'lib/kept.local.ts']);
  });

  it('lie in hidden folders too, but for those of tools', () => {
    const root = workspace(
      Object.fromEntries(
        ['.server', '.storybook', '.github/scripts', '.next', '.venv', '.git/hooks', '.my-cache', '.tmp'].map((folder) => [
          `${folder}/a.ts`,
          '',
        ]),
      ),
    );
    expect(names(root).toSorted()).toEqual(['.github/scripts/a.ts', '.server/a.ts', '.storybook/a.ts']);
  });

  it('do not lie in an environment of Python, whatever it is called', () => {
    const root = workspace({ 'env/a.ts': '', 'py311/pyvenv.cfg': '', 'py311/lib/a.ts': '' });
    expect(names(root)).toEqual(['env/a.ts']);
  });

  it('are regular files: no link, no FIFO', () => {
    const root = workspace({ 'a.ts': '' });
    symlinkSync(path.join(root, 'a.ts'), path.join(root, 'link.ts'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [path.join(root, 'fifo.ts')]);
    expect(names(root)).toEqual(['a.ts']);
  });

  it('are whole only if every folder can be read', () => {
    const root = workspace({ 'a.ts': '', 'locked/sub/b.ts': '' });
    expect(createSourceFiles(root, isSource).isWhole()).toBe(true);
    refuse(...['', '/b.ts'].map((place) => path.join(root, 'locked/sub') + place));
    const files = createSourceFiles(root, isSource);
    expect([files.isWhole(), files.list().length]).toEqual([false, 1]);
  });

  it('are linted beside a folder that may be listed but not searched', async () => {
    const ask = `import OpenAI from 'openai';\nexport const ask = async () => await new OpenAI().models.list();\n`;
    const root = workspace({
      'llm.ts': ask,
      'main.ts': `import { ask } from './llm';\nawait ask();\n`,
      'locked/sub/b.ts': '',
      'locked/c.ts': '',
    });
    refuse(...['sub', 'sub/b.ts', 'c.ts'].map((place) => path.join(root, 'locked', place)));
    expect(await lint(root, 'llm.ts')).toEqual(['2 require-connection-error-handling (main.ts:2)']);
  });

  it.skipIf(process.platform === 'win32')('are linted beside FIFOs that are called as configuration files are', async () => {
    const ask = program`
      import OpenAI from 'openai';
      import { other } from 'other';
      export const ask = async () => await new OpenAI().models.list();
      other(ask);

    `;
    const python = program`
      from openai import OpenAI
      client = OpenAI()
      client.models.list()

    `;
    const root = workspace({ 'llm.ts': ask, 'main.ts': `import { ask } from './llm';\nawait ask();\n`, 'app.py': python });
    for (const name of ['package.json', 'tsconfig.json', 'jsconfig.json', 'pyproject.toml', 'requirements.txt', '.gitignore'])
      execFileSync('mkfifo', [path.join(root, name)]);
    expect(await lint(root, 'llm.ts')).toContain('3 require-connection-error-handling (main.ts:2)');
    expect(await lint(root, 'app.py')).toEqual(['3 require-connection-error-handling']);
  });

  it('are looked at again, but not at once', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const root = workspace({ 'a.ts': '1', 'b.ts': '1' });
    const files = createSourceFiles(root, isSource);
    const text = (name: string) => files.read(path.join(root, name), (content) => content);
    expect([text('a.ts'), files.list().length, files.refresh()]).toEqual(['1', 2, false]);
    write(root, 'a.ts', '22');
    write(root, 'c.ts', '3');
    rmSync(path.join(root, 'b.ts'));
    utimesSync(root, new Date(), new Date(Date.now() + 5000));
    expect([files.refresh(), text('a.ts')]).toEqual([false, '1']);
    later();
    expect([files.refresh(), text('a.ts'), files.has(path.join(root, 'b.ts')), text('c.ts')]).toEqual([true, '22', false, '3']);
    later();
    expect(files.refresh()).toBe(false);
  });

  it('change what is found in another one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const ask = `import OpenAI from 'openai';\nexport const ask = async () => await new OpenAI().models.list();\n`;
    const root = workspace({ 'llm.ts': ask, 'main.ts': `import { ask } from './llm';\nawait ask();\n` });
    expect(await lint(root, 'llm.ts')).toEqual(['2 require-connection-error-handling (main.ts:2)']);
    write(root, 'main.ts', `import { ask } from './llm';\nawait ask().catch(console.error);\n`);
    later();
    expect(await lint(root, 'llm.ts')).toEqual([]);
  });
});
