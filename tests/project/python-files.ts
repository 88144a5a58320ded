import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Linter } from 'eslint';
import { afterAll } from 'vitest';
import plugin from '../../src/index.js';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes a project of Python files to a folder of its own; removed after the tests of the file. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'vllm-project-')));
  folders.push(root);
  for (const [name, text] of Object.entries(files)) write(root, name, text);
  return root;
}

export function write(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The findings of one rule in one file of a project, as `line place-of-the-caller`. */
export function findings(
  root: string,
  name: string,
  text: string,
  rule = 'require-connection-error-handling',
  settings: object = {},
): string[] {
  const config: Linter.Config[] = [...plugin.configs.python, { files: ['**/*.py'], settings: { vllm: settings } }];
  return new Linter({ cwd: root })
    .verify(text, config, { filename: path.join(root, name) })
    .filter(({ ruleId, fatal }) => fatal === true || ruleId === `vllm/${rule}`)
    .map(({ line, message }) => `${String(line)} ${/called at `([^`]+)`/.exec(message)?.[1] ?? 'here'}`);
}
