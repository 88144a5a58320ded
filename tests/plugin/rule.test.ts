import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { chooseRepairs } from '../../src/plugin/choose-fixes.js';
import { createRule } from '../../src/plugin/create-rule.js';
import { DEFAULT_SETTINGS } from '../../src/model/settings.js';
import type { Call } from '../../src/model/facts/call.js';
import type { Intent, Repair, Applicability } from '../../src/model/fix.js';
import { program } from '../program.js';

const intents = ['rethrow', 'fallback'].map((then): Intent => ({
  kind: 'catch-connection-error',
  call: {} as Call,
  then: then as 'rethrow',
}));
const [rethrow, fallback] = intents as [Intent, Intent];
const retries: Intent = { kind: 'set-max-retries', call: {} as Call, retries: 5 };

/** A language that can write the given kinds of intents. */
function pen(applicability: Applicability, ...kinds: readonly Intent['kind'][]): (intent: Intent) => Repair | undefined {
  return (intent) =>
    kinds.includes(intent.kind) ? { edits: [], applicability, title: 'then' in intent ? intent.then : intent.kind } : undefined;
}
const titles = ({ suggest }: ReturnType<typeof chooseRepairs>) =>
  suggest?.map((suggestion) => ('desc' in suggestion ? suggestion.desc : ''));

describe('chooseRepairs', () => {
  const both = ['set-max-retries', 'catch-connection-error'] as const;

  it('makes a safe repair the fix', () => {
    const chosen = chooseRepairs(retries, [rethrow], pen('safe', ...both), DEFAULT_SETTINGS);
    expect(chosen.fix).toBeTypeOf('function');
    expect(titles(chosen)).toEqual(['rethrow']);
  });

  it('makes a repair that needs review the first suggestion', () => {
    const chosen = chooseRepairs(retries, [rethrow], pen('unsafe', ...both), DEFAULT_SETTINGS);
    expect(chosen.fix).toBeUndefined();
    expect(titles(chosen)).toEqual(['set-max-retries', 'rethrow']);
  });

  it('never makes a suggestion of the rule a fix by itself', () => {
    expect(chooseRepairs(undefined, [rethrow], pen('safe', ...both), DEFAULT_SETTINGS).fix).toBeUndefined();
  });

  it('applies the first suggestion where the settings ask for it', () => {
    const chosen = chooseRepairs(undefined, [rethrow, fallback], pen('unsafe', ...both), { ...DEFAULT_SETTINGS, fixes: 'suggested' });
    expect(chosen.fix).toBeTypeOf('function');
    expect(titles(chosen)).toEqual(['fallback']);
  });

  it('offers to silence the rule last, and never does so itself', () => {
    const silence: Repair = { edits: [], applicability: 'unsafe', title: 'silence' };
    expect(titles(chooseRepairs(retries, [rethrow], pen('unsafe', ...both), DEFAULT_SETTINGS, silence))).toEqual([
      'set-max-retries',
      'rethrow',
      'silence',
    ]);
    expect(titles(chooseRepairs(retries, [rethrow], pen('safe', ...both), DEFAULT_SETTINGS, silence))).toEqual(['rethrow', 'silence']);
    const chosen = chooseRepairs(retries, intents, pen('safe'), { ...DEFAULT_SETTINGS, fixes: 'suggested' }, silence);
    expect(chosen.fix).toBeUndefined();
    expect(titles(chosen)).toEqual(['silence']);
  });

  it('leaves to a person what a person decided', () => {
    const decided = (isDecided: boolean) =>
      createRule({
        name: 'no-example',
        docs: { description: 'disallow examples', preset: 'all' },
        type: 'problem',
        repairs: true,
        messages: { call: 'Wrong.' },
        check: ({ facts: { calls } }, report) => {
          for (const call of calls)
            report({ at: call.span, messageId: 'call', suggest: [{ kind: 'catch-connection-error', call, then: 'rethrow' }], isDecided });
        },
      });
    const found = (isDecided: boolean) =>
      new Linter().verify("import OpenAI from 'openai';\nawait new OpenAI().chat.completions.create({});\n", {
        plugins: { t: { rules: { 'no-example': decided(isDecided) } } },
        rules: { 't/no-example': 'error' },
        settings: { vllm: { fixes: 'suggested' } },
      });
    expect(found(true).map(({ fix, suggestions }) => [fix, suggestions?.length])).toEqual([[undefined, 1]]);
    expect(found(false)[0]?.fix).toBeDefined();
  });

  it('offers nothing where the language can write nothing', () => {
    const chosen = chooseRepairs(retries, intents, pen('safe'), { ...DEFAULT_SETTINGS, fixes: 'suggested' });
    expect(chosen).toEqual({ suggest: [] });
  });
});

