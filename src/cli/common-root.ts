import { statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

/** Where a scan starts, and what it reads. */
export interface Targets {
  /** The deepest folder that holds every path; ESLint silently leaves out what is not below its working directory. */
  readonly root: string;
  /** The paths, relative to `root`; `.` for the root itself. */
  readonly targets: readonly string[];
}

/**
 * Finds the folder to scan from.
 *
 * @throws {Error} Naming a path that does not exist.
 */
export function commonRoot(paths: readonly string[]): Targets {
  const absolute = paths.map((path) => resolve(path));
  const folders = absolute.map((path, index) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) throw new Error(`no such file or folder: ${paths[index] ?? path}`);
    return stat.isDirectory() ? path : dirname(path);
  });
  const root = folders.reduce((a, b) => {
    let common = a;
    while (common !== dirname(common) && b !== common && !b.startsWith(common.endsWith(sep) ? common : common + sep)) common = dirname(common);
    return common;
  });
  return { root, targets: absolute.map((path) => relative(root, path) || '.') };
}
