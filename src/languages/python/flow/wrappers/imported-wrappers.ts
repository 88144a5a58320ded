import { RESULT_STEP } from '../../../../model/export-path.js';
import { inProject } from '../imported-values.js';
import type { PythonProject } from '../project-types.js';
import type { Value } from '../../values/value.js';
import { type WrapperOutcome, type WrapperQuestion, asking } from './wrapping.js';

/** What files of the project do with a failure that is given to them. */
export interface ImportedWrappers {
  /** @returns Nothing for what is of no other file of the project, or no wrapper. */
  outcomesOf(wrapper: Value, question: WrapperQuestion): readonly WrapperOutcome[] | undefined;
}

export function createImportedWrappers(project: PythonProject): ImportedWrappers {
  return {
    outcomesOf: (value, question) => {
      if (value.kind !== 'external' && value.kind !== 'made-by') return undefined;
      const members = value.kind === 'made-by' ? [RESULT_STEP, ...value.members] : [];
      const place = inProject(value.path, project);
      const found = place && project.exported(place.from, asking([...place.path, ...members], question));
      return found?.kind === 'wrapping' ? named(found.outcomes, value.path.at(-1) ?? '') : undefined;
    },
  };
}

/** A loop inside a helper is a wrapper to its users. */
function named(ways: readonly WrapperOutcome[], name: string): readonly WrapperOutcome[] {
  return ways.map((way) => (way.again?.kind === 'loop' ? { ...way, again: { kind: 'wrapper', name } } : way));
}
