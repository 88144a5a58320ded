import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../../src/index.js';
import { createRule } from '../../../src/plugin/create-rule.js';
import { apply } from './lint.js';
import { notebook } from './notebooks.js';

/** Has one of the catalog's signals, without which rules are not asked. */
const CALL = 'import openai; openai.OpenAI()';

const rule = createRule({
  name: 'no-first-line',
  docs: { description: 'disallow first lines', preset: 'all' },
  type: 'problem',
  repairs: false,
  messages: { first: 'First.' },
  check(_, report) {
    report({ at: { start: 2, end: 5 }, messageId: 'first' });
  },
});

function lint(text: string, filename: string, fixes: 'safe' | 'suggested' = 'safe') {
  const config: Linter.Config[] = [
    ...plugin.configs.python.map((part) => ({ ...part, rules: {} })),
    {
      files: ['**/*.py', '**/*.js'],
      plugins: { my: { rules: { 'no-first-line': rule } } },
      rules: { 'my/no-first-line': 'error' },
      settings: { vllm: { fixes } },
    },
  ];
  return new Linter().verify(text, config, { filename, filterCodeBlock: () => true });
}

describe('every finding in a Python file', () => {
  it.each(['safe', 'suggested'] as const)('can be silenced by the last suggestion, which is never a fix: %s', (fixes) => {
    const text = `${CALL}\n`;
    const [message] = lint(text, 'app.py', fixes);
    expect(message?.fix).toBeUndefined();
    expect(message?.suggestions?.map(({ desc }) => desc)).toEqual([
      'Disable `my/no-first-line` for this line (`# eslint-disable-next-line`)',
    ]);
    const silenced = apply(text, message?.suggestions?.[0]?.fix);
    expect(silenced).toBe(`# eslint-disable-next-line my/no-first-line\n${text}`);
  });

  it('can be in a notebook', () => {
    const text = notebook(`%%time\n${CALL}\ny`);
    const [message] = lint(text, 'a.ipynb');
    expect(apply(text, message?.suggestions?.[0]?.fix)).toBe(notebook(`%%time\n# eslint-disable-next-line my/no-first-line\n${CALL}\ny`));
  });

  it('has that from the editor in JavaScript', () => {
    const [message] = lint('import OpenAI from "openai";', 'app.js');
    expect(message?.ruleId).toBe('my/no-first-line');
    expect(message?.suggestions).toBeUndefined();
  });
});
