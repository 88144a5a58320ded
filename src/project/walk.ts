import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { textOfFile } from '../engine/file-text.js';

/** What lies below a root. */
export interface Walk {
  /** The source files. Absolute. */
  readonly files: ReadonlySet<string>;
  /** Folders by the files in them that a resolver asks for. */
  readonly markers: ReadonlyMap<string, readonly string[]>;
  /** When folders, and files that say how imports are resolved, were changed. */
  readonly stamps: ReadonlyMap<string, number | undefined>;
  /** Whether all files are known: no folder refused to be read, and there are not too many. */
  readonly isComplete: boolean;
}

/** Bytes beyond which a file is not read. */
export const MAX_SIZE = 1_000_000;
/** Files beyond which a project is too large to look for callers in. */
const MAX_FILES = 50_000;

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

/** Finds the source files below a folder. No link is followed, and what `.gitignore` files leave out is not seen. */
export function walkSources(root: string, isSource: (file: string) => boolean): Walk {
  const files = new Set<string>();
  const markers = new Map<string, string[]>();
  const stamps = new Map<string, number | undefined>();
  let isComplete = true;

  /** @param ignores What the folders above leave out, each with its folder. */
  function walk(folder: string, ignores: readonly Ignores[]): void {
    if (files.size > MAX_FILES) {
      isComplete = false;
      return;
    }
    stamp(folder);
    const entries = entriesOf(folder);
    if (!entries) {
      isComplete = false;
      return;
    }
    if (folder !== root && entries.some((entry) => entry.name === ENVIRONMENT)) return;
    const own = entries.some((entry) => entry.name === '.gitignore' && entry.isFile())
      ? [...ignores, { folder, ignore: ignoreFile(path.join(folder, '.gitignore')) }]
      : ignores;
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        if (isSkipped(entry.name) || isIgnored(`${file}/`, own)) continue;
        walk(file, own);
      } else if (entry.isFile()) {
        if (MARKERS.has(entry.name)) {
          markers.set(entry.name, [...(markers.get(entry.name) ?? []), folder]);
          stamp(file);
        }
        if (isSource(file) && !isIgnored(file, own)) files.add(file);
      }
    }
  }

  function stamp(place: string): void {
    stamps.set(place, statOf(place)?.mtimeMs);
  }

  walk(root, []);
  return { files, markers, stamps, isComplete };
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

/** What the file system says of a path; nothing where it is not there. */
export function statOf(file: string) {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch {
    // A folder around it may not be searched.
    return undefined;
  }
}
