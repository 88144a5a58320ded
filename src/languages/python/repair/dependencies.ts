import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const cache = new Map<string, { readonly at: number; readonly text: string }>();
/** Milliseconds after which the files are read again: an editor keeps the process for days. */
const STALE_AFTER = 2000;
/** Bytes beyond which a file is not read; lock files are the large ones. */
const MAX_SIZE = 2_000_000;

const MANIFESTS = /^(?:pyproject\.toml|requirements[\w.-]*\.(?:txt|in)|setup\.(?:cfg|py)|Pipfile(?:\.lock)?|uv\.lock|poetry\.lock|environment\.ya?ml)$/;

/** Which of some packages the project of a file names as its dependencies, in the order given; none where the path is made up. */
export function dependenciesOf<Name extends string>(filename: string, names: readonly Name[]): readonly Name[] {
  if (!path.isAbsolute(filename)) return [];
  const folder = path.dirname(filename);
  const known = cache.get(folder);
  const text = known && Date.now() - known.at < STALE_AFTER ? known.text : readAbove(folder);
  if (text !== known?.text) cache.set(folder, { at: Date.now(), text });
  return names.filter((name) => new RegExp(String.raw`^[^#\n]*?(?<![\w.-])${name}(?![\w-])`, 'm').test(text));
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
