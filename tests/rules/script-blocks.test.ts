import * as tsParser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import * as svelteParser from 'svelte-eslint-parser';
import { describe, expect, it } from 'vitest';
import * as vueParser from 'vue-eslint-parser';
import plugin from '../../src/index.js';
import { program } from '../program.js';

const rules = {
  'vllm/no-hardcoded-base-url': 'error',
  'vllm/require-connection-error-handling': 'error',
  'vllm/require-retry': 'error',
} as const;

function verifyAndFix(code: string, extension: 'vue' | 'svelte', lang: string): Linter.FixReport {
  const parser = extension === 'vue' ? vueParser : svelteParser;
  const parserOptions = { parser: lang === 'ts' ? tsParser : undefined, extraFileExtensions: [`.${extension}`] };
  const config = {
    files: [`**/*.${extension}`],
    plugins: { vllm: plugin },
    rules,
    settings: { vllm: { env: 'import.meta.env' } },
    languageOptions: { parser, parserOptions },
  };
  return new Linter().verifyAndFix(code, [config], { filename: `src/Chat.${extension}` });
}

const SCRIPT = program`
  import OpenAI from 'openai';

  const client = new OpenAI({ baseURL: 'http://localhost:8000/v1', dangerouslyAllowBrowser: true }); // keep

  async function send() {
    const answer = await client.chat.completions.create({ model: 'm', messages: [] });
    console.log(answer);
  }
  send();

`;

describe.each([
  ['vue', 'js', `<script setup>\n${SCRIPT}</script>\n\n<template>\n  <button @click="send">Send</button>\n</template>\n`],
  ['vue', 'ts', `<template>\n  <p>http://localhost:8000/v1</p>\n</template>\n\n<script setup lang="ts">\n${SCRIPT}</script>\n`],
  ['svelte', 'js', `<script>\n${SCRIPT}</script>\n\n<button on:click={send}>Send</button>\n`],
  ['svelte', 'ts', `<script lang="ts">\n${SCRIPT}</script>\n\n<button onclick={send}>Send</button>\n`],
] as const)('a .%s file with %s', (extension, lang, code) => {
  it('is fixed inside its script, and nothing else changes', () => {
    const { output, messages } = verifyAndFix(code, extension, lang);
    expect(output).toBe(
      code.replace(`'http://localhost:8000/v1', danger`, `import.meta.env.VLLM_BASE_URL || 'http://localhost:8000/v1', danger`),
    );
    expect(messages.map((message) => message.ruleId)).toEqual(['vllm/require-connection-error-handling']);
  });

  it('has suggestions that apply', () => {
    const [finding] = verifyAndFix(code, extension, lang).messages;
    expect(finding?.suggestions?.length).toBeGreaterThan(0);
    const { output } = verifyAndFix(code, extension, lang);
    for (const { fix } of finding?.suggestions ?? []) {
      const repaired = output.slice(0, fix.range[0]) + fix.text + output.slice(fix.range[1]);
      expect(verifyAndFix(repaired, extension, lang).messages).toEqual([]);
      expect(repaired).toContain('// keep');
    }
  });
});
