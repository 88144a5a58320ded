import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** The formats that ESLint brings; the first is the default. */
export const FORMATS = ['stylish', 'json', 'json-with-metadata', 'html'] as const;

/**
 * Finds the module that formats findings: one of ESLint's own, or one whose path the user typed. ESLint would look a
 * name up in the scanned folder's `node_modules` first, and run what it finds there.
 *
 * @param format A name, or a path that is relative to the working directory.
 * @returns An absolute path.
 * @throws {TypeError} Naming the formats, or the path that does not exist.
 */
export function formatterPath(format: string): string {
  if (FORMATS.some((name) => name === format))
    return join(dirname(createRequire(import.meta.url).resolve('eslint/package.json')), 'lib', 'cli-engine', 'formatters', `${format}.js`);
  if (!/[\\/]/.test(format) && !isAbsolute(format))
    throw new TypeError(`There is no format '${format}'. The formats are: ${FORMATS.join(', ')}; or a path, such as ./my-format.mjs.`);
  const path = resolve(format);
  if (!existsSync(path)) throw new TypeError(`There is no formatter '${format}'.`);
  return path;
}
