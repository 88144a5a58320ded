import { PYTHON_CALLBACKS, PYTHON_FRAMEWORKS, type PythonEnd, type PythonFramework } from '../../../catalog/frameworks/python.js';
import { ownEntry } from '../../../catalog/presets/own-entry.js';
import type { Path } from '../../../engine/failures/path.js';
import type { End } from '../../../model/facts/handling.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import { handlerEffect } from '../syntax/statements.js';
import type { ExceptionMatcher, RaisedException } from './exception-matching.js';
import { type Tree, classOf, functionAround, isFunction } from '../syntax/tree.js';
import type { Value } from '../values/value.js';

/** What lies around a file's functions: frameworks, event loops, test runners. */
export interface ExecutionContext {
  /** Where the failure of a decorated function goes; `passes` for a decorator that only decorates; `undefined` for one that is not known. */
  decoratorEnd(decorator: ast.Expression, thrown: RaisedException): readonly Path[] | 'passes' | undefined;
  /** Whether a decorator makes a function a task of a queue that can run it again. */
  isTask(decorator: ast.Expression): boolean;
  /** Where a callback's failure goes, if whoever gets it is known. */
  callbackEnd(call: ast.Call, argument: Node): readonly Path[] | undefined;
  /** Whether a decorator that is not known may deal with a failure, or try again. */
  mayHandle(decorator: ast.Expression): boolean;
  /** Whether a call makes an object of a class of another package. */
  isLibraryObject(call: ast.Call): boolean;
  /** Where the failure of a function goes that nothing in this file uses. */
  unusedEnd(fn: ast.FunctionDef): readonly Path[];
  /** Where an exception at the top level of the file ends. */
  readonly topLevel: End;
  /** Whether the file takes everything that nobody catches: `sys.excepthook = …`. */
  readonly catchesEverything: boolean;
}

const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];
const EXPORTED: readonly Path[] = [{ end: { kind: 'exported' } }];
const ESCAPES: readonly Path[] = [{ end: { kind: 'unknown' } }];
const lost = (end: End): readonly Path[] => [{ end: { kind: 'lost', end } }];

