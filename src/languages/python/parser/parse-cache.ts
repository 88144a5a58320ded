import { type ParsedPython, parsePython } from './index.js';

/** Who asks for a tree: ESLint for each file in turn, the project for the files that others of them lead to. */
export type CacheOwner = 'linter' | 'project';

/**
 * Parses a file, for the project or for ESLint; whichever comes second need not do it again. A tree is never changed.
 */
export function parseOnce(text: string, asker: CacheOwner): ParsedPython {
  const parsed = caches.project.take(text) ?? caches.linter.take(text) ?? parsePython(text);
  caches[asker].put(text, parsed);
  return parsed;
}

/** Trees by their text, the one that was used last behind. */
function createLruCache(room: number) {
  const kept = new Map<string, ParsedPython>();
  let size = 0;
  return {
    take: (text: string): ParsedPython | undefined => {
      const known = kept.get(text);
      if (known && kept.delete(text)) size -= text.length;
      return known;
    },
    put: (text: string, parsed: ParsedPython): void => {
      kept.set(text, parsed);
      size += text.length;
      for (const oldest of kept.keys()) {
        if (size <= room) break;
        kept.delete(oldest);
        size -= oldest.length;
      }
    },
  };
}

/**
 * By characters of text; a tree is some ten times as large. What the project opened is sure to be asked for again, by
 * ESLint at the latest; of what ESLint has been at, few files are, and keeping trees costs the garbage collector time
 * (measured on autogen, openai-agents-python and MetaGPT).
 */
const caches = { project: createLruCache(2_000_000), linter: createLruCache(300_000) };
