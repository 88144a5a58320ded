import type * as ast from '../../syntax/ast.js';
import { type PythonEnd, PYTHON_CALLBACKS, PYTHON_FRAMEWORKS } from '../../../../catalog/frameworks/python.js';
import type { End } from '../../../../model/facts/handling.js';
import type { RaisedException } from '../exception-matching.js';
import type { Path } from '../path.js';
import type { Node } from '../../syntax/ast.js';
import { getOwn } from '../../../../catalog/presets/own-entry.js';
import { argumentAt } from '../../values/arguments.js';
import { classOf, functionAround } from '../../syntax/tree.js';
import { CAUGHT, ESCAPES, EXPORTED, lost } from '../path.js';
import { type FileContext, appOf, calleeOf, classHandler, hasErrorHandler, retriedByQueue, startsWith } from './framework-handlers.js';

/**
 * Names of decorators that may keep a failure or try again. Most decorators register, measure or cache, and let an
 * exception through; where the name says more, nothing is known.
 */
const SPEAKS_OF_FAILURE =
  /retr|again|attempt|backoff|resilien|robust|catch|handle|safe|fallback|suppress|ignore|guard|protect|except|error|fail|circuit|timeout|default|rescue|recover|on_\w*exc/i;

/** Decorators that leave a function's failure as it is. */
const PASSES =
  /^(?:functools\.(?:wraps|lru_cache|cache|singledispatch)|contextlib\.\w+|abc\.\w+|typing\.\w+|typing_extensions\.\w+|dataclasses\.\w+|torch\.\w+(?:\.\w+)*|streamlit\.cache\w*|langsmith\.\w+|langfuse\.(?:\w+\.)*observe|weave\.op|mlflow\.trace|numba\.\w+|pytest\.\w+(?:\.\w+)*|click\.(?:option|argument|pass_context|pass_obj)|asyncio\.coroutine|overrides\.\w+|pydantic\.\w+|opentelemetry\.\w+(?:\.\w+)*|tracer\.\w+|traceloop\.\w+(?:\.\w+)*|agentops\.\w+|cachetools\.\w+(?:\.\w+)*|beartype\.\w+|typeguard\.\w+|jaxtyping\.\w+|line_profiler\.\w+)$/;

/** Where the failure of a decorated function goes. */
export function decoratorEnd(
  context: FileContext,
  decorator: ast.Expression,
  thrown: RaisedException,
): readonly Path[] | 'passes' | undefined {
  const callee = decorator.type === 'Call' ? decorator.func : decorator;
  const value = calleeOf(context, callee);
  const app = appOf(value);
  const queued = retriedByQueue(context, decorator, thrown);
  if (queued) return queued;
  if (app?.framework.decorators.includes(app.method))
    return hasErrorHandler(context, app.framework, thrown) ? CAUGHT : lost(endOf(app.framework.end));
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

/** Where the failure of a callback goes. */
export function callbackEnd(context: FileContext, call: ast.Call, argument: Node): readonly Path[] | undefined {
  const value = calleeOf(context, call.func);
  const path = value.kind === 'external' ? value.path : value.kind === 'made-by' ? [...value.path, ...value.members] : undefined;
  if (!path) return undefined;
  for (const taker of PYTHON_CALLBACKS) {
    if (!taker.packages.some((name) => startsWith(path, name))) continue;
    const places = getOwn(taker.takes, path.at(-1) ?? '');
    if (places?.some((place) => isArgumentAt(context, call, place, argument))) return lost(endOf(taker.end));
  }
  const app = appOf(value);
  if (app?.framework.decorators.includes(app.method)) return lost(endOf(app.framework.end));
  return undefined;
}

function isArgumentAt(context: FileContext, call: ast.Call, place: string, argument: Node): boolean {
  const at = argumentAt(call, place, context.evaluator.valueOf);
  return at.kind === 'given' && (at.node === argument || at.node.parent === argument);
}

/** Where the failure of a function goes that nothing in this file uses. */
export function unusedEnd(context: FileContext, fn: ast.FunctionDef): readonly Path[] {
  // A test runner calls it, and its report is where a refused connection should show.
  if (context.isCollected && (fn.name.startsWith('test') || /^Test|Test(?:s|Case)?$/.test(classOf(fn)?.name ?? ''))) return CAUGHT;
  if (context.isTestScript && fn.name.startsWith('test')) return lost('top-level');
  const handler = classHandler(context, fn);
  if (handler) return lost(endOf(handler.end));
  if (functionAround(fn) && !classOf(fn)) return ESCAPES;
  return EXPORTED;
}

/** Whether a decorator that is not known may handle a failure, or try again. */
export function mayHandle(context: FileContext, decorator: ast.Expression): boolean {
  const callee = decorator.type === 'Call' ? decorator.func : decorator;
  return (
    SPEAKS_OF_FAILURE.test(context.tree.textOf(callee)) ||
    (decorator.type === 'Call' && decorator.keywords.some((k) => SPEAKS_OF_FAILURE.test(k.arg ?? 'retry')))
  );
}

/** Whether a call makes an object of a class of another package. */
export function isLibraryObject(context: FileContext, call: ast.Call): boolean {
  const value = context.evaluator.valueOf(call.func);
  return value.kind === 'external' && /^[A-Z]/.test(value.path.at(-1) ?? '') && !value.path[0]?.startsWith('.');
}

/** In Python no unhandled rejection ends the process: a library can only log the failure of a callback. */
function endOf(end: PythonEnd): End {
  return end === 'event' ? 'callback' : end;
}
