import { beforeEach, describe, expect, it } from 'vitest';
import { makeProject, type Project } from './project.js';
import { program } from '../program.js';

/** The plugin's configuration, and a rule that turns `bad` into `good`. */
const CONFIG = program`
  import vllm from 'eslint-plugin-vllm';

  const rule = {
    meta: { fixable: 'code' },
    create: (context) => ({
      Name(node) {
        if (node.id === 'bad') context.report({ node, message: 'Bad.', fix: (write) => write.replaceTextRange(node.range, 'good') });
      },
    }),
  };

  export default [
    ...vllm.configs.python,
    { files: ['**/*.{py,pyi}'], plugins: { test: { rules: { 'no-bad': rule } } }, rules: { 'test/no-bad': 'error' } },
  ];

`;
const WRONG = '# a comment\nbad()\n';
const NOTEBOOK = `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, outputs: [], source: ['%pip install x\n', "bad('’')\n"] }], metadata: {}, nbformat: 4 }, null, 1)}\n`;

describe.each(['eslint-9.15', 'eslint-9', 'eslint-10'] as const)('Python in %s', (version) => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('python', version);
    project.write('eslint.config.js', CONFIG);
    project.write('app.py', WRONG);
    project.write('notes.ipynb', NOTEBOOK);
  });

  it('is found by itself, notebooks too', () => {
    project.write('stubs.pyi', 'bad: int\n');
    const { code, out } = project.run('eslint', '.');
    expect(out.match(/\d+:\d+ +error .* test\/no-bad/g)?.map((line) => line.split(' ')[0])).toEqual(['2:1', '9:6', '1:1']);
    expect(code).toBe(1);
  });

  it.each<readonly [how: string, config: string]>([
    ['the configuration itself', CONFIG],
    ...(version === 'eslint-9.15'
      ? []
      : [
          [
            'extends',
            `import { defineConfig } from 'eslint/config';\n${CONFIG.replace('export default [\n  ...vllm.configs.python,', "export default [\n  ...defineConfig({ plugins: { vllm }, extends: ['vllm/recommended', 'vllm/python'] }),")}`,
          ] as const,
        ]),
  ])('is left out where packages are installed, and so is all else in there: %s', (_, config) => {
    project.write('eslint.config.js', config);
    for (const folder of ['.venv', 'venv', 'env/lib/python3.12/site-packages', '__pycache__', '.tox']) {
      project.write(`${folder}/a.py`, 'x = = 1\n');
      project.write(`${folder}/a.ipynb`, '{');
      project.write(`${folder}/a.js`, 'x = = 1;\n');
    }
    const { out } = project.run('eslint', '-f', 'json', '.');
    expect(
      (JSON.parse(out) as readonly { readonly filePath: string }[]).map(({ filePath }) => filePath.slice(project.folder.length + 1)).sort(),
    ).toEqual(['app.py', 'eslint.config.js', 'notes.ipynb']);
  });

  it('is fixed', () => {
    expect(project.run('eslint', '--fix', '.')).toEqual({ code: 0, out: '' });
    expect(project.read('app.py')).toBe(WRONG.replace('bad', 'good'));
    expect(project.read('notes.ipynb')).toBe(NOTEBOOK.replace('bad', 'good'));
  });

  it('is repaired by our rules', () => {
    const app = 'from openai import OpenAI\n\nclient = OpenAI(base_url="http://localhost:8000/v1", api_key="EMPTY")\n';
    project.write('app.py', app);
    project.write(
      'notes.ipynb',
      `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, outputs: [], source: app.split(/(?<=\n)/) }], metadata: {}, nbformat: 4 }, null, 1)}\n`,
    );
    expect(project.run('eslint', '--fix', '.')).toEqual({ code: 0, out: '' });
    const repaired = program`
      import os

      from openai import OpenAI

      client = OpenAI(
          base_url=os.environ.get("VLLM_BASE_URL") or "http://localhost:8000/v1",
          api_key="EMPTY",
      )

    `;
    expect(project.read('app.py')).toBe(repaired);
    const { cells } = JSON.parse(project.read('notes.ipynb')) as { readonly cells: readonly { readonly source: readonly string[] }[] };
    expect(cells[0]?.source.join('')).toBe(repaired);
  });

  it('is cached', () => {
    const first = project.run('eslint', '--cache', '.');
    expect(project.run('eslint', '--cache', '.')).toEqual(first);
    expect(project.read('.eslintcache')).toContain('app.py');
  });

  it('has errors of syntax', () => {
    project.write('app.py', 'x = 1\ny = = 2\n');
    expect(project.run('eslint', 'app.py').out).toMatch(/2:5 +error +Parsing error: /);
  });

  it('loses comments that silence nothing', () => {
    project.write(
      'app.py',
      program`
        if a:
            # eslint-disable-next-line test/no-bad
            b

      `,
    );
    project.write('notes.ipynb', '');
    expect(project.run('eslint', '--report-unused-disable-directives', '--fix', '.')).toEqual({ code: 0, out: '' });
    expect(project.read('app.py')).toBe('if a:\n    b\n');
  });

  it.skipIf(version === 'eslint-9.15')('can be baselined', () => {
    expect(project.run('eslint', '--suppress-all', '.')).toEqual({ code: 0, out: '' });
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({
      'app.py': { 'test/no-bad': { count: 1 } },
      'notes.ipynb': { 'test/no-bad': { count: 1 } },
    });
    expect(project.run('eslint', '.')).toEqual({ code: 0, out: '' });
  });

  it('is scanned without a configuration', () => {
    project.clear();
    project.write('app.py', 'x = 1\n');
    project.write('.venv/lib/python3.12/site-packages/a.py', 'x = = 1');
    project.write('notes.ipynb', NOTEBOOK);
    expect(project.run('vllm-lint')).toEqual({ code: 0, out: expect.stringContaining('Scanned 2 files') as string });
  });
});
