import { readFileSync, writeFileSync } from 'node:fs';
import type { ESLint } from 'eslint';
import { onlyOurs } from './only-ours.js';
import { type Unread, reasonOf } from './unread.js';

/** What a scan has found, and what it could not read. */
export interface Scan {
  readonly results: ESLint.LintResult[];
  readonly unread: readonly Unread[];
}

/**
 * Lints files one by one, so that one that cannot be read, or that the linter fails on, does not end the scan. Writes
 * what was fixed.
 *
 * @param files Absolute paths.
 */
export async function lintFiles(eslint: Pick<ESLint, 'lintText'>, files: readonly string[]): Promise<Scan> {
  const results: ESLint.LintResult[] = [];
  const unread: Unread[] = [];
  for (const path of files) {
    const text = attempt(path, () => readFileSync(path, 'utf8'));
    if (text === undefined) continue;
    try {
      for (const result of await eslint.lintText(text, { filePath: path })) {
        const { output } = result;
        if (output !== undefined) attempt(path, () => (writeFileSync(path, output), true));
        results.push(onlyOurs(result));
      }
    } catch (error) {
      unread.push({ path, reason: `internal error: ${firstLine(error)}`, isInternalError: true });
    }
  }
  return { results, unread };

  function attempt<T>(path: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      unread.push({ path, reason: reasonOf(error) });
      return undefined;
    }
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
