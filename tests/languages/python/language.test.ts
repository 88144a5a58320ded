import { ESLint, type Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.js';
import { lint, places } from './lint.js';
import { program } from '../../program.js';

describe('the language vllm/python', () => {
  it('shows a syntax error at its place, in columns of UTF-16 code units', () => {
    expect(places(lint('s = "😀" +\n'))).toEqual([expect.stringMatching(/^1:\d+ Parsing error: /)]);
    expect(places(lint('def f():\n\tx = 1\n\t\ty = 2\n'))).toEqual(['3:3 Parsing error: unexpected indent']);
    expect(lint('x = = 1')[0]).toMatchObject({ fatal: true, line: 1, column: 5 });
  });

  it('has no options', () => {
    expect(() => lint('', 'app.py', [{ files: ['**/*.py'], languageOptions: { version: '3.12' } }])).toThrow(
      'The language vllm/python has no options, so it has no languageOptions.version.',
    );
  });

  it('bears configurations for JavaScript that name no files', () => {
    const globals = { languageOptions: { globals: { window: 'readonly' as const }, sourceType: 'module' as const } };
    expect(
      lint(
        program`
          import os
          # x
          bad()

        `,
        'app.py',
        [globals, ...(tseslint.configs.recommended as [])],
      ),
    ).toHaveLength(1);
    expect(
      lint('bad()\n', 'app.py', [{ rules: { 'no-irregular-whitespace': 'error', 'no-unused-vars': 'error', 'no-undef': 'error' } }]),
    ).toHaveLength(1);
  });
});

describe('configs.python', () => {
  const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: plugin.configs.python });
  const recommended = Object.fromEntries(
    Object.keys(plugin.configs.recommended.rules ?? {}).map((id) => [id, expect.arrayContaining([2]) as unknown]),
  );

  it.each(['app.py', 'stubs/app.pyi', 'a.ipynb/0_notebook.py'])('lints %s with the recommended rules', async (file) => {
    const { language, rules } = (await eslint.calculateConfigForFile(file)) as Linter.Config;
    expect(language).toBe(plugin.languages?.['python']);
    expect(rules).toMatchObject(recommended);
  });

  it('reads notebooks', async () => {
    expect(((await eslint.calculateConfigForFile('a.ipynb')) as Linter.Config).processor).toBe(plugin.processors?.['notebook']);
  });

  it('leaves JavaScript alone', async () => {
    expect(((await eslint.calculateConfigForFile('a.js')) as Linter.Config).rules).toBeUndefined();
    expect(await eslint.calculateConfigForFile('a.ts')).toBeUndefined();
  });

  it('names its files, so that no other file is opened', () => {
    for (const config of plugin.configs.python) expect(config.files).not.toEqual([]);
  });
});
