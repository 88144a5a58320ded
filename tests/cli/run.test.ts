import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ESLint } from 'eslint';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lintFiles } from '../../src/cli/lint-files.js';
import { run } from '../../src/cli/run.js';
import { summary } from '../../src/cli/output/summary.js';

const WRONG = "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', apiKey: 'EMPTY' });\n";
const RIGHT =
  "import OpenAI from 'openai';\nexport const client = new OpenAI({ baseURL: process.env.VLLM_BASE_URL || 'http://localhost:8000/v1', apiKey: 'EMPTY' });\n";

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

/** The files that the findings of a scan are in, as JSON has them. */
async function filesWithFindings(...argv: readonly string[]): Promise<readonly string[]> {
  const { out } = await lint('-f', 'json', ...argv);
  const results = JSON.parse(out) as readonly { readonly filePath: string; readonly messages: readonly unknown[] }[];
  return results
    .filter(({ messages }) => messages.length > 0)
    .map(({ filePath }) => relative(folder, filePath).split(sep).join('/'))
    .sort();
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
    for (const path of [
      '.venv/lib/a.py',
      'venv/a.py',
      'env/lib/python3.12/site-packages/x/a.py',
      '__pycache__/a.py',
      '.tox/a.py',
      '.ipynb_checkpoints/c.ipynb',
    ])
      write(path, 'x = = 1');
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
    expect(await lint(folder, '--ignore-pattern', 'gen/')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no JavaScript, TypeScript, Python, YAML, Dockerfile or .env files') as string,
    });
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
    ['a wrong preset', ['--preset', 'al'], "Option '--preset' is 'recommended', 'strict' or 'all'."],
    [
      'an unknown format',
      ['-f', 'nosuch'],
      "There is no format 'nosuch'. The formats are: stylish, json, json-with-metadata, html; or a path, such as ./my-format.mjs.",
    ],
    ['a formatter that does not exist', ['-f', './nosuch.mjs'], "There is no formatter './nosuch.mjs'."],
  ])('explains %s', async (_, argv, message) => {
    const { code, error } = await lint(...argv);
    expect(code).toBe(2);
    expect(error).toContain(message);
  });

  it('reports what is recommended, and more when it is asked to', async () => {
    write('a.js', WRONG.replace(", apiKey: 'EMPTY'", ''));
    write('b.py', 'import openai\nclient = openai.OpenAI(base_url="http://localhost:8000/v1")\n');
    const rules = async (...argv: readonly string[]) => {
      const { out } = await lint(folder, '-f', 'json', ...argv);
      const results = JSON.parse(out) as readonly { readonly messages: readonly { readonly ruleId: string }[] }[];
      return results.map(({ messages }) => messages.map(({ ruleId }) => ruleId).sort());
    };
    const recommended = ['vllm/no-hardcoded-base-url'];
    const strict = ['vllm/no-hardcoded-base-url', 'vllm/require-api-key'];
    expect(await rules()).toEqual([recommended, recommended]);
    expect(await rules('--preset', 'strict')).toEqual([strict, strict]);
    expect((await rules('--preset', 'all'))[0]).toEqual(expect.arrayContaining(strict));
  });

  describe('leaves out what git ignores', () => {
    it('in every folder, and above up to the root of the repository', async () => {
      write('.gitignore', 'outside.js\n');
      mkdirSync(join(folder, 'repository/.git'), { recursive: true });
      write('repository/.gitignore', '*.gen.js\n/scratch/\n');
      write('repository/app/.gitignore', 'local/\n!kept.gen.js\n');
      for (const path of [
        'outside.js',
        'a.gen.js',
        'scratch/a.js',
        'app/a.js',
        'app/b.gen.js',
        'app/kept.gen.js',
        'app/local/a.js',
        'app/scratch/a.js',
      ])
        write(`repository/${path}`, WRONG);
      const expected = ['repository/app/a.js', 'repository/app/kept.gen.js', 'repository/app/scratch/a.js'];
      expect(await filesWithFindings(join(folder, 'repository/app'))).toEqual(expected);
      expect(await filesWithFindings(join(folder, 'repository'))).toEqual([...expected, 'repository/outside.js']);
    });

    it('but not what is asked for by name', async () => {
      mkdirSync(join(folder, '.git'));
      write('.gitignore', '/scratch/\n*.gen.js\n');
      write('scratch/a.js', WRONG);
      write('scratch/b.gen.js', WRONG);
      write('c.gen.js', WRONG);
      write('node_modules/x/a.js', WRONG);
      write('venv/a.py', 'import openai\nopenai.OpenAI(base_url="http://localhost:8000/v1")\n');
      expect(await filesWithFindings(join(folder, 'scratch'))).toEqual(['scratch/a.js', 'scratch/b.gen.js']);
      const files = ['c.gen.js', 'node_modules/x/a.js', 'venv/a.py'];
      expect(await filesWithFindings(...files.map((file) => join(folder, file)))).toEqual(files);
    });

    it('and what is a Python environment, whatever it is called', async () => {
      write('environment/pyvenv.cfg', '');
      write('environment/lib/a.js', WRONG);
      write('lib/a.js', WRONG);
      expect(await filesWithFindings(folder)).toEqual(['lib/a.js']);
    });
  });

  it('takes patterns of .gitignore to leave out more', async () => {
    for (const path of ['a.js', 'a.test.js', 'src/a.spec.js', 'src/gen/a.js', 'gen/a.js']) write(path, WRONG);
    expect(await filesWithFindings(folder, '--ignore-pattern', '*.{test,spec}.js', '--ignore-pattern', 'src/gen')).toEqual([
      'a.js',
      'gen/a.js',
    ]);
    expect(await filesWithFindings(join(folder, 'a.js'), join(folder, 'a.test.js'), '--ignore-pattern', '*.test.js')).toEqual(['a.js']);
  });

  describe('goes on', () => {
    it('after a link that points to nothing, and says so', async () => {
      symlinkSync('nowhere.js', join(folder, 'a.js'));
      symlinkSync('nowhere.md', join(folder, 'a.md'));
      symlinkSync('loop.py', join(folder, 'loop.py'));
      write('b.js', WRONG);
      const { code, out } = await lint(folder);
      expect(code).toBe(1);
      expect(out).toContain('Scanned 1 file');
      expect(out).toMatch(/Not read: \S*a\.js \(the link points to nothing\)\.\nNot read: \S*loop\.py \(the link points to itself\)\.\n/);
      expect(out).not.toContain('a.md');
      expect(await lint(join(folder, 'a.js'))).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Found no .*\nNot read: .*a\.js/) as string,
      });
    });

    it('past links, whose targets count under their own names, and tells those that lead out', async () => {
      write('outside/a.js', WRONG);
      write('scanned/b.js', WRONG);
      symlinkSync('../outside/a.js', join(folder, 'scanned/out.js'));
      symlinkSync('../outside', join(folder, 'scanned/linked'));
      symlinkSync('b.js', join(folder, 'scanned/in.js'));
      expect(await filesWithFindings(join(folder, 'scanned'))).toEqual(['scanned/b.js']);
      expect((await lint(join(folder, 'scanned'))).out).toMatch(/Not read: \S*scanned.out\.js \(a link out of the scanned folder\)\.\n$/);
      expect(await filesWithFindings(join(folder, 'scanned/out.js'))).toEqual(['scanned/out.js']);
    });

    it('after a file that cannot be written, and says so', async () => {
      const file = write('a.js', RIGHT);
      // A folder is in the way, as root is allowed to write to every file.
      const lintText = () => {
        rmSync(file);
        mkdirSync(file);
        return Promise.resolve([{ filePath: file, messages: [], output: RIGHT } as unknown as ESLint.LintResult]);
      };
      const scan = await lintFiles({ lintText }, [file]);
      expect(scan.unread).toEqual([{ path: file, reason: 'EISDIR', isUnwritten: true }]);
      expect(summary(scan, 0)).toMatch(/Not written: \S*a\.js \(EISDIR\)\.\n$/);
      expect(summary(scan, 0)).not.toContain('Fixed');
    });

    it('after a file that the linter fails on, and says so', async () => {
      const files = [write('a.js', ''), write('b.js', '')];
      const lintText = (_: string, { filePath = '' } = {}) =>
        filePath.endsWith('a.js') ? Promise.reject(new Error('lost\n  at x.js')) : Promise.resolve([]);
      expect(await lintFiles({ lintText }, [...files, join(folder, 'gone.js')])).toEqual({
        results: [],
        unread: [
          { path: files[0], reason: 'internal error: lost', isInternalError: true },
          { path: join(folder, 'gone.js'), reason: expect.any(String) as string },
        ],
      });
    });
  });

  it('says what it does not read', async () => {
    const toml = write('a.toml', '');
    write('b.vue', '');
    expect(await lint(toml)).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^Found no JavaScript, TypeScript, Python, YAML, Dockerfile or \.env files to scan\.\nNot read: \S*a\.toml \(neither JavaScript, TypeScript, Python, YAML, Dockerfile nor \.env\)\.\n$/,
      ) as string,
    });
    const { out } = await lint(folder);
    expect(out).toMatch(/^Found no .*\nNot read: \S*b\.vue \(ESLint reads \.vue files/);
    expect(out).not.toContain('a.toml');
    for (const name of ['c', 'd', 'e', 'f']) write(`${name}.vue`, '');
    expect((await lint(folder)).out).toMatch(/Not read: (?:\S+\.vue,? ){3}and 2 more \(/);
  });

  it('prints help and version', async () => {
    expect((await lint('--help')).out).toMatch(/^Usage: vllm-lint/);
    expect((await lint('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
