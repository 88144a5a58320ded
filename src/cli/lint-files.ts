import { readFileSync, writeFileSync } from 'node:fs';
import type { ESLint } from 'eslint';
import { onlyOurs } from './own-messages.js';
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
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      unread.push({ path, reason: reasonOf(error) });
      continue;
    }
    try {
      for (const result of await eslint.lintText(text, { filePath: path })) {
        results.push(onlyOurs(result));
        if (result.output !== undefined) write(path, result.output);
      }
    } catch (error) {
      unread.push({ path, reason: `internal error: ${firstLine(error)}`, isInternalError: true });
    }
  }
  return { results, unread };

  function write(path: string, text: string): void {
    try {
      writeFileSync(path, text);
    } catch (error) {
      unread.push({ path, reason: reasonOf(error), isUnwritten: true });
    }
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
