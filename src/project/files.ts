import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { textOfFile } from '../engine/file-text.js';
import type { ProjectFiles } from '../model/project.js';

/** The source files of a project, as far as they may be read. */
export interface SourceFiles extends ProjectFiles {
  /** A file's text and what was made of it the first time; `undefined` where it cannot be read, or is too large. */
  read<T>(file: string, make: (text: string) => T): T | undefined;
  /** Text of a file; kept while there is room. */
  text(file: string): string | undefined;
  /**
   * Looks whether files have come, gone or changed. Cheap when asked again at once: looking takes at most one part in
   * {@link SHARE} of the time.
   *
   * @returns Whether anything did.
   */
  refresh(): boolean;
  /** Whether all files are known: no folder refused to be read, and there are not too many. */
  isWhole(): boolean;
}

/** Bytes beyond which a file is not read. */
const MAX_SIZE = 1_000_000;
/** Files beyond which a project is too large to look for callers in. */
const MAX_FILES = 50_000;
/** Files of which one look asks whether they changed. */
const MAX_CHECKED = 1000;
/** Milliseconds between two looks at the folders. */
const FRESH_FOR = 2000;
const SHARE = 200;
/** Characters of text that are kept. */
const MAX_KEPT = 8_000_000;

/** Folders in which no source of the project lies, whatever the ignore files say. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'dist',
  'build',
  'out',
  'coverage',
  'vendor',
  'venv',
  'site-packages',
  '__pycache__',
]);

/**
 * Hidden folders that belong to tools: histories, installed packages, caches, compiled code. Others hold sources of the
 * project: `.server` of Remix and React Router, `.vitepress`, `.storybook`, `.github`.
 */
const OF_TOOLS: ReadonlySet<string> = new Set(
  [
    'git hg svn jj sl history Trash',
    'next nuxt output svelte-kit vercel netlify vinxi tanstack react-router astro docusaurus angular expo open-next wrangler firebase amplify sst serverless aws-sam terraform webpack nitro data',
    'yarn pnpm pnpm-store npm bun deno turbo nx nyc_output swc',
    'venv virtualenv tox nox eggs pixi conda mypy_cache ruff_cache pytest_cache pytype hypothesis ipynb_checkpoints ipython jupyter local',
    'idea vs vscode-test vscode-server cursor-server gradle m2 cargo rustup direnv devenv',
  ].flatMap((names) => names.split(' ').map((name) => `.${name}`)),
);

/** A folder of a Python environment has this file. */
const ENVIRONMENT = 'pyvenv.cfg';

/** Files whose folders a resolver asks for. */
const MARKERS: ReadonlySet<string> = new Set(['package.json', 'tsconfig.json', 'jsconfig.json', 'pyproject.toml', 'setup.py', 'setup.cfg']);

interface Kept {
  readonly changed: number;
  readonly size: number;
  readonly made: unknown;
}

/**
 * The files below a root, found when first asked for. No link is followed, and what `.gitignore` files leave out is
 * not seen.
 */
