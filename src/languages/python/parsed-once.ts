import { type ParsedPython, parsePython } from './parse.js';

/** Trees by their text, the one that was used last behind: of files that one asked for that ESLint has not come to, or has been at. */
const kept = new Map<string, ParsedPython>();
/** A tree is some ten times as large as its text: characters of text for which trees are kept. */
const MAX_KEPT = 1_000_000;
let size = 0;

/**
 * Parses a file, for the project or for ESLint; whichever comes second need not do it again. Nobody writes to a tree.
 */
export function parseOnce(text: string): ParsedPython {
  const known = kept.get(text);
  if (known) {
    kept.delete(text);
    kept.set(text, known);
    return known;
  }
  const parsed = parsePython(text);
  kept.set(text, parsed);
  size += text.length;
  for (const oldest of kept.keys()) {
    if (size <= MAX_KEPT) break;
    kept.delete(oldest);
    size -= oldest.length;
  }
  return parsed;
}
