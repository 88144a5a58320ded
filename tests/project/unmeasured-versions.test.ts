import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { workspace } from './workspace.js';
import { program } from '../program.js';

const LM = program`
  import { LMStudioClient } from '@lmstudio/sdk';
  const client = new LMStudioClient();
  const model = await client.llm.load('m');
  console.log(model);

`;
const GOT =
  "import got from 'got';\nconst { body } = await got.post(`${process.env.VLLM_BASE_URL}/chat/completions`, {});\nconsole.log(body);\n";
const OPENAI = program`
  import OpenAI from 'openai';
  const answer = await new OpenAI().chat.completions.create({ model: 'm', messages: [] });
  console.log(answer);

`;

async function lint(code: string, dependencies: Record<string, string>) {
  const root = workspace({ 'package.json': JSON.stringify({ dependencies }), 'ask.mjs': code });
  const rules = { 'vllm/require-connection-error-handling': 'error', 'vllm/require-retry': 'error' };
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [{ files: ['**/*.mjs'], plugins: { vllm: plugin }, rules, languageOptions: { parser } }] as never,
  });
  const [result] = await eslint.lintFiles(['ask.mjs']);
  return result?.messages ?? [];
}

describe('a version of a library that was not measured', () => {
  it.each([
    ['LM Studio before 1', LM, { '@lmstudio/sdk': '^0.0.12' }, 'the LM Studio SDK throws an error:'],
    ['a later LM Studio', LM, { '@lmstudio/sdk': '^7.0.0' }, 'the LM Studio SDK throws an error:'],
    ['got 9', GOT, { got: '9.6.0' }, '`got` throws an error:'],
    ['openai 3', OPENAI, { openai: '^3.3.0' }, 'the OpenAI SDK throws an error:'],
  ])('%s: no class, no number, no retry', async (_what, code, dependencies, words) => {
    const messages = await lint(code, dependencies);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['vllm/require-connection-error-handling']);
    expect(messages[0]?.message.toLowerCase()).toContain(words.toLowerCase());
    expect(messages[0]?.message).not.toMatch(/ECONNREFUSED|APIConnectionError|RequestError|\d/);
    for (const { fix } of messages[0]?.suggestions ?? []) expect(fix.text).not.toMatch(/ECONNREFUSED|instanceof/);
  });

  it.each([
    ['LM Studio 1', LM, { '@lmstudio/sdk': '^1.2.0' }, ['require-connection-error-handling', 'require-retry']],
    ['got 14', GOT, { got: '^14.0.0' }, ['require-connection-error-handling', 'require-retry']],
    ['openai 5', OPENAI, { openai: '^5.0.0' }, ['require-connection-error-handling']],
    ['no manifest entry', LM, {}, ['require-connection-error-handling', 'require-retry']],
  ])('%s: what was measured', async (_what, code, dependencies, ids) => {
    const messages = await lint(code, dependencies);
    expect(messages.map(({ ruleId }) => ruleId?.replace('vllm/', '')).sort()).toEqual(ids);
    expect(messages.some(({ message }) => /ECONNREFUSED|APIConnectionError|RequestError/.test(message))).toBe(true);
  });
});
