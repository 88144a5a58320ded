import path from 'node:path';
import type { Modules } from './modules.js';

/** Which files import which. */
export interface ImportIndex {
  /** The files that import a file. Only specifiers with its name in them are resolved, and bare ones, which may mean any file. */
  importersOf(file: string): readonly string[];
  /** Whether some file loads every file of a file's folder. */
  isLoaded(file: string): boolean;
  /** Whether a file imports another one, itself or through others; `true` where that would take too long to say. */
  loads(file: string, target: string): boolean;
  /** The files in which a word occurs; none in a project that is too large to be searched. */
  filesWith(word: string): readonly string[];
  /** The files have changed. */
  forget(): void;
}

/** Files that are searched for a word. */
export const MAX_SEARCHED = 3000;
/** Files that a module imports, through others too, of which each is asked whether it imports another one. */
const MAX_LOADED = 300;

/** Makes the index of a project; each part is built when it is first asked for. */
export function createImportIndex({ files, language, fileOf, scan, isEmbedding }: Modules): ImportIndex {
  const importers = new Map<string, readonly string[]>();
  const byWord = new Map<string, readonly string[]>();
  let byStem: Map<string, readonly string[]> | undefined;
  /** For what a bare specifier means: the files that import it. */
  let byBareSpecifier: Map<string, readonly string[]> | undefined;
  /** Beginnings of the paths of files that are loaded without being named. */
  let loading: readonly string[] | undefined;

  function importersOf(file: string): readonly string[] {
    const known = importers.get(file);
    if (known) return known;
    byStem ??= importersByStem();
    const stems = language.stemsOf(file);
    const candidates = new Set(stems.flatMap((stem) => byStem?.get(stem) ?? []));
    const found = new Set(
      [...candidates].filter((other) =>
        scan(other)?.specifiers.some((specifier) => stems.includes(language.stemOf(specifier)) && fileOf(other, specifier) === file),
      ),
    );
    for (const other of (byBareSpecifier ??= importersByBareSpecifier()).get(file) ?? []) found.add(other);
    found.delete(file);
    importers.set(file, [...found]);
    return [...found];
  }

  /** The files that import something of each name. */
  function importersByStem(): Map<string, readonly string[]> {
    const index = new Map<string, string[]>();
    for (const file of files.list())
      for (const stem of new Set(scan(file)?.specifiers.map((specifier) => language.stemOf(specifier)))) addTo(index, stem, file);
    return index;
  }

  /** The importers of each file that is imported by a bare specifier. */
  function importersByBareSpecifier(): Map<string, readonly string[]> {
    const index = new Map<string, string[]>();
    for (const file of language.isBareSpecifier ? files.list() : []) {
      for (const specifier of scan(file)?.specifiers ?? []) {
        const target = language.isBareSpecifier?.(specifier) ? fileOf(file, specifier) : undefined;
        if (target !== undefined) addTo(index, target, file);
      }
    }
    return index;
  }

  function isLoaded(file: string): boolean {
    loading ??= files
      .list()
      .flatMap((other) =>
        (scan(other)?.loads ?? []).map((start) => path.join(path.dirname(other), start, start.endsWith('/') ? path.sep : '')),
      );
    return loading.some((start) => file.startsWith(start));
  }

  function loads(file: string, target: string): boolean {
    const seen = new Set([file]);
    for (const each of seen) {
      for (const specifier of scan(each)?.specifiers ?? []) {
        const next = fileOf(each, specifier);
        if (next === target || seen.size > MAX_LOADED) return true;
        if (next !== undefined) seen.add(next);
      }
    }
    return false;
  }

  function filesWith(word: string): readonly string[] {
    const known = byWord.get(word);
    if (known) return known;
    const all = files.list();
    const found = all.length > MAX_SEARCHED ? [] : all.filter((file) => !isEmbedding(file) && files.text(file)?.includes(word));
    byWord.set(word, found);
    return found;
  }

  function forget(): void {
    byStem = byBareSpecifier = loading = undefined;
    importers.clear();
    byWord.clear();
  }

  return { importersOf, isLoaded, loads, filesWith, forget };
}

function addTo(index: Map<string, string[]>, key: string, file: string): void {
  const list = index.get(key);
  if (list) list.push(file);
  else index.set(key, [file]);
}