export function createExecutionContext(tree: Tree, evaluator: Evaluator, matcher: ExceptionMatcher, filename: string): ExecutionContext {
  const { valueOf } = evaluator;
  const file = filename.replaceAll('\\', '/');
  const isCollected = COLLECTED.test(file);
  const importsStreamlit = tree.module.body.some(
    (s) =>
      (s.type === 'Import' && s.names.some((n) => n.name === 'streamlit')) ||
      (s.type === 'ImportFrom' && s.level === 0 && s.module?.split('.')[0] === 'streamlit'),
  );
  const isTestScript = /(?:^|\/)tests?\.py$/.test(file);

  /** The framework of which a value is an app, or a member of one. */
  function appOf(value: Value): { readonly framework: PythonFramework; readonly method: string } | undefined {
    if (value.kind !== 'made-by') return undefined;
    const framework = PYTHON_FRAMEWORKS.find(
      (f) => f.apps.includes(value.path.at(-1) ?? '') && f.packages.some((name) => startsWith(value.path, name)),
    );
    return framework && { framework, method: value.members.join('.') };
  }

  function startsWith(path: readonly string[], name: string): boolean {
    const dotted = path.join('.');
    return dotted === name || dotted.startsWith(`${name}.`);
  }

  /** An error handler for this failure, anywhere in the file, answers for the framework's routes. */
  function hasErrorHandler(framework: PythonFramework, thrown: RaisedException): boolean {
    const { registered, perClass } = errorHandlers(framework);
    const isFor = (key: ast.Expression | null | undefined): boolean => {
      if (key?.type === 'Constant') return key.value === 500;
      return !key || matcher.matches(key, thrown) === 'yes';
    };
    return (
      registered.some(({ args: [first] }) => isFor(first)) ||
      perClass.some(isFor) ||
      (framework.id === 'fastapi' && middlewareCatches(thrown))
    );
  }

  /** `try: return await call_next(request)` of a middleware, which has every route inside. */
  function middlewareCatches(thrown: RaisedException): boolean {
    return tree.calls.some((call) => {
      if (call.func.type !== 'Name' || call.func.id !== 'call_next') return false;
      let child: Node = call;
      for (let at = call.parent; at && !isFunction(at); child = at, at = at.parent) {
        if (at.type !== 'Try' || !at.body.includes(child as ast.Statement)) continue;
        const handler = at.handlers.find(({ excType }) => matcher.matches(excType, thrown) === 'yes');
        if (handler && handlerEffect(handler.body, handler.name) !== 'transparent') return true;
      }
      return false;
    });
  }

  interface ErrorHandlers {
    /** `@app.exception_handler(Exception)` */
    readonly registered: readonly ast.Call[];
    /** The keys of `FastAPI(exception_handlers={Exception: answer})`. */
    readonly perClass: readonly ast.Expression[];
  }

  const handlersOf = new Map<PythonFramework, ErrorHandlers>();
  function errorHandlers(framework: PythonFramework): ErrorHandlers {
    const known = handlersOf.get(framework);
    if (known) return known;
    const registered = tree.calls.filter((call) => {
      const app = appOf(valueOf(call.func));
      return app?.framework === framework && framework.errorHandlers.includes(app.method);
    });
    const perClass = tree.calls.flatMap((call) => {
      const option = call.keywords.find(({ arg }) => arg === 'exception_handlers')?.value;
      const dict = option && appOf(valueOf(call))?.framework === framework ? valueOf(option) : undefined;
      return dict?.kind === 'dict' && dict.node.type === 'Dict' ? dict.node.keys.flatMap((key) => key ?? []) : [];
    });
    const found = { registered, perClass };
    handlersOf.set(framework, found);
    return found;
  }

  /** The framework that a decorator hands a function to. */
  function registrar(decorator: ast.Expression): PythonFramework | undefined {
    const value = valueOf(decorator.type === 'Call' ? decorator.func : decorator);
    const app = appOf(value);
    if (app) return app.framework.decorators.includes(app.method) ? app.framework : undefined;
    return value.kind === 'external'
      ? PYTHON_FRAMEWORKS.find(
          (f) => f.functions.includes(value.path.at(-1) ?? '') && f.packages.some((name) => startsWith(value.path, name)),
        )
      : undefined;
  }

  /** A queue runs the task again after this failure, and records the last one; `undefined` where it does not. */
  function retriedByQueue(decorator: ast.Expression, thrown: RaisedException): readonly Path[] | undefined {
    const retries = registrar(decorator)?.retries;
    if (!retries) return undefined;
    const option = decorator.type === 'Call' ? argumentAt(decorator, retries.option, valueOf) : { kind: 'absent' as const };
    const again = [{ end: { kind: 'caught' }, again: { kind: 'wrapper', name: retries.option } }] as const;
    if (option.kind === 'unknown') return [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
    if (option.kind === 'absent') return retries.byDefault ? again : undefined;
    if (retries.isClasses) {
      const match = matcher.matches(option.node, thrown);
      return match === 'yes' ? again : match === 'no' ? undefined : [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
    }
    const isOff =
      option.node.type === 'Constant' && (option.node.kind === 'None' || option.node.value === 0 || option.node.value === false);
    return isOff ? undefined : again;
  }

  function decoratorEnd(decorator: ast.Expression, thrown: RaisedException): readonly Path[] | 'passes' | undefined {
    const callee = decorator.type === 'Call' ? decorator.func : decorator;
    const value = valueOf(callee);
    const app = appOf(value);
    const queued = retriedByQueue(decorator, thrown);
    if (queued) return queued;
    if (app?.framework.decorators.includes(app.method))
      return hasErrorHandler(app.framework, thrown) ? CAUGHT : lost(endOf(app.framework.end));
    if (value.kind === 'external') {
      const framework = PYTHON_FRAMEWORKS.find(
        (f) => f.functions.includes(value.path.at(-1) ?? '') && f.packages.some((name) => startsWith(value.path, name)),
      );
      if (framework) return lost(endOf(framework.end));
      if (PASSES.test(value.path.join('.'))) return 'passes';
    }
    if (value.kind === 'builtin') return 'passes';
    // `@name.setter`
    if (value.kind === 'function' && callee.type === 'Attribute') return 'passes';
    if (callee.type === 'Attribute' && /^(?:setter|getter|deleter)$/.test(callee.attr)) return 'passes';
    return undefined;
  }

  function callbackEnd(call: ast.Call, argument: Node): readonly Path[] | undefined {
    const value = valueOf(call.func);
    const path = value.kind === 'external' ? value.path : value.kind === 'made-by' ? [...value.path, ...value.members] : undefined;
    if (!path) return undefined;
    for (const taker of PYTHON_CALLBACKS) {
      if (!taker.packages.some((name) => startsWith(path, name))) continue;
      const places = ownEntry(taker.takes, path.at(-1) ?? '');
      if (places?.some((place) => isAt(call, place, argument))) return lost(endOf(taker.end));
    }
    const app = appOf(value);
    if (app?.framework.decorators.includes(app.method)) return lost(endOf(app.framework.end));
    return undefined;
  }

  function isAt(call: ast.Call, place: string, argument: Node): boolean {
    const at = argumentAt(call, place, valueOf);
    return at.kind === 'given' && (at.node === argument || at.node.parent === argument);
  }

  function unusedEnd(fn: ast.FunctionDef): readonly Path[] {
    // A test runner calls it, and its report is where a refused connection should show.
    if (isCollected && (fn.name.startsWith('test') || /^Test|Test(?:s|Case)?$/.test(classOf(fn)?.name ?? ''))) return CAUGHT;
    if (isTestScript && fn.name.startsWith('test')) return lost('top-level');
    const handler = classHandler(fn);
    if (handler) return lost(endOf(handler.end));
    if (functionAround(fn) && !classOf(fn)) return ESCAPES;
    return EXPORTED;
  }

  function mayHandle(decorator: ast.Expression): boolean {
    const callee = decorator.type === 'Call' ? decorator.func : decorator;
    return (
      SPEAKS_OF_FAILURE.test(tree.textOf(callee)) ||
      (decorator.type === 'Call' && decorator.keywords.some((k) => SPEAKS_OF_FAILURE.test(k.arg ?? 'retry')))
    );
  }

  function isLibraryObject(call: ast.Call): boolean {
    const value = valueOf(call.func);
    return value.kind === 'external' && /^[A-Z]/.test(value.path.at(-1) ?? '') && !value.path[0]?.startsWith('.');
  }

  /** A method that a framework calls by its name: `post` of a `flask_restful.Resource`. */
  function classHandler(fn: ast.FunctionDef): PythonFramework | undefined {
    for (const base of classOf(fn)?.bases ?? []) {
      const value = valueOf(base);
      if (value.kind !== 'external') continue;
      const name = value.path.at(-1) ?? '';
      const framework = PYTHON_FRAMEWORKS.find(
        (f) => ownEntry(f.bases, name)?.includes(fn.name) && f.packages.some((module) => startsWith(value.path, module)),
      );
      if (framework) return framework;
    }
    return undefined;
  }

  return {
    decoratorEnd,
    isTask: (decorator) => registrar(decorator)?.retries !== undefined,
    mayHandle,
    isLibraryObject,
    callbackEnd,
    unusedEnd,
    topLevel: file.includes('.ipynb/') ? 'cell' : importsStreamlit ? 'page' : 'top-level',
    catchesEverything: (tree.attributeWrites.get('excepthook') ?? []).some(
      ({ target }) => evaluator.qualifiedName(target)?.join('.') === 'sys.excepthook',
    ),
  };
}

/** In Python nobody's unhandled rejection ends the process: what a library calls back, it can only log. */
function endOf(end: PythonEnd): End {
  return end === 'event' ? 'callback' : end;
}

/** Files from which test runners collect, by their names or folders. */
const COLLECTED = /(?:^|\/)(?:tests|__tests__)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/;

/**
 * Names of decorators that may keep a failure or try again. Most decorators register, measure or cache, and let an
 * exception through; where the name says more, nothing is known.
 */
const SPEAKS_OF_FAILURE =
  /retr|again|attempt|backoff|resilien|robust|catch|handle|safe|fallback|suppress|ignore|guard|protect|except|error|fail|circuit|timeout|default|rescue|recover|on_\w*exc/i;

/** Decorators that leave a function's failure as it is. */
const PASSES =
  /^(?:functools\.(?:wraps|lru_cache|cache|singledispatch)|contextlib\.\w+|abc\.\w+|typing\.\w+|typing_extensions\.\w+|dataclasses\.\w+|torch\.\w+(?:\.\w+)*|streamlit\.cache\w*|langsmith\.\w+|langfuse\.(?:\w+\.)*observe|weave\.op|mlflow\.trace|numba\.\w+|pytest\.\w+(?:\.\w+)*|click\.(?:option|argument|pass_context|pass_obj)|asyncio\.coroutine|overrides\.\w+|pydantic\.\w+|opentelemetry\.\w+(?:\.\w+)*|tracer\.\w+|traceloop\.\w+(?:\.\w+)*|agentops\.\w+|cachetools\.\w+(?:\.\w+)*|beartype\.\w+|typeguard\.\w+|jaxtyping\.\w+|line_profiler\.\w+)$/;
