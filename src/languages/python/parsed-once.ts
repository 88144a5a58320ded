import { type ParsedPython, parsePython } from './parse.js';

/** Trees of files that another one asked for before ESLint came to them, by their text. */
const waiting = new Map<string, ParsedPython>();
/** More than a run has open at a time. */
const MAX_WAITING = 150;

/** Parses a file of the project; who lints it afterwards need not do it again. */
export function parseForProject(text: string): ParsedPython {
  const parsed = parsePython(text);
  waiting.set(text, parsed);
  const [oldest] = waiting.keys();
  if (waiting.size > MAX_WAITING && oldest !== undefined) waiting.delete(oldest);
  return parsed;
}

/** Parses a file that is linted; its tree may be one that the project has. Nobody writes to a tree. */
export function parseOnce(text: string): ParsedPython {
  const parsed = waiting.get(text);
  waiting.delete(text);
  return parsed ?? parsePython(text);
}
