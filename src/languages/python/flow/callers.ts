import type { Path } from './path.js';
import type { PythonProject } from './project-types.js';
import type { RaisedException } from './exception-matching.js';

/** Follows the ways that leave the file to where they end in others; those that no file takes up stay as they are. */
export function acrossFiles(paths: readonly Path[], thrown: RaisedException, project: PythonProject | undefined): readonly Path[] {
  const followed = paths.map((path) => ({ path, ways: waysOf(path, thrown, project) }));
  const isUsed = followed.some(({ ways }) => ways.length > 0);
  return followed.flatMap(({ path, ways }) => {
    if (path.end.kind !== 'exported') return [path];
    // Of several names those count that are used.
    if (ways.length === 0) return path.isOptional || (isUsed && path.end.exit) ? [] : [path];
    return ways.map(({ end, again }) => ({
      ...path,
      end,
      again: path.again && path.again.kind !== 'unknown' ? path.again : (again ?? path.again),
    }));
  });
}

/** The ways as this file alone shows them. */
export function withinFile(paths: readonly Path[]): readonly Path[] {
  return paths.filter((path) => !path.isOptional);
}

function waysOf({ end, leaving }: Path, thrown: RaisedException, project: PythonProject | undefined): ReturnType<PythonProject['callers']> {
  if (end.kind !== 'exported' || !end.exit || !project) return [];
  return project.callers(end.exit, leaving ?? thrown);
}
