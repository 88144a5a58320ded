import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { textOfFile } from '../../../engine/file-text.js';

/** Answers only: lock files are too long to be kept, or searched each time. */
const cache = new Map<string, { readonly at: number; readonly found: unknown }>();
/** Milliseconds after which the files are read again: an editor keeps the process for days. */
const STALE_AFTER = 2000;
/** Bytes beyond which a file is not read; lock files are the large ones. */
const MAX_SIZE = 2_000_000;

const MANIFESTS =
  /^(?:pyproject\.toml|requirements[\w.-]*\.(?:txt|in)|setup\.(?:cfg|py)|Pipfile(?:\.lock)?|uv\.lock|poetry\.lock|environment\.ya?ml)$/;

/** Which of some packages the project of a file names as its dependencies, in the order given; none where the path is made up. */
export function dependenciesOf<Name extends string>(filename: string, names: readonly Name[]): readonly Name[] {
  if (!path.isAbsolute(filename)) return [];
  const folder = path.dirname(filename);
  const found = cached([folder, ...names].join('\n'), () => {
    const text = readAbove(folder);
    return names.filter((name) => isNamed(name, text));
  });
  return found;
}

/**
 * The major version of a package that the project of a file has: as it is installed in the project's environment, locked,
 * or bounded from above. `undefined` where none of these says so.
 *
 * @param name The distribution's, with hyphens: `google-genai`.
 */
export function majorOf(filename: string, name: string): number | undefined {
  if (!path.isAbsolute(filename)) return undefined;
  const folder = path.dirname(filename);
  return cached(`major\n${folder}\n${name}`, () => installedMajor(folder, name) ?? writtenMajor(name, readAbove(folder)));
}

function cached<T>(key: string, find: () => T): T {
  const known = cache.get(key);
  if (known && Date.now() - known.at < STALE_AFTER) return known.found as T;
  const found = find();
  if (cache.size > 5000) cache.clear();
  cache.set(key, { at: Date.now(), found });
  return found;
}

function isNamed(name: string, text: string): boolean {
  return text.includes(name) && new RegExp(String.raw`^[^#\n]*?(?<![\w.-])${name}(?![\w-])`, 'm').test(text);
}

/** `google_genai-2.34.0.dist-info` in `.venv`. */
function installedMajor(folder: string, name: string): number | undefined {
  const pattern = new RegExp(String.raw`^${name.replaceAll('-', '[-_.]')}-(\d+)\.[^/]*\.dist-info$`, 'i');
  for (const at of foldersAbove(folder)) {
    for (const environment of ['.venv', 'venv']) {
      const library = path.join(at, environment, 'lib');
      for (const version of namesIn(library)) {
        const major = namesIn(path.join(library, version, 'site-packages'))
          .map((entry) => pattern.exec(entry)?.[1])
          .find((found) => found !== undefined);
        if (major !== undefined) return Number(major);
      }
    }
  }
  return undefined;
}

function writtenMajor(name: string, text: string): number | undefined {
  const own = name.replaceAll('-', '[-_.]');
  const locked = new RegExp(String.raw`^name = "${own}"\r?\nversion = "(\d+)\.`, 'im').exec(text)?.[1];
  if (locked !== undefined) return Number(locked);
  for (const [, bounds = ''] of text.matchAll(
    new RegExp(String.raw`^[^#\n]*?(?<![\w.-])${own}(?:\[[^\]\n]*\])?["']?[ \t]*[:=]?[ \t]*["']?[ \t]*([=~^<>!][^"'#;\n]*)`, 'gim'),
  )) {
    const exact = /(?:={2,3}|~=|\^|^=)\s*v?(\d+)/.exec(bounds)?.[1];
    if (exact !== undefined) return Number(exact);
    const [, isIncluded, below, minor] = /<(=?)\s*(\d+)(?:\.(\d+))?/.exec(bounds) ?? [];
    if (below !== undefined) return isIncluded === '' && (minor === undefined || Number(minor) === 0) ? Number(below) - 1 : Number(below);
  }
  return undefined;
}

/** What all files that name dependencies say, from a folder up to the project's root. */
function readAbove(folder: string): string {
  return foldersAbove(folder)
    .flatMap((at) =>
      namesIn(at)
        .filter((name) => MANIFESTS.test(name))
        .map((name) => textOfFile(path.join(at, name), MAX_SIZE) ?? ''),
    )
    .join('\n');
}

/** A folder and those above it, up to the project's root. */
function foldersAbove(folder: string): readonly string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    found.push(at);
    if (path.dirname(at) === at || existsSync(path.join(at, '.git'))) return found;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No such folder, or no permission: it says nothing.
    return [];
  }
}