export function createSourceFiles(root: string, isSource: (file: string) => boolean): SourceFiles {
  const real = realpath(root);
  let files: ReadonlySet<string> | undefined;
  let markers = new Map<string, string[]>();
  const kept = new Map<string, Kept>();
  const texts = new Map<string, string>();
  let room = MAX_KEPT;
  /** When folders, and files that say how imports are resolved, were changed. */
  const stamps = new Map<string, number | undefined>();
  let checked = 0;
  let lookAgainAt = 0;
  let isComplete = true;

  function found(): ReadonlySet<string> {
    if (files) return files;
    markers = new Map();
    stamps.clear();
    isComplete = true;
    const all = new Set<string>();
    walk(real, [], all, markers);
    lookAgainAt = Date.now() + FRESH_FOR;
    return (files = all);
  }

  /** @param ignores What the folders above leave out, each with its folder. */
  function walk(folder: string, ignores: readonly Ignores[], all: Set<string>, marked: Map<string, string[]>): void {
    if (all.size > MAX_FILES) {
      isComplete = false;
      return;
    }
    stamp(folder);
    const entries = entriesOf(folder);
    if (!entries) {
      isComplete = false;
      return;
    }
    if (folder !== real && entries.some((entry) => entry.name === ENVIRONMENT)) return;
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
      ? [...ignores, { folder, ignore: ignoreFile(path.join(folder, '.gitignore')) }]
      : ignores;
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isSkipped(entry.name) || isIgnored(`${file}/`, own)) continue;
        walk(file, own, all, marked);
      } else if (entry.isFile()) {
        if (MARKERS.has(entry.name)) {
          marked.set(entry.name, [...(marked.get(entry.name) ?? []), folder]);
          stamp(file);
        }
        if (isSource(file) && !isIgnored(file, own)) all.add(file);
      }
    }
  }

  function stamp(place: string): void {
    stamps.set(place, statOf(place)?.mtimeMs);
  }

  function read<T>(file: string, make: (text: string) => T): T | undefined {
    const known = kept.get(file);
    if (known) return known.made as T;
    const stat = statOf(file);
    const text = stat?.isFile() ? textOfFile(file, MAX_SIZE) : undefined;
    const made = text === undefined ? undefined : make(text);
    kept.set(file, { changed: stat?.mtimeMs ?? 0, size: stat?.size ?? -1, made });
    keep(file, text);
    return made;
  }

  function keptText(file: string): string | undefined {
    const known = texts.get(file);
    if (known !== undefined) return known;
    const text = statOf(file)?.isFile() ? textOfFile(file, MAX_SIZE) : undefined;
    keep(file, text);
    return text;
  }

  /** Only of what is looked at again when files change. */
  function keep(file: string, text: string | undefined): void {
    if (text === undefined || room < text.length || !kept.has(file)) return;
    room -= text.length;
    texts.set(file, text);
  }

  function refresh(): boolean {
    if (!files || Date.now() < lookAgainAt) return false;
    const started = performance.now();
    let changed = false;
    // A file that comes or goes changes its folder.
    if ([...stamps].some(([place, at]) => statOf(place)?.mtimeMs !== at)) {
      files = undefined;
      found();
      changed = true;
    }
    for (const file of nextToCheck()) {
      const known = kept.get(file);
      const stat = files?.has(file) ? statOf(file) : undefined;
      if (!known || (stat?.mtimeMs === known.changed && stat.size === known.size)) continue;
      kept.delete(file);
      room += texts.get(file)?.length ?? 0;
      texts.delete(file);
      changed = true;
    }
    lookAgainAt = Date.now() + Math.max(FRESH_FOR, (performance.now() - started) * SHARE);
    return changed;
  }

  /** Some of the files that were read: one look takes no longer than a keystroke may. */
  function nextToCheck(): readonly string[] {
    const all = [...kept.keys()];
    const from = all.length <= MAX_CHECKED ? 0 : checked % all.length;
    checked = from + MAX_CHECKED;
    return [...all.slice(from, from + MAX_CHECKED), ...all.slice(0, Math.max(0, Math.min(from, from + MAX_CHECKED - all.length)))];
  }

  return {
    root: real,
    has: (file) => found().has(file),
    list: () => [...found()],
    foldersWith: (name) => {
      found();
      return markers.get(name) ?? [];
    },
    read,
    text: keptText,
    refresh,
    isWhole: () => {
      found();
      return isComplete;
    },
  };
}

function isSkipped(folder: string): boolean {
  return SKIPPED.has(folder) || (folder.startsWith('.') && (OF_TOOLS.has(folder) || /cache|venv|^\.(?:te?mp|trash)/i.test(folder)));
}

interface Ignores {
  readonly folder: string;
  readonly ignore: Ignore;
}

/** The innermost file that says anything decides. */
function isIgnored(file: string, ignores: readonly Ignores[]): boolean {
  for (const { folder, ignore: rules } of ignores.toReversed()) {
    const { ignored, unignored } = rules.test(
      file
        .slice(folder.length + 1)
        .split(path.sep)
        .join('/'),
    );
    if (ignored || unignored) return ignored;
  }
  return false;
}

function ignoreFile(file: string): Ignore {
  return ignore({ allowRelativePaths: false }).add(textOfFile(file, MAX_SIZE) ?? '');
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Gone, or not ours to read.
    return undefined;
  }
}

function statOf(file: string) {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    // A folder around it may not be searched.
    return undefined;
  }
}

function realpath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
