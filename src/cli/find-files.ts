import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, extname, join, sep } from 'node:path';
import { type GitIgnore, gitIgnore, isGitIgnored, readGitIgnore } from '../project/git-ignore.js';
import { LANGUAGES } from '../plugin/languages.js';
import { isSourceFile, languageNames } from './source-files.js';
import { type Unread, reasonOf } from './unread.js';

/** The files of a scan, and what it leaves unread. */
export interface FoundFiles {
  /** Absolute paths, each once. */
  readonly files: readonly string[];
  readonly unread: readonly Unread[];
}

/**
 * Lists the files to lint. In a folder, what git ignores and what other programs write is left out; a file that is given by
 * name is read in any case. No link is followed: what it points to is read under its own name, if it is in the folder.
 *
 * @param paths Absolute paths of existing files and folders.
 * @param root Absolute path of the folder that `ignored` is relative to.
 * @param ignored More patterns to leave out, in the syntax of a `.gitignore`.
 */
export function findFiles(paths: readonly string[], root: string, ignored: readonly string[]): FoundFiles {
  const files = new Set<string>();
  const unread: Unread[] = [];
  const patterns = ignored.flatMap(withoutBraces);
  // People mean the folder that they scan, or the one that they stand in.
  const left = [gitIgnore(root, patterns), gitIgnore(process.cwd(), patterns)];

  /**
   * @param top The real path of the folder that was asked for.
   * @param generated What other programs write.
   * @param outer What git ignores.
   */
  function visitFolder(folder: string, top: string, generated: readonly GitIgnore[], outer: readonly GitIgnore[]): void {
    const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
    // A folder of a Python environment, whatever it is called.
    if (!entries || entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    const own = readGitIgnore(folder);
    const git = own ? [...outer, own] : outer;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      const tested = entry.isDirectory() ? `${path}/` : path;
      if ([generated, git, left].some((ignores) => isGitIgnored(tested, ignores))) continue;
      if (entry.isDirectory()) visitFolder(path, top, generated, git);
      else if (entry.isFile()) visitFile(path);
      else if (entry.isSymbolicLink() && isSourceFile(path)) visitLink(path, top);
    }
  }

  function visitLink(path: string, top: string): void {
    const target = attempt(path, () => realpathSync(path));
    if (target !== undefined && !target.startsWith(top.endsWith(sep) ? top : top + sep))
      unread.push({ path, reason: 'a link out of the scanned folder' });
  }

  function visitFile(path: string): boolean {
    if (isSourceFile(path)) files.add(path);
    else if (COMPONENT.test(path))
      unread.push({ path, reason: `ESLint reads ${extname(path)} files, with their parser in its configuration` });
    else return false;
    return true;
  }

  function attempt<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      unread.push({ path, reason: reasonOf(error) });
      return undefined;
    }
  }

  for (const path of paths) {
    const stats = attempt(path, () => statSync(path));
    if (!stats || isGitIgnored(path, left)) continue;
    if (stats.isDirectory()) visitFolder(path, realpathSync(path), [gitIgnore(path, GENERATED)], ignoresAbove(path));
    else if (!stats.isFile()) unread.push({ path, reason: 'not a regular file' });
    else if (!visitFile(path)) unread.push({ path, reason: `neither ${languageNames('nor', 'without notebooks')}` });
  }
  return { files: [...files], unread };
}

const COMPONENT = /\.(?:vue|svelte|astro)$/;

/** What other programs write: dependencies, build output, minified and vendored code. */
const GENERATED: readonly string[] = [
  ...['.git', 'node_modules', 'dist', 'build', 'out', 'coverage', 'vendor', 'third_party'],
  ...['.next', '.nuxt', '.output', '.svelte-kit', '.vercel', '.turbo', '.cache', '.yarn'],
  ...LANGUAGES.flatMap(({ ignoredFolders = [] }) => ignoredFolders),
  '**/_next/static',
]
  .map((folder) => `${folder}/`)
  .concat('*.min.js', '*.min.mjs', '*.min.cjs', '*.bundle.js', '*-bundle.js', '*.standalone.js', '*-lock.*');

/** The ignore files above a folder, up to the root of its repository; without those that leave out the folder itself, because it was asked for. */
function ignoresAbove(folder: string): readonly GitIgnore[] {
  const above: string[] = [];
  let top = folder;
  while (!existsSync(join(top, '.git'))) {
    if (top === dirname(top)) return [];
    top = dirname(top);
    above.unshift(top);
  }
  return above.flatMap((each) => readGitIgnore(each) ?? []).filter((found) => !isGitIgnored(`${folder}/`, [found]));
}

/** `*.{test,spec}.ts` is `*.test.ts` and `*.spec.ts`; git knows no braces. */
function withoutBraces(pattern: string): readonly string[] {
  const [braces, choices = ''] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  return braces === undefined ? [pattern] : choices.split(',').flatMap((choice) => withoutBraces(pattern.replace(braces, () => choice)));
}
