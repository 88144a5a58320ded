import { lstatSync, statSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';

/** Where a scan starts, and what it reads. */
export interface Targets {
  /** The deepest folder that holds every path; ESLint does not lint what is not below its working directory. */
  readonly root: string;
  /** The paths, absolute. */
  readonly paths: readonly string[];
}

/**
 * Finds the folder to scan from.
 *
 * @throws {Error} Naming a path that does not exist.
 */
export function commonRoot(paths: readonly string[]): Targets {
  const absolute = paths.map((path) => resolve(path));
  const folders = absolute.map((path, index) => {
    if (!exists(path)) throw new Error(`no such file or folder: ${paths[index] ?? path}`);
    return isFolder(path) ? path : dirname(path);
  });
  const root = folders.reduce((a, b) => {
    let common = a;
    while (common !== dirname(common) && b !== common && !b.startsWith(common.endsWith(sep) ? common : common + sep))
      common = dirname(common);
    return common;
  });
  return { root, paths: absolute };
}

/** A link that points to nothing exists: the scan skips it and says so. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
