import { rmSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSourceFiles } from '../../src/project/files.js';
import { lint, workspace, write } from './workspace.js';

const isSource = (file: string) => file.endsWith('.ts');

afterEach(() => {
  vi.useRealTimers();
});

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
      '.hidden/d.ts': '',
      'readme.md': '',
    });
    expect(createSourceFiles(root, isSource).list().map((file) => path.relative(root, file).replaceAll(path.sep, '/'))).toEqual(['a.ts', 'lib/kept.local.ts']);
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
