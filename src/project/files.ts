import { realpathSync } from 'node:fs';
import { textOfFile } from '../engine/file-text.js';
import type { ProjectFiles } from '../model/project.js';
import { MAX_SIZE, type Walk, statOf, walkSources } from './walk.js';

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

/** Files of which one look asks whether they changed. */
const MAX_CHECKED = 1000;
/** Milliseconds between two looks at the folders. */
const FRESH_FOR = 2000;
const SHARE = 200;
/** Characters of text that are kept. */
const MAX_KEPT = 8_000_000;

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
  let walk: Walk | undefined;
  const kept = new Map<string, Kept>();
  const texts = new Map<string, string>();
  let room = MAX_KEPT;
  let checked = 0;
  let lookAgainAt = 0;

  function walked(): Walk {
    if (walk) return walk;
    walk = walkSources(real, isSource);
    lookAgainAt = Date.now() + FRESH_FOR;
    return walk;
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
    if (!walk || Date.now() < lookAgainAt) return false;
    const started = performance.now();
    let changed = false;
    // A file that comes or goes changes its folder.
    if ([...walk.stamps].some(([place, at]) => statOf(place)?.mtimeMs !== at)) {
      walk = undefined;
      changed = true;
    }
    const { files } = walked();
    for (const file of nextToCheck()) {
      const known = kept.get(file);
      const stat = files.has(file) ? statOf(file) : undefined;
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
    has: (file) => walked().files.has(file),
    list: () => [...walked().files],
    foldersWith: (name) => walked().markers.get(name) ?? [],
    read,
    text: keptText,
    refresh,
    isWhole: () => walked().isComplete,
  };
}

function realpath(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
