import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { cpuTime } from '../cpu-time.js';
import { program } from '../program.js';

const N = 50_000;
const JS = "import OpenAI from 'openai';\nconst c = new OpenAI({ baseURL: 'http://localhost:8000/v1' });\n";
const PY = program`
  from openai import OpenAI
  c = OpenAI(base_url='http://localhost:8000/v1')
  c.chat.completions.create()

`;
const python = (url: string, after = ''): string => `from openai import OpenAI\nc = OpenAI(base_url='${url}'${after})\n`;
const javascript = (url: string): string => `import OpenAI from 'openai';\nnew OpenAI({ baseURL: '${url}' });\n`;

/** All rules, with their repairs, over a text. */
function lint(file: string, code: string): readonly Linter.LintMessage[] {
  const configs = [{ files: ['**/*.js'], languageOptions: { parser } }, plugin.configs.all, ...plugin.configs.python];
  return new Linter().verify(code, configs, { filename: file });
}

/** Regular expressions that try again at each character take seconds for these. */
describe('a text of 50,000 characters takes no second', () => {
  it.each([
    ['spaces in a comment that disables a rule', 'x.py', `${PY}# eslint-disable-next-line ${' '.repeat(N)}x${' #'.repeat(10)}\nx = 1\n`],
    ['spaces in front of a comment', 'x.py', `${PY}c.chat.completions.create()${' '.repeat(N)}# eslint\n`],
    ['slashes in a URL (Python)', 'x.py', python(`http://localhost:8000${'/'.repeat(N)}x`)],
    ['slashes in an f-string', 'x.py', python(`http://{x}${'/'.repeat(N)}x`).replace("'http", "f'http")],
    ['a name in braces', 'x.py', python(`http://localhost:8000/{${'a'.repeat(N)}`, '.format(a=1)')],
    ['open braces', 'x.py', python(`http://localhost:8000/${'{'.repeat(N)}`, '.format(a=1)')],
    ['a name in a template', 'x.py', python(`http://localhost:8000/%(${'a'.repeat(N)}`, ' % x')],
    ['slashes in a URL (JavaScript)', 'x.js', javascript(`http://localhost:8000${'/'.repeat(N)}x`)],
    ['slashes in the middle of a URL', 'x.js', javascript(`http://localhost:8000/a${'/'.repeat(N)}x/chat/completions`)],
    ['slashes in a template literal', 'x.js', javascript('@').replace("'@'", `\`http://\${host}${'/'.repeat(N)}x\``)],
    ['question marks in a URL', 'x.js', javascript(`http://localhost:8000/v1${'?'.repeat(N)}\\n`)],
    ['a long host', 'x.js', `await fetch('http://${'a.'.repeat(N)}b:8000/v1/chat/completions');\n`],
    ['spaces around a call', 'x.js', `${JS}${' '.repeat(N)}await c.chat.completions.create({});${' '.repeat(N)}\n`],
    ['spaces in an import', 'x.js', `import {${' '.repeat(N)}a } from "./x";\n${JS}`],
    ['a long name', 'x.js', `${JS}const ${'_'.repeat(N)} = await c.chat.completions.create({});\n`],
  ])('%s', (_, file, code) => {
    expect(cpuTime(() => lint(file, code))).toBeLessThan(1000);
  });

  it('and is no URL: nothing is said of it', () => {
    const ids = (url: string) => lint('x.js', javascript(url)).map(({ ruleId }) => ruleId);
    expect(ids(`http://localhost:8000/v1?${'a'.repeat(N)}`)).not.toContain('vllm/no-hardcoded-base-url');
    expect(ids(`http://localhost:8000/v1?${'a'.repeat(300)}`)).toContain('vllm/no-hardcoded-base-url');
  });
});

describe('operators that nest 6,000 times', () => {
  it.each([
    ['additions', Array.from({ length: 6000 }, () => "'a'").join(' + ')],
    ['calls', `y${'.m()'.repeat(6000)}`],
    ['negations', `${'not '.repeat(700)}y`],
  ])('%s: the findings of any other file, with their fixes', (_, expression) => {
    const messages = lint('x.py', `${PY}x = ${expression}\n`);
    const hardcoded = messages.find(({ ruleId }) => ruleId === 'vllm/no-hardcoded-base-url');
    expect([hardcoded?.fix !== undefined, messages.some(({ ruleId }) => ruleId === 'vllm/require-connection-error-handling')]).toEqual([
      true,
      true,
    ]);
  });
});
