import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { manifestFor } from '../../../src/languages/javascript/modules/manifest.js';

/** A repository with a source file `a/b/x.ts`; what the manifests say of `ai` there, some seconds later each time. */
function repository() {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'vllm-manifest-')));
  const now = vi.spyOn(Date, 'now');
  onTestFinished(() => {
    rmSync(root, { recursive: true });
    now.mockRestore();
  });
  mkdirSync(path.join(root, 'a', 'b'), { recursive: true });
  mkdirSync(path.join(root, '.git'));
  let time = Date.now();
  return {
    at: (...names: string[]) => path.join(root, ...names),
    write: (name: string, content: unknown) => {
      writeFileSync(path.join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
    },
    major: (): number | 'none' | undefined => {
      now.mockReturnValue((time += 2100));
      const manifest = manifestFor(path.join(root, 'a', 'b', 'x.ts'));
      return manifest ? manifest.majorOf('ai') : 'none';
    },
  };
}

const ai = (range: string) => ({ dependencies: { ai: range } });

describe('the manifest of a file', () => {
  it('is the nearest that names the package, and follows what happens to it', () => {
    const { at, write, major } = repository();
    expect(major()).toBe('none');
    write('package.json', ai('^5'));
    expect(major()).toBe(5);
    write('a/package.json', { name: 'a' });
    expect(major()).toBe(5);
    write('a/package.json', { peerDependencies: { ai: '~4.1' } });
    expect(major()).toBe(4);
    write('a/package.json', `\uFEFF${JSON.stringify(ai('6'))}`);
    expect(major()).toBe(6);
    for (const broken of [
      '{ "dependencies": {',
      '[]',
      '{ "dependencies": ["ai"] }',
      '{ "dependencies": { "ai": 4 } }',
      `${JSON.stringify(ai('4'))}${' '.repeat(1_000_000)}`,
    ]) {
      write('a/package.json', broken);
      expect(major(), broken.slice(0, 40)).toBe(5);
    }
    rmSync(at('a', 'package.json'));
    mkdirSync(at('a', 'package.json'));
    expect(major()).toBe(5);
    rmSync(at('a', 'package.json'), { recursive: true });
    symlinkSync(at('package.json'), at('a', 'package.json'));
    write('package.json', ai('^7'));
    expect(major()).toBe(7);
  });

  it('is not looked for above the repository, wherever that begins by now', () => {
    const { at, write, major } = repository();
    write('package.json', ai('^5'));
    expect(major()).toBe(5);
    mkdirSync(at('a', '.git'));
    expect(major()).toBe('none');
    rmSync(at('a', '.git'), { recursive: true });
    expect(major()).toBe(5);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('is read once it may be', () => {
    const { at, write, major } = repository();
    write('package.json', ai('^5'));
    chmodSync(at('package.json'), 0);
    expect(major()).toBe('none');
    chmodSync(at('package.json'), 0o644);
    expect(major()).toBe(5);
  });

  it.each([
    ['^5.1.0', 5],
    ['>=4 <6', 4],
    ['workspace:^5', 5],
    ['npm:ai@5', 5],
    ['npm:@acme/ai2@4.1', 4],
    ['latest', undefined],
    ['workspace:*', undefined],
    ['catalog:ai5', undefined],
    ['file:../ai2', undefined],
    ['github:acme2/ai', undefined],
  ])('with `%s` means the major %s', (range, expected) => {
    const { write, major } = repository();
    write('package.json', ai(range));
    expect(major()).toBe(expected);
  });
});
