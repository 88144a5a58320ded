import type { ProjectView } from '../../model/project.js';
import type { Path } from './path.js';

/** The ways of a failure with those that leave the file followed through the files that call it, where any is seen to. */
export function throughCallers<Blind, Handler, At, Failure>(
  paths: readonly Path<Blind, Handler, At>[],
  project: ProjectView<unknown, Failure> | undefined,
  failure: Failure,
): readonly Path<Blind, Handler, At>[] {
  if (!project) return paths;
  return paths.flatMap((path) => {
    const exit = path.end.kind === 'exported' ? path.end.exit : undefined;
    const ways = exit ? project.callers(exit, failure) : [];
    if (path.end.kind === 'exported' && exit && ways.length === 0)
      return [path.end.inObject ? path : { ...path, end: { kind: 'exported', exit, unused: true } }];
    if (ways.length === 0) return [path];
    return ways.map(({ end, again }) => ({
      ...path,
      end,
      again: path.again && path.again.kind !== 'unknown' ? path.again : (again ?? path.again),
    }));
  });
}
