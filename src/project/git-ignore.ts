import { lstatSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { textOfFile } from '../engine/file-text.js';

/** Bytes beyond which a `.gitignore` is not read. */
const MAX_SIZE = 1_000_000;

/** What one `.gitignore` leaves out, and the folder that its patterns are relative to. */
export interface GitIgnore {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * Reads a folder's `.gitignore`.
 *
 * @returns `undefined` where there is none, or it cannot be read.
 */
export function readGitIgnore(folder: string): GitIgnore | undefined {
  const file = join(folder, '.gitignore');
  try {
    // No link is followed.
    const text = lstatSync(file, { throwIfNoEntry: false })?.isFile() ? textOfFile(file, MAX_SIZE) : undefined;
    return text === undefined ? undefined : gitIgnore(folder, text);
  } catch {
    return undefined;
  }
}

/** Patterns in the syntax of a `.gitignore`. */
export function gitIgnore(folder: string, patterns: string | readonly string[]): GitIgnore {
  return { folder, rules: ignore().add(patterns) };
}

/**
 * Whether ignore files leave a path out. The innermost one that mentions it decides.
 *
 * @param path Absolute; a folder's ends with a slash.
 * @param ignores From the outermost folder to the innermost.
 */
export function isGitIgnored(path: string, ignores: readonly GitIgnore[]): boolean {
  for (const { folder, rules } of ignores.toReversed()) {
    const inside = relative(folder, path).split(sep).join('/');
    if (inside === '' || inside === '..' || inside.startsWith('../') || isAbsolute(inside)) continue;
    const { ignored, unignored } = rules.test(path.endsWith('/') ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}
