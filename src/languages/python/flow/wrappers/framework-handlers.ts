import type * as ast from '../../syntax/ast.js';
import type { Value } from '../../values/value.js';
import { type PythonFramework, PYTHON_FRAMEWORKS } from '../../../../catalog/frameworks/python.js';
import type { ExceptionMatcher, RaisedException } from '../exception-matching.js';
import type { Node } from '../../syntax/ast.js';
import { type Tree, classOf, isFunction } from '../../syntax/tree.js';
import { handlerEffect } from '../../syntax/statements.js';
import type { Path } from '../path.js';
import { argumentAt } from '../../values/arguments.js';
import { getOwn } from '../../../../catalog/presets/own-entry.js';
import { importedObject } from '../imported-values.js';
import type { PythonProject } from '../project-types.js';
import type { Evaluator } from '../../values/evaluator.js';

/** What is known about a file and the frameworks that it uses. */
export interface FileContext {
  readonly matcher: ExceptionMatcher;
  readonly tree: Tree;
  readonly handlersOf: Map<PythonFramework, ErrorHandlers>;
  readonly evaluator: Evaluator;
  readonly isCollected: boolean;
  readonly isTestScript: boolean;
  readonly project: PythonProject | undefined;
}

export interface ErrorHandlers {
  /** `@app.exception_handler(Exception)` */
  readonly registered: readonly ast.Call[];
  /** The keys of `FastAPI(exception_handlers={Exception: answer})`. */
  readonly perClass: readonly ast.Expression[];
}

/** What a callee is; an app that another file makes counts as if it were made here. */
export function calleeOf({ evaluator, project }: FileContext, node: Node): Value {
  const value = evaluator.valueOf(node);
  return importedObject(value, node, project) ?? value;
}

/** The framework of which a value is an app, or a member of one. */
export function appOf(value: Value): { readonly framework: PythonFramework; readonly method: string } | undefined {
  if (value.kind !== 'made-by') return undefined;
  const framework = PYTHON_FRAMEWORKS.find(
    (f) => f.apps.includes(value.path.at(-1) ?? '') && f.packages.some((name) => startsWith(value.path, name)),
  );
  return framework && { framework, method: value.members.join('.') };
}

/** Whether a qualified name is of a package. */
export function startsWith(path: readonly string[], name: string): boolean {
  const dotted = path.join('.');
  return dotted === name || dotted.startsWith(`${name}.`);
}

/** An error handler for this failure, anywhere in the file, answers for the framework's routes. */
export function hasErrorHandler(context: FileContext, framework: PythonFramework, thrown: RaisedException): boolean {
  const { registered, perClass } = errorHandlers(context, framework);
  const isFor = (key: ast.Expression | null | undefined): boolean => {
    if (key?.type === 'Constant') return key.value === 500;
    return !key || context.matcher.matches(key, thrown) === 'yes';
  };
  return (
    registered.some(({ args: [first] }) => isFor(first)) ||
    perClass.some(isFor) ||
    (framework.hasMiddleware === true && middlewareCatches(context, thrown))
  );
}

/** `try: return await call_next(request)` of a middleware, which has every route inside. */
function middlewareCatches(context: FileContext, thrown: RaisedException): boolean {
  return context.tree.calls.some((call) => {
    if (call.func.type !== 'Name' || call.func.id !== 'call_next') return false;
    let child: Node = call;
    for (let at = call.parent; at && !isFunction(at); child = at, at = at.parent) {
      if (at.type !== 'Try' || !at.body.includes(child as ast.Statement)) continue;
      const handler = at.handlers.find(({ excType }) => context.matcher.matches(excType, thrown) === 'yes');
      if (handler && handlerEffect(handler.body, handler.name) !== 'transparent') return true;
    }
    return false;
  });
}

/** The error handlers of a framework in this file; found once. */
function errorHandlers(context: FileContext, framework: PythonFramework): ErrorHandlers {
  const known = context.handlersOf.get(framework);
  if (known) return known;
  const registered = context.tree.calls.filter((call) => {
    const app = appOf(context.evaluator.valueOf(call.func));
    return app?.framework === framework && framework.errorHandlers.includes(app.method);
  });
  const perClass = context.tree.calls.flatMap((call) => {
    const option = call.keywords.find(({ arg }) => arg === 'exception_handlers')?.value;
    const dict = option && appOf(context.evaluator.valueOf(call))?.framework === framework ? context.evaluator.valueOf(option) : undefined;
    return dict?.kind === 'dict' && dict.node.type === 'Dict' ? dict.node.keys.flatMap((key) => key ?? []) : [];
  });
  const found = { registered, perClass };
  context.handlersOf.set(framework, found);
  return found;
}

/** The framework that a decorator hands a function to. */
export function registrar(context: FileContext, decorator: ast.Expression): PythonFramework | undefined {
  const value = calleeOf(context, decorator.type === 'Call' ? decorator.func : decorator);
  const app = appOf(value);
  if (app) return app.framework.decorators.includes(app.method) ? app.framework : undefined;
  return value.kind === 'external'
    ? PYTHON_FRAMEWORKS.find(
        (f) => f.functions.includes(value.path.at(-1) ?? '') && f.packages.some((name) => startsWith(value.path, name)),
      )
    : undefined;
}

/** A queue runs the task again after this failure, and records the last one; `undefined` where it does not. */
export function retriedByQueue(context: FileContext, decorator: ast.Expression, thrown: RaisedException): readonly Path[] | undefined {
  const retries = registrar(context, decorator)?.retries;
  if (!retries) return undefined;
  const option = decorator.type === 'Call' ? argumentAt(decorator, retries.option, context.evaluator.valueOf) : { kind: 'absent' as const };
  const again = [{ end: { kind: 'caught' }, again: { kind: 'wrapper', name: retries.option } }] as const;
  if (option.kind === 'unknown') return [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
  if (option.kind === 'absent') return retries.byDefault ? again : undefined;
  if (retries.isClasses) {
    const match = context.matcher.matches(option.node, thrown);
    return match === 'yes' ? again : match === 'no' ? undefined : [{ end: { kind: 'unknown' }, again: { kind: 'unknown' } }];
  }
  const isOff = option.node.type === 'Constant' && (option.node.kind === 'None' || option.node.value === 0 || option.node.value === false);
  return isOff ? undefined : again;
}

/** A method that a framework calls by its name: `post` of a `flask_restful.Resource`. */
export function classHandler(context: FileContext, fn: ast.FunctionDef): PythonFramework | undefined {
  for (const base of classOf(fn)?.bases ?? []) {
    const value = context.evaluator.valueOf(base);
    if (value.kind !== 'external') continue;
    const name = value.path.at(-1) ?? '';
    const framework = PYTHON_FRAMEWORKS.find(
      (f) => getOwn(f.bases, name)?.includes(fn.name) && f.packages.some((module) => startsWith(value.path, module)),
    );
    if (framework) return framework;
  }
  return undefined;
}
