import path from 'node:path';
import { STANDARD_LIBRARY } from '../../../catalog/runtimes/python-standard-library.js';
import type { RetryFunction } from '../../../model/project.js';
import { moduleOf } from '../modules/imports.js';
import type { PythonProject } from './project-types.js';
import { retriesIn } from '../modules/retry-signatures.js';
import { joined } from '../modules/specifiers.js';
import type { RaisedException } from './exception-matching.js';
import type { Tree } from '../syntax/tree.js';
import { asking } from './wrappers/wrapping.js';

/** A function of another file that calls a function again, and how this file imports it. */
export interface OwnRetry {
  readonly name: string;
  readonly module: string;
}

/** What such a function has to do. */
export interface RetryNeed {
  readonly isAsync: boolean;
  /** Qualified names of the classes that it has to retry. */
  readonly errors: readonly string[];
  readonly thrown: RaisedException;
}

/** The project's retry functions, as one file of it sees them. */
export interface OwnRetries {
  /** The nearest that does what is needed; `undefined` where there is none that the file can import. */
  elsewhere(need: RetryNeed): OwnRetry | undefined;
}

/** Tells the project which retry functions a file has, and finds one in other files. */
export function createOwnRetries(tree: Tree, filename: string, project: PythonProject | undefined): OwnRetries {
  project?.noteRetryFunctions(retriesIn(tree.text));

  /** Whether a function takes another one with its arguments, and raises what its last attempt raised. */
  function serves(found: RetryFunction, module: string, { isAsync, errors, thrown }: RetryNeed, view: PythonProject): boolean {
    if (found.isAsync !== isAsync) return false;
    const retried = new Set(found.errors?.map(shortened));
    if ((found.isWhole || !retried.has('.Exception')) && !errors.every((error) => retried.has(shortened(error)))) return false;
    // The text of a function that a repair has written says it all, and it may not be on the disk yet.
    if (found.isWhole) return true;
    const value = view.exported(
      module,
      asking([found.name], { by: { kind: 'argument', at: 0, isCoroutine: false }, timing: isAsync ? 'on-await' : 'on-call', thrown }),
    );
    return (
      value?.kind === 'wrapping' &&
      value.outcomes.length > 0 &&
      value.outcomes.every(({ end, again }) => end === 'through' && (again?.kind === 'loop' || again?.kind === 'wrapper'))
    );
  }

  return {
    elsewhere: (need) => {
      if (!project || !filename.endsWith('.py')) return undefined;
      const near = project.retryFunctions().toSorted((a, b) => distance(a.file, filename) - distance(b.file, filename));
      for (const found of near) {
        const module = isMeantForOthers(found, filename) ? specifierFor(found.file, filename, tree, project) : undefined;
        if (module === undefined || !serves(found, module, need, project) || project.isLoadedBy(found.file)) continue;
        return { name: found.name, module };
      }
      return undefined;
    },
  };
}

/** The package and the class: libraries export a class from several of their modules. */
function shortened(error: string): string {
  const parts = error.split('.');
  return parts.length === 1 ? `.${error}` : `${parts[0] ?? ''}.${parts.at(-1) ?? ''}`;
}

/**
 * Whether a function stands where others import from: in no program, and in no example that stands alone. One that a repair
 * wrote among other code is shared within its folder, unless its file is one of helpers.
 */
function isMeantForOthers({ file, isWhole = false }: RetryFunction, from: string): boolean {
  if (PROGRAM.test(path.basename(file))) return false;
  if (path.dirname(file) === path.dirname(from)) return true;
  return !ASIDE.test(path.dirname(file).replaceAll('\\', '/')) && (!isWhole || HELPERS.test(path.basename(file)));
}

const HELPERS = /retr(?:y|ies)|backoff|util|helper|common|shared/i;

const PROGRAM = /^(?:__\w+__|setup|conftest|manage|[aw]sgi|noxfile|fabfile|tasks)\.py$/;
const ASIDE = /(?:^|\/)(?:docs?|examples?|samples?|demos?|tutorials?|notebooks?|scripts?|tools?|bench(?:marks?)?|tests?)(?:\/|$)/i;

/** How a file imports another one: as it imports other files of the project; by its name alone where they lie side by side. */
function specifierFor(file: string, from: string, tree: Tree, project: PythonProject): string | undefined {
  const folder = path.dirname(from);
  const imports = tree.module.body.flatMap((s) =>
    s.type === 'ImportFrom'
      ? [{ level: s.level, name: moduleOf(s).reduce(joined, '') }]
      : s.type === 'Import'
        ? s.names.map(({ name }) => ({ level: 0, name }))
        : [],
  );
  const roots = imports.flatMap(({ level, name }) => (level > 0 ? [] : (rootOf(name, project.moduleFile(name)) ?? [])));
  const isRelative = imports.some(({ level }) => level > 0);
  const beside = isRelative || roots.length > 0 || path.dirname(file) !== folder ? [] : [dotted(path.basename(file))];
  const isPackage = project.moduleFile('.') !== undefined;
  const candidates = [
    ...(isRelative || (isPackage && beside.length > 0 && !STARTS.test(tree.text)) ? [relativeName(file, folder)] : []),
    ...roots.map((root) => dotted(path.relative(root, file))),
    ...(isPackage ? [] : beside),
  ];
  return candidates.find(
    (name): name is string => name !== undefined && !STANDARD_LIBRARY.has(name.split('.')[0] ?? '') && project.moduleFile(name) === file,
  );
}

const STARTS = /^if[ \t]+__name__[ \t]*==/m;

/** The folder that an absolute import is looked up from. */
function rootOf(name: string, file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const parts = name.split('.');
  const whole = path.basename(file) === '__init__.py' ? path.dirname(file) : file.replace(/\.py$/, '');
  const ending = path.sep + parts.join(path.sep);
  return whole.endsWith(ending) ? whole.slice(0, -ending.length) : undefined;
}

function relativeName(file: string, folder: string): string | undefined {
  const relative = path.relative(folder, file).split(path.sep);
  const up = relative.findIndex((part) => part !== '..');
  const name = dotted(relative.slice(up).join(path.sep));
  return name === undefined ? undefined : '.'.repeat(up + 1) + name;
}

/** `app/llm/retry.py` is `app.llm.retry`; `undefined` for what no import can name. */
function dotted(relative: string): string | undefined {
  const parts = relative.replace(/\.py$/, '').split(path.sep);
  return parts.every((part) => /^[A-Za-z_]\w*$/.test(part)) ? parts.join('.') : undefined;
}

/** Folders between two files. */
function distance(file: string, from: string): number {
  return path.relative(path.dirname(from), file).split(path.sep).length;
}
