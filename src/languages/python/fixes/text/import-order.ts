import { existsSync } from 'node:fs';
import path from 'node:path';
import { STANDARD_LIBRARY } from '../../../../catalog/runtimes/python-standard-library.js';

/** The sections of an import block, in isort's order: standard library, third party, first party, relative. */
export type ImportSection = 0 | 1 | 2 | 3;

/** What isort compares of an import statement. */
export interface ImportKey {
  readonly section: ImportSection;
  /** `from x import y`, which stands behind `import x`. */
  readonly isFrom: boolean;
  /** Leading dots; more of them come first. */
  readonly level: number;
  readonly module: string;
}

/** The section of a module as a file imports it. */
export function sectionOf(module: string, level: number, filename: string): ImportSection {
  if (level > 0) return 3;
  const [root = module] = module.split('.');
  if (STANDARD_LIBRARY.has(root)) return 0;
  return isFirstParty(root, filename) ? 2 : 1;
}

/** Ruff's and isort's order within one section. */
export function compareImports(a: ImportKey, b: ImportKey): number {
  return Number(a.isFrom) - Number(b.isFrom) || compareModules(a, b);
}

/** The order of `force-sort-within-sections`, where `import` and `from` are mixed. */
export function compareMixed(a: ImportKey, b: ImportKey): number {
  return compareModules(a, b) || Number(a.isFrom) - Number(b.isFrom);
}

/** The order of the names of one `from` import: constants, classes, then the others. */
export function compareMembers(a: string, b: string): number {
  return memberRank(a) - memberRank(b) || natural(a, b);
}

function compareModules(a: ImportKey, b: ImportKey): number {
  return b.level - a.level || natural(a.module, b.module);
}

function memberRank(name: string): number {
  if (name.length > 1 && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

/** Without regard to case, digits as numbers; then as characters. */
function natural(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x === y) return a < b ? -1 : Number(a > b);
  const [xs, ys] = [x.split(/(\d+)/), y.split(/(\d+)/)];
  for (const [i, part] of xs.entries()) {
    const other = ys[i];
    if (other === undefined) return 1;
    if (part === other) continue;
    const [m, n] = [Number(part), Number(other)];
    if (i % 2 === 1 && m !== n) return m - n;
    return part < other ? -1 : 1;
  }
  return -1;
}

/** Answers by folder and module: a file asks for each of its imports. */
const known = new Map<string, { readonly at: number; readonly isOwn: boolean }>();
/** Milliseconds after which the disk is asked again. */
const STALE_AFTER = 2000;

/** Whether the project's root, or its `src`, has the module. */
function isFirstParty(root: string, filename: string): boolean {
  if (!path.isAbsolute(filename)) return false;
  const folder = path.dirname(filename);
  const key = `${folder}\n${root}`;
  const before = known.get(key);
  if (before && Date.now() - before.at < STALE_AFTER) return before.isOwn;
  const top = projectRoot(folder);
  const isOwn = [top, path.join(top, 'src')].some((each) => existsSync(path.join(each, `${root}.py`)) || existsSync(path.join(each, root)));
  if (known.size > 5000) known.clear();
  known.set(key, { at: Date.now(), isOwn });
  return isOwn;
}

function projectRoot(folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (ROOT_MARKERS.some((name) => existsSync(path.join(at, name)))) return at;
    if (path.dirname(at) === at) return folder;
  }
}

const ROOT_MARKERS = ['pyproject.toml', 'ruff.toml', '.ruff.toml', 'setup.py', 'setup.cfg', '.git'];
