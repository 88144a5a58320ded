import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Linter } from 'eslint';
import { expect } from 'vitest';
import plugin from '../../src/index.js';
import { boundsOf, titleFaultsOf } from '../plugin/message-bounds.js';

/** Files of an application, by their paths; the first one is linted. */
export type Files = Readonly<Record<string, string>>;

/** One rule's findings in the first file of an application, as ESLint reports them, with its text after the fixes. */
export interface DeploymentFindings {
  readonly messages: readonly Linter.LintMessage[];
  /** `line:column message`. */
  readonly places: readonly string[];
  /** After `--fix`, in as many passes as it takes. */
  readonly fixed: string;
}

/** Lints the first of some files with one rule, in a folder of their own. */
export function lintDeployment(rule: string, files: Files | string, options?: object): DeploymentFindings {
  const all: Files = typeof files === 'string' ? { 'compose.yaml': files } : files;
  const folder = mkdtempSync(join(tmpdir(), 'vllm-deployment-'));
  try {
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    mkdirSync(join(folder, '.git'));
    const [name = '', text = ''] = Object.entries(all)[0] ?? [];
    const config: Linter.Config[] = [
      ...plugin.configs.deployment.map((one) => ({ ...one, rules: {} })),
      { files: ['**/*'], rules: { [`vllm/${rule}`]: ['error', ...(options ? [options] : [])] } },
    ];
    const linter = new Linter({ cwd: folder });
    const filename = join(folder, name);
    const messages = linter.verify(text, config, { filename });
    for (const { message, suggestions = [], fatal } of messages) {
      expect(fatal, message).toBeFalsy();
      expect(boundsOf(message), message).toEqual([]);
      for (const { desc } of suggestions) if (!desc.startsWith('Disable `')) expect(titleFaultsOf(desc), desc).toEqual([]);
    }
    return {
      messages,
      places: messages.map(({ line, column, message }) => `${line}:${column} ${message}`),
      fixed: linter.verifyAndFix(text, config, { filename }).output,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The lines of a rule's findings. */
export function linesOf(rule: string, files: Files | string, options?: object): readonly number[] {
  return lintDeployment(rule, files, options).messages.map(({ line }) => line);
}

/** A text after one suggestion of its only finding. */
export function suggested(rule: string, files: Files | string, index = 0, options?: object): string {
  const { messages } = lintDeployment(rule, files, options);
  const text = typeof files === 'string' ? files : (Object.values(files)[0] ?? '');
  const suggestion = messages[0]?.suggestions?.[index];
  if (messages.length !== 1 || !suggestion) throw new Error(`no suggestion ${index}: ${JSON.stringify(messages)}`);
  const [start, end] = suggestion.fix.range;
  return text.slice(0, start) + suggestion.fix.text + text.slice(end);
}
