import { type Extraction } from '../../../src/languages/python/extraction.js';
import { extractFacts } from '../../../src/languages/python/extract.js';
import { parsePython } from '../../../src/languages/python/parser/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/model/settings.js';

/** The facts of a piece of code, as a rule would get them. Throws on a syntax error. */
export function extractionOf(code: string, filename = '/project/src/file.py', settings: Partial<Settings> = {}): Extraction {
  const { ast, comments, errors } = parsePython(code);
  const [error] = errors;
  if (error) throw new SyntaxError(`${error.line}:${error.column} ${error.message}\n${code}`);
  return extractFacts({ text: code, ast, comments }, filename, { ...DEFAULT_SETTINGS, ...settings }, () => undefined);
}

/** A program of several lines, for tables: `lines('try:', '  ask()', 'finally:', '  done()')`. */
export function lines(...text: readonly string[]): string {
  return text.join('\n');
}
