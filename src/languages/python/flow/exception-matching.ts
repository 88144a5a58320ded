import { PACKAGES_WITH_OWN_EXCEPTIONS } from '../../../catalog/runtimes/python-packages.js';
import { isAncestor } from '../../../catalog/runtimes/python-exceptions.js';
import type { SdkFailure } from '../../../model/catalog/failure.js';
import type * as ast from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Tree } from '../syntax/tree.js';

/** The exception that is under way. */
export interface RaisedException {
  /** Qualified name of its class. */
  readonly error: string;
  /** Qualified names of the classes that it inherits from, `Exception` left out. */
  readonly ancestors: readonly string[];
  /** What may be thrown instead, depending on what is not visible here. */
  readonly may?: SdkFailure['may'] | undefined;
  /** A `TaskGroup` has put it into an `ExceptionGroup`. */
  readonly isGrouped?: boolean;
}

/** Whether an exception class is one that is thrown; `unknown` where the class is one of a module that is not known here. */
export type Match = 'yes' | 'no' | 'unknown';

/** Says which exception classes an expression names, and whether they match. */
export interface ExceptionMatcher {
  /** The class or tuple of an `except` clause, or the classes given to a retry library; `null` is a bare `except:`. */
  matches(type: ast.Expression | null, thrown: RaisedException, isStar?: boolean): Match;
  /** Qualified names of the classes that an expression names; `undefined` in the place of one that is not known. */
  classesIn(type: ast.Expression): readonly (string | undefined)[];
}

export function createExceptionMatcher(tree: Tree, { valueOf }: Evaluator): ExceptionMatcher {
  function classesIn(type: ast.Expression, depth = 0): readonly (string | undefined)[] {
    if (depth > 10) return [undefined];
    switch (type.type) {
      case 'Tuple':
      case 'List':
      case 'Set':
        return type.elts.flatMap((element) => classesIn(element, depth + 1));
      case 'Starred':
        return classesIn(type.value, depth + 1);
      case 'BinOp':
        return [...classesIn(type.left, depth + 1), ...classesIn(type.right, depth + 1)];
      // `retry_if_exception_type((A, B))`, `tuple([A, B])`
      case 'Call':
        // It looks at results: no exception makes it try again.
        if (RESULT_TAKERS.test(calleeName(type))) return [];
        return CLASS_TAKERS.test(calleeName(type))
          ? type.args.length === 0
            ? ['Exception']
            : type.args.flatMap((argument) => classesIn(argument, depth + 1))
          : [undefined];
      case 'Name':
      case 'Attribute': {
        const assigned = type.type === 'Name' ? assignedTo(type) : undefined;
        if (assigned) return classesIn(assigned, depth + 1);
        const value = valueOf(type);
        if (value.kind === 'builtin') return [value.name];
        if (value.kind === 'external') return [value.path.join('.').replace(/^builtins\./, '')];
        // A class of this file may have any base, but no library inherits from it.
        return [value.kind === 'class' ? `${LOCAL}${value.node.name}` : undefined];
      }
      default:
        return [undefined];
    }
  }

  function assignedTo(name: ast.Name): ast.Expression | undefined {
    const bindings = tree.variableOf(name)?.bindings ?? [];
    const [only] = bindings;
    return bindings.length === 1 && only?.kind === 'assign' && only.value && only.value.type !== 'Call' ? only.value : undefined;
  }

  return {
    classesIn,
    matches: (type, thrown, isStar = false) => {
      if (!type) return 'yes';
      const answers = classesIn(type).map((name) => matchesClass(name, thrown, isStar));
      return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
    },
  };
}

function matchesClass(name: string | undefined, thrown: RaisedException, isStar: boolean): Match {
  if (name === undefined) return 'unknown';
  if (name === 'Exception' || name === 'BaseException') return 'yes';
  if (thrown.isGrouped && !isStar) return name === 'ExceptionGroup' || name === 'BaseExceptionGroup' ? 'yes' : 'no';
  if (isAncestor(name, thrown)) return 'yes';
  if (thrown.may?.some((other) => isAncestor(name, other))) return 'unknown';
  return isForeign(name) ? 'no' : 'unknown';
}

/** Whether a class cannot be an alias of a library's: a builtin, one of this file, one of a package that is no part of the project. */
function isForeign(name: string): boolean {
  return !name.includes('.') || name.startsWith(LOCAL) || PACKAGES_WITH_OWN_EXCEPTIONS.has(name.slice(0, name.indexOf('.')));
}

const LOCAL = '<file>.';
const RESULT_TAKERS = /^retry_if_(?:not_)?result$/;
const CLASS_TAKERS = /(?:^|\.)(?:retry_if_exception_type|tuple|type)$/;

function calleeName(call: ast.Call): string {
  return call.func.type === 'Name' ? call.func.id : call.func.type === 'Attribute' ? call.func.attr : '';
}
