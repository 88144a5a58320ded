import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Answers only: lock files are too long to be kept, or searched each time. */
const cache = new Map<string, { readonly at: number; readonly found: ReadonlySet<string> }>();
/** Milliseconds after which the files are read again: an editor keeps the process for days. */
const STALE_AFTER = 2000;
/** Bytes beyond which a file is not read; lock files are the large ones. */
const MAX_SIZE = 2_000_000;

const MANIFESTS = /^(?:pyproject\.toml|requirements[\w.-]*\.(?:txt|in)|setup\.(?:cfg|py)|Pipfile(?:\.lock)?|uv\.lock|poetry\.lock|environment\.ya?ml)$/;

/** Which of some packages the project of a file names as its dependencies, in the order given; none where the path is made up. */
export function dependenciesOf<Name extends string>(filename: string, names: readonly Name[]): readonly Name[] {
  if (!path.isAbsolute(filename)) return [];
  const folder = path.dirname(filename);
  const key = [folder, ...names].join('\n');
  let known = cache.get(key);
  if (!known || Date.now() - known.at >= STALE_AFTER) {
    const text = readAbove(folder);
    known = { at: Date.now(), found: new Set(names.filter((name) => isNamed(name, text))) };
    cache.set(key, known);
  }
  const { found } = known;
  return names.filter((name) => found.has(name));
}

function isNamed(name: string, text: string): boolean {
  return text.includes(name) && new RegExp(String.raw`^[^#\n]*?(?<![\w.-])${name}(?![\w-])`, 'm').test(text);
}

/** What all files that name dependencies say, from a folder up to the project's root. */
function readAbove(folder: string): string {
  const texts: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    for (const name of list(at)) texts.push(read(path.join(at, name)));
    if (path.dirname(at) === at || existsSync(path.join(at, '.git'))) return texts.join('\n');
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => MANIFESTS.test(name));
  } catch {
    // No such folder, or no permission: it says nothing.
    return [];
  }
}

function read(file: string): string {
  try {
    return statSync(file).size > MAX_SIZE ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
