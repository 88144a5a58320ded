import { beforeEach, describe, expect, it } from 'vitest';
import { makeProject, type Project } from './project.js';
import { program } from '../program.js';

const CONFIG = program`
  import { defineConfig } from 'eslint/config';
  import vllm from 'eslint-plugin-vllm';

  export default defineConfig([{ plugins: { vllm }, extends: ['vllm/recommended'] }]);

`;
/** ESLint 9.15 is older than `defineConfig`. */
const OLD_CONFIG = `import vllm from 'eslint-plugin-vllm';

export default [vllm.configs.recommended];
`;
const WRONG = `import OpenAI from 'openai';
export const client = new OpenAI({ baseURL: 'http://localhost:8000/v1' });
`;

describe.each([
  ['eslint-9.15', OLD_CONFIG],
  ['eslint-9', CONFIG],
  ['eslint-10', CONFIG],
  ['typescript-7', CONFIG],
] as const)('the packed plugin in %s', (version, config) => {
  let project: Project;
  beforeEach(() => {
    project = makeProject('lint', version);
    project.write('eslint.config.js', config);
    project.write('a.js', WRONG);
  });

  it('reports', () => {
    const { code, out } = project.run('eslint', '.');
    expect(out).toContain('vllm/no-hardcoded-base-url');
    expect(code).toBe(1);
  });

  it('fixes, and has nothing left to fix', () => {
    expect(project.run('eslint', '--fix', '.')).toEqual({ code: 0, out: '' });
    expect(project.read('a.js')).toContain("process.env.VLLM_BASE_URL || 'http://localhost:8000/v1'");
  });

  it('reports the same from the cache', () => {
    const first = project.run('eslint', '--cache', '.');
    expect(project.run('eslint', '--cache', '.')).toEqual(first);
    expect(project.read('.eslintcache')).toContain('vllm/no-hardcoded-base-url');
  });

  it('reads a configuration in TypeScript', () => {
    project.clear();
    project.write('a.js', WRONG);
    project.write('eslint.config.ts', config);
    // ESLint 9.15 has configurations in TypeScript behind a flag.
    const { out } = project.run('eslint', ...(version === 'eslint-9.15' ? ['--flag', 'unstable_ts_config'] : []), 'a.js');
    expect(out).toContain('vllm/no-hardcoded-base-url');
  });

  it('is what require() gives', () => {
    project.clear();
    project.write('a.js', WRONG);
    project.write('eslint.config.cjs', "module.exports = [require('eslint-plugin-vllm').configs.all];");
    expect(project.run('eslint', '.').out).toContain('vllm/no-hardcoded-base-url');
  });

  it('does not make ESLint open files that the project does not lint', () => {
    project.write('a.js', '');
    project.write('b.ts', 'const text: string = 1;');
    project.write('c.jsx', 'export const c = <b/>;');
    project.write('d.json', '{}');
    expect(project.run('eslint', '.')).toEqual({ code: 0, out: '' });
  });

  describe('for TypeScript', () => {
    const typescript =
      version === 'eslint-9.15'
        ? config.replace('[vllm.configs.recommended]', '[vllm.configs.recommended, vllm.configs.typescript]')
        : config.replace("'vllm/recommended'", "'vllm/recommended', 'vllm/typescript'");
    beforeEach(() => {
      project.clear();
      project.write('eslint.config.js', typescript);
      project.write('src/a.ts', `const text: string = '';\n${WRONG}`);
      project.write('src/b.tsx', `${WRONG}export const b = <b>text</b>;\n`);
      project.write('src/cast.ts', `export const a = <string>'text';\n`);
    });

    it('reports, with no other parser in the configuration', () => {
      const { code, out } = project.run('eslint', '-f', 'json', '.');
      const results = JSON.parse(out) as readonly { readonly messages: readonly { readonly ruleId: string }[] }[];
      expect(results.map(({ messages }) => messages.map(({ ruleId }) => ruleId)).filter((rules) => rules.length > 0)).toEqual([
        ['vllm/no-hardcoded-base-url'],
        ['vllm/no-hardcoded-base-url'],
      ]);
      expect(code).toBe(1);
    });

    it('has a parser that ESLint can name, in its cache too', () => {
      const { out } = project.run('eslint', '--print-config', 'src/a.ts');
      expect((JSON.parse(out) as { languageOptions: { parser: string } }).languageOptions.parser).toMatch(
        /^typescript-eslint\/parser@8\.\d+\.\d+$/,
      );
      const first = project.run('eslint', '--cache', '.');
      expect(first.out).toContain('vllm/no-hardcoded-base-url');
      expect(project.run('eslint', '--cache', '.')).toEqual(first);
    });

    it('fixes, and has nothing left to fix', () => {
      expect(project.run('eslint', '--fix', '.')).toEqual({ code: 0, out: '' });
      expect(project.read('src/b.tsx')).toContain("process.env.VLLM_BASE_URL || 'http://localhost:8000/v1'");
    });
  });

  it.skipIf(version === 'eslint-9.15')('can be baselined', () => {
    expect(project.run('eslint', '--suppress-all', '.')).toEqual({ code: 0, out: '' });
    expect(JSON.parse(project.read('eslint-suppressions.json'))).toEqual({ 'a.js': { 'vllm/no-hardcoded-base-url': { count: 1 } } });
    expect(project.run('eslint', '.')).toEqual({ code: 0, out: '' });
  });

  it('says which setting is wrong', () => {
    project.write(
      'eslint.config.js',
      `${config.replace('export default', 'const config =')}\nexport default [...config, { settings: { vllm: { envvar: 'X' } } }];`,
    );
    const { code, out } = project.run('eslint', '.');
    expect(out).toContain('settings.vllm.envvar is not a setting; did you mean envVar?');
    expect(code).toBe(2);
  });

  it('scans without a configuration', () => {
    project.clear();
    project.write('a.js', WRONG);
    project.write('b.ts', `const text: string = '';\n${WRONG}`);
    const { code, out } = project.run('vllm-lint');
    expect(out).toContain('Scanned 2 files');
    expect(out).toContain('2  vllm/no-hardcoded-base-url');
    expect(code).toBe(1);
  });
});
