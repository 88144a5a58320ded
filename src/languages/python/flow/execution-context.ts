import { PAGE_LIBRARIES } from '../../../catalog/frameworks/python.js';
import type * as ast from '../syntax/ast.js';
import type { ExceptionMatcher, RaisedException } from './exception-matching.js';
import type { Path } from './path.js';
import type { Node } from '../syntax/ast.js';
import type { End } from '../../../model/facts/handling.js';
import type { Tree } from '../syntax/tree.js';
import type { PythonProject } from './project-types.js';
import type { Evaluator } from '../values/evaluator.js';
import type { PythonFramework } from '../../../catalog/frameworks/python.js';
import { type ErrorHandlers, type FileContext, registrar } from './wrappers/framework-handlers.js';
import { callbackEnd, decoratorEnd, isLibraryObject, mayHandle, unusedEnd } from './wrappers/decorator-ends.js';

/** What runs a file's functions: frameworks, event loops, test runners. */
export interface ExecutionContext {
  /** Where the failure of a decorated function goes; `passes` for a decorator that only decorates; `undefined` for one that is not known. */
  decoratorEnd(decorator: ast.Expression, thrown: RaisedException): readonly Path[] | 'passes' | undefined;
  /** Whether a decorator makes a function a task of a queue that can run it again. */
  isTask(decorator: ast.Expression): boolean;
  /** Where a callback's failure goes, if what gets it is known. */
  callbackEnd(call: ast.Call, argument: Node): readonly Path[] | undefined;
  /** Whether a decorator that is not known may deal with a failure, or try again. */
  mayHandle(decorator: ast.Expression): boolean;
  /** Whether a call makes an object of a class of another package. */
  isLibraryObject(call: ast.Call): boolean;
  /** Where the failure of a function goes that nothing in this file uses. */
  unusedEnd(fn: ast.FunctionDef): readonly Path[];
  /** Where an exception at the top level of the file ends. */
  readonly topLevel: End;
  /** Whether the file handles all uncaught exceptions: `sys.excepthook = …`. */
  readonly catchesEverything: boolean;
}

/** Files from which test runners collect, by their names or folders. */
const COLLECTED = /(?:^|\/)(?:tests|__tests__)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/** Makes the execution context of a file. */
export function createExecutionContext(
  tree: Tree,
  evaluator: Evaluator,
  matcher: ExceptionMatcher,
  filename: string,
  project: PythonProject | undefined,
): ExecutionContext {
  const file = filename.replaceAll('\\', '/');
  const isCollected = COLLECTED.test(file);
  const isPage = tree.module.body.some(
    (s) =>
      (s.type === 'Import' && s.names.some((n) => PAGE_LIBRARIES.has(n.name))) ||
      (s.type === 'ImportFrom' && s.level === 0 && PAGE_LIBRARIES.has(s.module?.split('.')[0] ?? '')),
  );
  const isTestScript = /(?:^|\/)tests?\.py$/.test(file);

  const handlersOf = new Map<PythonFramework, ErrorHandlers>();
  const context: FileContext = { matcher, tree, handlersOf, evaluator, isCollected, isTestScript, project };

  return {
    decoratorEnd: (decorator, thrown) => decoratorEnd(context, decorator, thrown),
    isTask: (decorator) => registrar(context, decorator)?.retries !== undefined,
    mayHandle: (decorator) => mayHandle(context, decorator),
    isLibraryObject: (call) => isLibraryObject(context, call),
    callbackEnd: (call, argument) => callbackEnd(context, call, argument),
    unusedEnd: (fn) => unusedEnd(context, fn),
    topLevel: file.includes('.ipynb/') ? 'cell' : isPage ? 'page' : 'top-level',
    catchesEverything: (tree.attributeWrites.get('excepthook') ?? []).some(
      ({ target }) => evaluator.qualifiedName(target)?.join('.') === 'sys.excepthook',
    ),
  };
}
