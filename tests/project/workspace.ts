import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ESLint } from 'eslint';
import * as parser from '@typescript-eslint/parser';
import { onTestFinished } from 'vitest';
import plugin from '../../src/index.js';

/** Writes files into a new folder that is gone after the test. Gives the folder. */
export function workspace(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'vllm-project-')));
  onTestFinished(() => {
    rmSync(root, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) write(root, name, text);
  return root;
}

export function write(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Lints one file as ESLint would from the folder: `line rule-name: what the message says of the caller`. */
export async function lint(root: string, name: string, settings: object = {}, options: object = {}): Promise<readonly string[]> {
  const rules = { 'vllm/require-connection-error-handling': ['error', options], 'vllm/require-retry': 'error' };
  const eslint = new ESLint({
    cwd: root,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.{js,cjs,mjs,ts,tsx}'], plugins: { vllm: plugin }, rules, settings: { vllm: settings }, languageOptions: { parser } },
      ...[plugin.configs.python].flat().map((config) => ({ ...config, rules: config.language ? rules : {}, settings: { vllm: settings } })),
    ] as never,
  });
  const [result] = await eslint.lintFiles([name]);
  return (result?.messages ?? []).map(({ line, ruleId, message }) => {
    const caller = /\(called at `(\S+)`\)/.exec(message)?.[1];
    return `${String(line)} ${ruleId?.replace('vllm/', '') ?? message}${caller === undefined ? '' : ` (${caller})`}`;
  });
}
