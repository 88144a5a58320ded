import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { textOfFile } from '../../../engine/file-text.js';

/** What the `package.json` files above a source file say, up to the root of its repository. */
export interface ProjectManifest {
  /** The version range of a dependency of any kind, as the nearest manifest has it; `undefined` where none does. */
  rangeOf(name: string): string | undefined;
  /** The first major that a dependency's range names; `undefined` where it is no dependency or has no number. */
  majorOf(name: string): number | undefined;
  /** Whether `@types/node` can be found. */
  hasNodeTypes(): boolean;
  /** The file's path below the folder of the nearest manifest. */
  readonly pathBelow: string;
  /** Whether an `index.html` stands beside the nearest manifest: what Vite builds. */
  hasPage(): boolean;
  /** Whether the types of `import.meta.env` are in the project: a file that refers to them, or a setting of TypeScript. */
  hasClientTypes(): boolean;
}

/** A folder on the way from a source file to the root of its repository. */
interface Level {
  readonly folder: string;
  isRoot: boolean;
  /** When `package.json` and `.git` were last looked for. */
  checkedAt: number;
  /** Modification time and size of the `package.json` that `ranges` comes from; nothing where there is none, or it says nothing. */
  stamp: string | undefined;
  /** Names and version ranges of all kinds of dependencies; nothing without a manifest. */
  ranges: ReadonlyMap<string, string> | undefined;
}

/** Every file below a folder asks for the same levels. */
const levels = new Map<string, Level>();
/** Milliseconds after which a manifest is looked up again: an editor keeps the process for days. */
const STALE_AFTER = 2000;
/** Bytes beyond which a `package.json` is not read. */
const MAX_SIZE = 1_000_000;

/** The manifest for a file, by its absolute path; `undefined` where there is none, or the path is made up. */
export function manifestFor(filename: string): ProjectManifest | undefined {
  if (!path.isAbsolute(filename)) return undefined;
  const above = levelsAbove(filename);
  if (!above.some(({ ranges }) => ranges)) return undefined;
  const nearest = above.find(({ ranges }) => ranges)?.folder ?? '';
  const rangeOf = (name: string): string | undefined => above.find(({ ranges }) => ranges?.has(name))?.ranges?.get(name);
  return {
    rangeOf,
    majorOf: (name) => firstMajor(rangeOf(name) ?? ''),
    hasNodeTypes: () =>
      rangeOf('@types/node') !== undefined ||
      rangeOf('@types/bun') !== undefined ||
      above.some(({ folder }) => existsSync(path.join(folder, 'node_modules', '@types', 'node'))),
    pathBelow: path.relative(nearest, filename),
    hasPage: () => existsSync(path.join(nearest, 'index.html')),
    hasClientTypes: () =>
      above.some(
        ({ folder }) =>
          CLIENT_TYPES.some((file) => existsSync(path.join(folder, file))) ||
          TYPESCRIPT_SETTINGS.some((file) => /\/client["']/.test(textOfFile(path.join(folder, file), MAX_SIZE) ?? '')),
      ),
  };
}

/** Where the templates of Vite, Astro and WXT put them. */
const CLIENT_TYPES = [
  'src/vite-env.d.ts',
  'vite-env.d.ts',
  'src/env.d.ts',
  'env.d.ts',
  'app/env.d.ts',
  '.astro/types.d.ts',
  '.wxt/wxt.d.ts',
];
const TYPESCRIPT_SETTINGS = ['tsconfig.json', 'tsconfig.app.json'];

/** The nearest first. */
function levelsAbove(filename: string): readonly Level[] {
  const now = Date.now();
  const found: Level[] = [];
  for (let folder = path.dirname(filename); ; folder = path.dirname(folder)) {
    const level = levelOf(folder, now);
    found.push(level);
    if (level.isRoot) return found;
  }
}

function levelOf(folder: string, now: number): Level {
  let level = levels.get(folder);
  if (level && now - level.checkedAt < STALE_AFTER) return level;
  level ??= { folder, isRoot: false, checkedAt: now, stamp: undefined, ranges: undefined };
  levels.set(folder, level);
  const file = path.join(folder, 'package.json');
  const stamp = stampOf(file);
  if (stamp !== level.stamp) level.ranges = stamp === undefined ? undefined : rangesIn(file);
  // What could not be read is tried again: it may be readable later, at the same age.
  level.stamp = level.ranges && stamp;
  level.isRoot = path.dirname(folder) === folder || existsSync(path.join(folder, '.git'));
  level.checkedAt = now;
  return level;
}

/** Of `^5.1`, `workspace:~5`, `npm:ai@5`; a link or an address (`file:../ai2`, `github:someone/ai`) names none. */
function firstMajor(range: string): number | undefined {
  const version = range.replace(/^npm:@?[^@]{0,300}@|^workspace:/, '');
  const digits = /[:/]/.test(version) ? undefined : /\d+/.exec(version);
  return digits ? Number(digits[0]) : undefined;
}

function stampOf(file: string): string | undefined {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() && stat.size <= MAX_SIZE ? `${stat.mtimeMs} ${stat.size}` : undefined;
  } catch {
    // No permission, or a file where a folder should be: it says nothing.
    return undefined;
  }
}

function rangesIn(file: string): ReadonlyMap<string, string> | undefined {
  const content = parse(file);
  if (!content) return undefined;
  const ranges = new Map<string, string>();
  for (const kind of ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']) {
    const entries = content[kind];
    if (typeof entries !== 'object' || entries === null) continue;
    for (const [name, range] of Object.entries(entries)) if (!ranges.has(name) && typeof range === 'string') ranges.set(name, range);
  }
  return ranges;
}

function parse(file: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(textOfFile(file, MAX_SIZE) ?? '');
    return typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as Record<string, unknown>) : undefined;
  } catch {
    // It vanished, or it is no JSON: it says nothing.
    return undefined;
  }
}