describe('createRule', () => {
  const rule = createRule<'call', { limit: number }>({
    name: 'no-example',
    docs: { description: 'disallow examples', preset: 'all' },
    type: 'problem',
    repairs: false,
    messages: { call: '`{{name}}` {{limit}}' },
    options: { limit: { type: 'integer', description: 'A number.', default: 5 } },
    check({ facts: { calls } }, report, { options }) {
      for (const call of calls) report({ at: call.span, messageId: 'call', data: { name: call.name, limit: String(options.limit) } });
    },
  });
  const code = program`
    import OpenAI from 'openai';
    const client = new OpenAI();
    await client.chat.completions.create({});

  `;
  const lint = (text: string, filename = 'a.js', config: Linter.Config = {}) =>
    new Linter({ configType: 'flat' })
      .verify(
        text,
        [{ files: ['**/*'], plugins: { t: { rules: { 'no-example': rule } } }, rules: { 't/no-example': 'error' }, ...config }],
        { filename },
      )
      .map(({ line, column, endColumn, message }) => `${line}:${column}-${endColumn ?? ''} ${message}`);

  it('reports at the span, with defaults filled in', () => {
    expect(lint(code)).toEqual(['3:31-37 `client.chat.completions.create` 5']);
  });

  it('hands over options', () => {
    expect(lint(code, 'a.js', { rules: { 't/no-example': ['error', { limit: 2 }] } })).toEqual([
      '3:31-37 `client.chat.completions.create` 2',
    ]);
  });

  it.each(['a.test.js', 'src/a.spec.js', 'src/__tests__/a.js', 'tests/a.js'])('leaves the test file %s alone unless asked', (filename) => {
    expect(lint(code, filename)).toEqual([]);
    expect(lint(code, filename, { settings: { vllm: { testFiles: 'report' } } })).toHaveLength(1);
  });

  it.each(['latest/a.js', 'contests/a.js', 'a.testing.js'])('takes %s for no test', (filename) => {
    expect(lint(code, filename)).toHaveLength(1);
  });

  it('takes no file for a test because of the folders above the working directory', () => {
    const linter = new Linter({ configType: 'flat', cwd: '/home/tests/app' });
    const config: Linter.Config[] = [
      { files: ['**/*'], plugins: { t: { rules: { 'no-example': rule } } }, rules: { 't/no-example': 'error' } },
    ];
    expect(linter.verify(code, config, { filename: '/home/tests/app/a.js' })).toHaveLength(1);
    expect(linter.verify(code, config, { filename: '/home/tests/app/tests/a.js' })).toEqual([]);
  });

  it('says which option is wrong', () => {
    expect(() => lint(code, 'a.js', { rules: { 't/no-example': ['error', { limits: 2 }] } })).toThrow(/limits/);
  });

  it('says which setting is wrong', () => {
    expect(() => lint(code, 'a.js', { settings: { vllm: { envvar: 'X' } } })).toThrow('did you mean envVar?');
  });

  it('is silent on text without a signal, and on other languages', () => {
    expect(lint('await create({});')).toEqual([]);
    const parser = {
      parseForESLint: () => ({
        ast: {
          type: 'Program',
          body: [],
          tokens: [],
          comments: [],
          range: [0, 0],
          loc: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } },
        },
        services: { isYAML: true },
      }),
    };
    expect(lint(code, 'a.js', { languageOptions: { parser } })).toEqual([]);
  });
});
