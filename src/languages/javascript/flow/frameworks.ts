import {
  EVENT_GLOBALS,
  EVENT_MODULES,
  TEST_GLOBALS,
  TEST_MODULES,
  WAITING_EMITTERS,
} from '../../../catalog/frameworks/javascript-events.js';
import { APP_FRAMEWORKS } from '../../../catalog/frameworks/javascript.js';
import type { Exports } from '../modules/exports.js';
import { type CallNode, type Node, type Tree, propertyName, stringOf } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Value } from '../values/value.js';
import { hostCallbackEnd } from './hosts.js';
import { CAUGHT, EVENT, type Path, ROUTE } from './paths.js';

/** What finding the framework that runs a function needs to know of the file. */
export interface FrameworkContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly exports: Exports;
  /** The path of the file, with `/` between its parts. */
  readonly path: string;
}

/** Where a callback's failure goes, if what calls it is known; `undefined` otherwise. */
export function callbackEnd(context: FrameworkContext, call: CallNode, callee: Value): readonly Path[] | undefined {
  const host = hostCallbackEnd(context, call, callee);
  if (host) return host;
  if (callee.kind === 'made-by') {
    const framework = appOf({ ...callee, members: [] });
    const method = callee.members.at(-1);
    if (framework && method !== undefined && framework.methods.includes(method))
      return hasErrorHandler(context, framework) ? CAUGHT : ROUTE;
    const module = EVENT_MODULES.find((m) => m.packages.includes(callee.module));
    if (module && method !== undefined && module.methods.includes(method)) return EVENT;
  }
  if (callee.kind === 'http')
    return callbackEnd(context, call, { kind: 'external', module: callee.client.packages[0] ?? '', path: callee.path });
  if (callee.kind === 'external') {
    const dotted = callee.path.join('.');
    if (callee.module === '') {
      if (EVENT_GLOBALS.has(dotted)) return EVENT;
      if (TEST_GLOBALS.has(callee.path[0] ?? '')) return CAUGHT;
      // h3's `defineEventHandler` needs no import in Nuxt and Nitro.
      const wrapper = APP_FRAMEWORKS.find((f) => f.globalWrappers.includes(dotted));
      if (wrapper) return ROUTE;
    } else {
      if (TEST_MODULES.has(callee.module)) return CAUGHT;
      const framework = APP_FRAMEWORKS.find((f) => f.packages.includes(callee.module) && f.wrappers.includes(dotted));
      if (framework) return ROUTE;
      const module = EVENT_MODULES.find((m) => m.packages.includes(callee.module));
      if (module?.functions.includes(dotted)) return EVENT;
    }
  }
  if (
    call.callee.type === 'MemberExpression' &&
    LISTENS.has(propertyName(call.callee) ?? '') &&
    stringOf(call.arguments[0]) !== undefined &&
    !isWaitingEmitter(callee)
  )
    return EVENT;
  return undefined;
}

/** The framework app that a value is, or is a member of: an `express()`, a `new Hono()`, a `FastifyInstance`. */
function appOf(value: Value) {
  if (value.kind !== 'made-by') return undefined;
  return APP_FRAMEWORKS.find(
    (f) => f.packages.includes(value.module) && f.apps.includes(value.path.length === 0 ? 'default' : value.path.join('.')),
  );
}

/** An error handler of the framework anywhere in the file answers for its routes. */
function hasErrorHandler(context: FrameworkContext, framework: (typeof APP_FRAMEWORKS)[number]): boolean {
  return context.tree.calls.some((call) => {
    if (call.callee.type !== 'MemberExpression') return false;
    const name = propertyName(call.callee);
    if (name === undefined || !framework.errorHandlers.includes(name) || appOf(context.evaluator.valueOf(call.callee.object)) !== framework)
      return false;
    if (name !== 'use') return true;
    return call.arguments.some((a) => a.type !== 'SpreadElement' && isErrorMiddleware(context, a));
  });
}

/**
 * Express's handler of errors (four parameters), a middleware that runs the rest inside `try`, or one from another
 * file whose name says that it is about errors.
 */
function isErrorMiddleware(context: FrameworkContext, node: Node): boolean {
  const fn = context.evaluator.functionCalled(node);
  if (!fn) return node.type === 'Identifier' && /err/i.test(node.name);
  if (fn.params.length === 4) return true;
  const next = fn.params[1];
  if (next?.type !== 'Identifier' || fn.body.type !== 'BlockStatement') return false;
  return fn.body.body.some(
    (s) =>
      s.type === 'TryStatement' &&
      s.handler !== null &&
      context.tree.calls.some(
        (c) =>
          c.range[0] > s.block.range[0] && c.range[1] < s.block.range[1] && c.callee.type === 'Identifier' && c.callee.name === next.name,
      ),
  );
}

function isWaitingEmitter(callee: Value): boolean {
  if (callee.kind === 'sdk-object' || callee.kind === 'instance' || callee.kind === 'function') return true;
  return (
    (callee.kind === 'made-by' || callee.kind === 'external') &&
    (WAITING_EMITTERS.has(callee.module) || APP_FRAMEWORKS.some((f) => f.packages.includes(callee.module)))
  );
}

/** Methods that register a listener by the name of an event: its promise is dropped. */
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
