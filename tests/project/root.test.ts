import { mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import { afterEach, describe, expect, it, vi } from 'vitest';
import plugin from '../../src/index.js';
import { projectRoot } from '../../src/project/root.js';
import { lint, workspace } from './workspace.js';
import { program } from '../program.js';

const ASK = program`
  import OpenAI from 'openai';
  const client = new OpenAI();
  export const ask = async () => await client.models.list();

`;
const CALLS = `import { ask } from '../../llm/src/ask';\nawait ask();\n`;
const FOUND = '3 require-connection-error-handling (packages/app/src/main.ts:2)';

/** A repository of two packages; the second calls what the first exports. */
const packages = (mark: Readonly<Record<string, string>>) => ({
  'packages/llm/package.json': '{}',
  'packages/llm/src/ask.ts': ASK,
  'packages/app/package.json': '{}',
  'packages/app/src/main.ts': CALLS,
  ...mark,
});

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The root of a file's project, relative to the folder that holds everything. */
function rootOf(files: Readonly<Record<string, string>>, file: string, cwd: string): string | undefined {
  const top = workspace(files);
  const root = projectRoot(path.join(top, file), path.join(top, cwd));
  return root === undefined ? undefined : path.relative(top, root).replaceAll(path.sep, '/') || '.';
}

describe('the project around a file', () => {
  it.each([
    ['a repository', { '.git/HEAD': '' }],
    ['a worktree or a submodule, whose `.git` is a file', { '.git': 'gitdir: ../.git/modules/x' }],
    ['another kind of repository', { '.hg/store': '' }],
    ['a workspace of pnpm', { 'pnpm-workspace.yaml': 'packages: [packages/*]' }],
    ['a workspace of npm, Yarn or Bun', { 'package.json': '{ "workspaces": ["packages/*"] }' }],
    ['an installation', { 'package-lock.json': '{}' }],
    ['a workspace of uv', { 'uv.lock': '' }],
  ])('is %s, whatever the working directory', (_, mark: Record<string, string>) => {
    for (const cwd of ['.', 'packages', 'packages/llm', 'packages/llm/src', '..'])
      expect(rootOf(packages(mark), 'packages/llm/src/ask.ts', cwd), cwd).toBe('.');
  });

  it('is the innermost repository', () => {
    expect(rootOf({ '.git/HEAD': '', 'sub/.git': 'gitdir: ../.git/modules/sub', 'sub/a.ts': '' }, 'sub/a.ts', '.')).toBe('sub');
  });

  it('ends at the repository: a workspace around it is another project', () => {
    expect(rootOf({ 'pnpm-workspace.yaml': '', 'x/.git/HEAD': '', 'x/a.ts': '' }, 'x/a.ts', '.')).toBe('x');
  });

  it('is the working directory where nothing else is told, and the package where that is larger', () => {
    expect(rootOf({ 'src/a.ts': '' }, 'src/a.ts', '.')).toBe('.');
    expect(rootOf({ 'app/package.json': '{}', 'app/src/a.ts': '' }, 'app/src/a.ts', 'app/src')).toBe('app');
    expect(rootOf({ 'app/package.json': '{}', 'app/src/a.ts': '' }, 'app/src/a.ts', '.')).toBe('.');
    expect(rootOf({ 'app/setup.py': '', 'app/src/a.py': '' }, 'app/src/a.py', 'app/src')).toBe('app');
  });

  it('is unknown for a loose file outside of the working directory', () => {
    expect(rootOf({ 'src/a.ts': '', 'other/b.ts': '' }, 'src/a.ts', 'other')).toBeUndefined();
  });

  it('is never the home of a user, nor what lies around it', () => {
    const top = workspace({
      '.git/HEAD': '',
      'package-lock.json': '{}',
      'me/.git/HEAD': '',
      'me/package-lock.json': '{}',
      'me/code/app/package.json': '{}',
      'me/code/app/src/a.ts': '',
      'me/notes/b.ts': '',
    });
    vi.stubEnv('HOME', path.join(top, 'me'));
    vi.stubEnv('USERPROFILE', path.join(top, 'me'));
    expect(homedir()).toBe(path.join(top, 'me'));
    const root = (file: string, cwd: string) => projectRoot(path.join(top, 'me', file), path.join(top, 'me', cwd));
    expect(root('code/app/src/a.ts', 'code/app/src')).toBe(path.join(top, 'me/code/app'));
    expect(root('code/app/src/a.ts', '.')).toBe(path.join(top, 'me/code/app'));
    expect(root('notes/b.ts', 'notes')).toBe(path.join(top, 'me/notes'));
    expect(root('notes/b.ts', '.')).toBeUndefined();
    expect(projectRoot(path.join(top, 'c.ts'), top)).toBeUndefined();
  });

  it('may be a home that is a package in a repository: some containers have no other place', () => {
    const top = workspace({ '.git/HEAD': '', 'package.json': '{}', 'src/a.ts': '' });
    vi.stubEnv('HOME', top);
    vi.stubEnv('USERPROFILE', top);
    expect(projectRoot(path.join(top, 'src/a.ts'), path.join(top, 'src'))).toBe(top);
  });

  it('is never the folder of temporary files', () => {
    expect(projectRoot(path.join(tmpdir(), 'a.ts'), tmpdir())).toBeUndefined();
  });
});

describe('a file of a repository gets the same findings', () => {
  it.each(['.', 'packages/llm', 'packages/llm/src'])('from the working directory %s', async (cwd) => {
    const root = workspace(packages({ '.git/HEAD': '' }));
    expect(await lint(path.join(root, cwd), path.join(root, 'packages/llm/src/ask.ts'))).toEqual([FOUND]);
  });

  it('whether it is a test by the folders of the repository, not of the machine', async () => {
    const root = workspace({ '.git/HEAD': '', 'tests/helper.mjs': `import OpenAI from 'openai';\nawait new OpenAI().models.list();\n` });
    expect(await lint(path.join(root, 'tests'), 'helper.mjs')).toEqual([]);
    expect(
      await lint(workspace({ 'helper.mjs': `import OpenAI from 'openai';\nawait new OpenAI().models.list();\n` }), 'helper.mjs'),
    ).toHaveLength(1);
  });

  it('and none from a file above the repository', async () => {
    const top = workspace({ 'repo/.git/HEAD': '', 'repo/ask.ts': ASK, 'main.ts': `import { ask } from './repo/ask';\nawait ask();\n` });
    expect(await lint(top, 'repo/ask.ts')).toEqual([]);
  });
});

describe('settings.vllm.project', () => {
  it('names a root, relative to the working directory', async () => {
    const root = workspace(packages({}));
    const file = path.join(root, 'packages/llm/src/ask.ts');
    expect(await lint(path.join(root, 'packages/llm'), file)).toEqual([]);
    expect(await lint(path.join(root, 'packages/llm'), file, { project: '../..' })).toEqual([FOUND]);
    expect(await lint(path.join(root, 'packages/llm'), file, { project: root })).toEqual([FOUND]);
  });

  it('may name a smaller one than the repository', async () => {
    const root = workspace(packages({ '.git/HEAD': '' }));
    expect(await lint(root, 'packages/llm/src/ask.ts', { project: 'packages/llm' })).toEqual([]);
    expect(await lint(root, 'packages/llm/src/ask.ts', { project: 'packages/llm' }, { publicApi: 'report' })).toHaveLength(1);
  });

  it('leaves a file outside of the root alone', async () => {
    const root = workspace({ ...packages({ '.git/HEAD': '' }) });
    mkdirSync(path.join(root, 'empty'));
    expect(await lint(root, 'packages/llm/src/ask.ts', { project: 'empty' }, { publicApi: 'report' })).toEqual([]);
  });

  it('names a folder', async () => {
    await expect(lint(workspace({ 'a.ts': ASK }), 'a.ts', { project: 'nowhere' })).rejects.toThrow(
      /settings\.vllm\.project names no folder: .*nowhere/,
    );
  });

  it('is a truth value or a path', async () => {
    const eslint = new ESLint({
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.recommended, { settings: { vllm: { project: 1 } } }] as never,
    });
    await expect(eslint.lintText('import "openai";', { filePath: 'a.js' })).rejects.toThrow(
      'settings.vllm.project must be true, false or the path of a folder',
    );
  });
});
