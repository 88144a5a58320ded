import path from 'node:path';
import { textOfFile } from '../../../../engine/file-text.js';

/** What formatters break lines at where nothing is configured (Black, Ruff). */
const DEFAULT_WIDTH = 88;

/** Answers by folder. */
const known = new Map<string, { readonly at: number; readonly width: number }>();
/** Milliseconds after which the files are read again: an editor keeps the process for days. */
const STALE_AFTER = 5000;
/** Bytes beyond which a file is not read. */
const MAX_SIZE = 1_000_000;

/** Characters that the project of a file allows on a line: its `line-length`, else the formatters' default. */
export function lineWidth(filename: string): number {
  if (!path.isAbsolute(filename)) return DEFAULT_WIDTH;
  const folder = path.dirname(filename);
  const before = known.get(folder);
  if (before && Date.now() - before.at < STALE_AFTER) return before.width;
  const width = configuredWidth(folder) ?? DEFAULT_WIDTH;
  if (known.size > 1000) known.clear();
  known.set(folder, { at: Date.now(), width });
  return width;
}

function configuredWidth(folder: string): number | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    for (const [name, pattern] of CONFIGURATIONS) {
      const width = pattern.exec(read(path.join(at, name)))?.[1];
      if (width !== undefined) return Math.min(Math.max(Number(width), 60), 320);
    }
    if (path.dirname(at) === at) return undefined;
  }
}

const CONFIGURATIONS: readonly (readonly [string, RegExp])[] = [
  ['.ruff.toml', /^line-length\s*=\s*(\d+)/m],
  ['ruff.toml', /^line-length\s*=\s*(\d+)/m],
  ['pyproject.toml', /^\[tool\.ruff(?:\.format)?\][^[]*?^line-length\s*=\s*(\d+)/m],
  ['pyproject.toml', /^\[tool\.black\][^[]*?^line-length\s*=\s*(\d+)/m],
  ['setup.cfg', /^\[(?:flake8|pycodestyle)\][^[]*?^max[-_]line[-_]length\s*=\s*(\d+)/m],
  ['.flake8', /^max[-_]line[-_]length\s*=\s*(\d+)/m],
];

function read(file: string): string {
  return textOfFile(file, MAX_SIZE) ?? '';
}
