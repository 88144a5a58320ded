import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { textOfFile } from '../engine/file-text.js';

/** What a repository's root holds; in a submodule or a worktree `.git` is a file. */
const REPOSITORY = ['.git', '.hg', '.jj', '.svn'];
/** What the root of a workspace, or of an installation, holds. */
const WORKSPACE = [
  'pnpm-workspace.yaml',
  'lerna.json',
  'nx.json',
  'rush.json',
  'turbo.json',
  'pants.toml',
  'MODULE.bazel',
  'WORKSPACE',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pixi.lock',
  'Pipfile.lock',
];
/** What the folder of a package holds. */
const MANIFEST = ['package.json', 'deno.json', 'pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'Pipfile'];

/** Bytes beyond which a `package.json` is not read. */
const MAX_SIZE = 1_000_000;
/** Milliseconds after which a root is looked for again: an editor keeps the process for days. */
const STALE_AFTER = 2000;

const known = new Map<string, { readonly at: number; readonly root: string | undefined }>();

/**
 * The root of the project around a file: its repository, whatever paths or working directory a linter was given. Without
 * one the workspace around it, else its package or the working directory, whichever is larger.
 *
 * @param file Absolute.
 * @param cwd The linter's working directory.
 * @returns `undefined` where nothing says which files belong together.
 */
export function projectRoot(file: string, cwd: string): string | undefined {
  const folder = path.dirname(file);
  const key = `${folder}\0${cwd}`;
  const before = known.get(key);
  if (before && Date.now() - before.at < STALE_AFTER) return before.root;
  const root = find(folder, cwd);
  known.set(key, { at: Date.now(), root });
  return root;
}

function find(folder: string, cwd: string): string | undefined {
  const above = foldersAbove(folder);
  const repository = above.find((at) => holds(at, REPOSITORY));
  if (repository !== undefined && isProject(repository)) return repository;
  const own = above.slice(0, Math.max(0, above.findIndex(isWide)));
  const workspace = own.findLast((at) => holds(at, WORKSPACE) || declaresWorkspaces(at));
  if (workspace !== undefined) return workspace;
  const manifest = own.find((at) => holds(at, MANIFEST));
  const working = [cwd, process.cwd()].filter((at) => above.includes(at) && isProject(at));
  const [outermost] = [...working, ...(manifest === undefined ? [] : [manifest])].sort((a, b) => a.length - b.length);
  return outermost;
}

/** A folder and those around it, the nearest first. */
function foldersAbove(folder: string): readonly string[] {
  const above = [folder];
  for (let at = folder; path.dirname(at) !== at;) above.push((at = path.dirname(at)));
  return above;
}

/**
 * Whether a folder is wider than any project: the home of a user, what is around it (`/home`, `/`), or the place of
 * temporary files. People keep their settings in a repository there.
 */
function isWide(folder: string): boolean {
  return [homedir(), tmpdir()].some((wide) => wide === folder || wide.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep));
}

/** A home is a project only if it is a package too, as in some containers; what is around one never is. */
function isProject(folder: string): boolean {
  return !isWide(folder) || (folder === homedir() && path.dirname(folder) !== folder && holds(folder, MANIFEST));
}

function holds(folder: string, names: readonly string[]): boolean {
  return names.some((name) => existsSync(path.join(folder, name)));
}

/** `workspaces` of npm, Yarn and Bun, `workspace` of Deno. */
function declaresWorkspaces(folder: string): boolean {
  const texts = ['package.json', 'deno.json'].flatMap((name) => textOfFile(path.join(folder, name), MAX_SIZE) ?? []);
  return texts.some((text) => /"workspaces?"\s{0,99}:/.test(text));
}
