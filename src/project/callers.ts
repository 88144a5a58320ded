import { isInTestFolder } from '../engine/heuristics/test-files.js';
import type { Budget } from '../model/budget.js';
import type { EscapingFunction } from '../model/export-path.js';
import type { OutsidePath } from '../model/project.js';
import type { ImportIndex } from './import-index.js';
import type { Modules } from './modules.js';
import type { Readers } from './readers.js';

/** The callers of what the modules of a project export. */
export interface Callers<Failure> {
  /**
   * Where a failure ends that leaves a file: all ends that can be reached from there. Each thing that leaves a file is
   * looked at once, however many paths lead to it, so files that call each other cost no more than others.
   */
  endsOf(file: string, exit: EscapingFunction, failure: Failure): readonly FailureEnd[];
  /** The files have changed. */
  forget(): void;
}

/** A path of a failure through other files, to where it ends. */
type FailureEnd = Pick<OutsidePath, 'end' | 'again'>;

/** What leaves a file, and the failure that leaves with it. */
interface Leaving<Failure> {
  readonly file: string;
  readonly exit: EscapingFunction;
  readonly failure: Failure;
}

/** A path of a failure into the files that import it: to its end there, or to where it leaves them in turn. */
interface Step<Failure> extends FailureEnd {
  readonly next?: Leaving<Failure> | undefined;
  readonly isOptional?: boolean | undefined;
}

/** Steps from a function to its callers' callers. */
const MAX_DEPTH = 12;

const UNKNOWN: FailureEnd = { end: { kind: 'unknown' }, again: { kind: 'unknown' } };
/** It is used, but no path of it is seen to end. */
const USED: readonly FailureEnd[] = [{ end: { kind: 'exported' } }];

/** Makes the callers of a project; each step is kept until the files change. */
export function createCallers<Failure>(
  modules: Modules,
  index: ImportIndex,
  readers: Readers<unknown, Failure>,
  budget: Budget,
): Callers<Failure> {
  const { files, language, fileOf, isTest, isEmbedding, relative } = modules;
  const stepsKnown = new Map<string, readonly Step<Failure>[]>();

  function endsOf(file: string, exit: EscapingFunction, failure: Failure): readonly FailureEnd[] {
    const start = leaving(modules, file, exit, failure);
    if (!start) return USED;
    const ends: FailureEnd[] = [];
    const queue: { readonly at: Leaving<Failure>; readonly again: FailureEnd['again']; readonly depth: number }[] = [
      { at: start, again: undefined, depth: 0 },
    ];
    const seen = new Set([keyOf(start)]);
    let isUsed = false;
    for (const { at, again: before, depth } of queue) {
      const steps = depth > MAX_DEPTH || !budget.hasTime() ? undefined : stepsFrom(at);
      if (!steps) ends.push(UNKNOWN);
      for (const { end, again, next, isOptional } of steps ?? []) {
        const all = nearest(before, again);
        const further = next && stepsFrom(next);
        if (!next || further?.length === 0) {
          if (!isOptional) ends.push({ end, again: all });
          continue;
        }
        isUsed ||= !isOptional;
        // What tries again on the path to it is part of the answer.
        const key = all ? `${keyOf(next)}\0${JSON.stringify(all)}` : keyOf(next);
        if (seen.has(key)) continue;
        seen.add(key);
        queue.push({ at: next, again: all, depth: depth + 1 });
      }
    }
    // What only calls itself is called, and so is what an unread part of the project may call.
    return ends.length === 0 && (isUsed || !files.isWhole()) ? USED : ends;
  }

  /** The paths of a failure into the files that import it; `undefined` where the budget is spent. */
  function stepsFrom(at: Leaving<Failure>): readonly Step<Failure>[] | undefined {
    const key = keyOf(at);
    const known = stepsKnown.get(key);
    if (known) return known;
    const { file, exit, failure } = at;
    let isImported = false;
    const steps: Step<Failure>[] = [];
    const field = language.fieldOf?.(exit);
    const importers = field === undefined ? index.importersOf(file) : index.filesWith(field);
    // What the program itself does counts before what a script among its tests does.
    const isAside = (importer: string) => isInTestFolder(relative(importer)) && !isInTestFolder(relative(file));
    for (const importer of [...importers].sort((a, b) => Number(isAside(a)) - Number(isAside(b)))) {
      if (steps.length > 0 && isAside(importer)) break;
      // A test that gets no answer fails and reports it: it is no end.
      if (isTest(importer)) continue;
      if (importer === file || !mayUse(modules, importer, exit)) continue;
      isImported = true;
      if (isEmbedding(importer)) {
        // What catches there is not seen; that it tries again would be rare.
        steps.push({ end: { kind: 'unknown' } });
        continue;
      }
      const reader = readers.readerOf(importer);
      // Broken syntax is work in progress, and may call it; a limit that is reached is not.
      if (!reader && !readers.isOpen(importer)) return undefined;
      if (!reader) steps.push(...USED);
      for (const use of reader?.uses((specifier) => fileOf(importer, specifier) === file, exit, failure) ?? [])
        steps.push(stepOf(modules, importer, use, failure));
    }
    if (field === undefined && index.isLoaded(file)) steps.push(...USED);
    // A member of what is imported may be called where its type says less: through an interface, a base class, a table.
    if (steps.length === 0 && isImported && exit.path.length > 1) steps.push(...USED);
    stepsKnown.set(key, steps);
    return steps;
  }

  return {
    endsOf,
    forget: () => {
      stepsKnown.clear();
    },
  };
}

/** Whether a file that imports a thing's module can use the thing, by its text alone. */
export function mayUse({ files, language }: Modules, file: string, exit: EscapingFunction): boolean {
  const text = language.mayUse ? files.text(file) : undefined;
  return text === undefined || language.mayUse?.(text, exit) !== false;
}

/** What leaves a file, as the file says that it is of; nothing where that is no file of the project. */
function leaving<Failure>({ fileOf }: Modules, file: string, exit: EscapingFunction, failure: Failure): Leaving<Failure> | undefined {
  if (exit.from === undefined) return { file, exit, failure };
  const owner = fileOf(file, exit.from);
  return owner === undefined ? undefined : { file: owner, exit: { path: exit.path, fails: exit.fails }, failure };
}

function stepOf<Failure>(
  modules: Modules,
  file: string,
  { end, again, line, failure: other, isOptional }: OutsidePath<Failure>,
  failure: Failure,
): Step<Failure> {
  if (end.kind === 'lost') return { end: { ...end, at: end.at ?? { file: modules.relative(file), line } }, again };
  const next = end.kind === 'exported' && end.exit ? leaving(modules, file, end.exit, other ?? failure) : undefined;
  return { end, again, isOptional, next };
}

function keyOf<Failure>({ file, exit, failure }: Leaving<Failure>): string {
  return `${file}\0${exit.fails}\0${exit.path.join('\0')}\0${JSON.stringify(failure)}`;
}

/** What tries again: what is nearest to the call counts, if it is known. */
function nearest(near: FailureEnd['again'], far: FailureEnd['again']): FailureEnd['again'] {
  return near && near.kind !== 'unknown' ? near : (far ?? near);
}
