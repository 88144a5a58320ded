import type { TSESTree } from '@typescript-eslint/utils';
import { APP_FRAMEWORKS, routeExport } from '../../../catalog/frameworks/javascript.js';
import {
  CATCHING_HOSTS,
  EVENT_GLOBALS,
  EVENT_MODULES,
  TEST_GLOBALS,
  TEST_MODULES,
  WAITING_EMITTERS,
} from '../../../catalog/frameworks/javascript-events.js';
import type { Evaluator } from '../values/evaluate.js';
import { type Exports, readExports } from '../modules/exports.js';
import type { Exit, ExportPath } from '../../../model/export-path.js';
import type { Path } from '../../../engine/failures/path.js';
import {
  type CallNode,
  type ClassNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  propertyName,
  stringOf,
} from '../syntax/tree.js';
import type { Value } from '../values/value.js';

/** What lies around a file's functions: exports, frameworks, event loops. */
export interface Surroundings {
  isExported(variable: Variable): boolean;
  classLeaves(node: ClassNode): boolean;
  readonly exports: Exports;
  /** The names under which a function of this file is exported. */
  namesOf(fn: FunctionNode): readonly ExportPath[];
  /** The same for a variable. */
  namesOfVariable(variable: Variable): readonly ExportPath[];
  /** The name of `module.exports.x`. */
  nameOfMember(member: TSESTree.MemberExpression): string | undefined;
  /** How other files get at the members of a class. */
  pathsOfMembers(node: ClassNode, isStatic: boolean): readonly ExportPath[];
  /** How other files get at what a function returns. */
  pathsOfResult(fn: FunctionNode): readonly ExportPath[];
  /** Where the failure of an exported function goes: to other files, or to the framework whose convention it follows. */
  exportedEnd(paths: readonly ExportPath[], fails: Exit['fails']): readonly Path[];
  /** Where a callback's failure goes, if whoever gets it is known; `undefined` otherwise. */
  callbackEnd(call: CallNode, callee: Value): readonly Path[] | undefined;
  /** Whether a method of this object literal is a route: `app.route({ handler })`, SvelteKit's `actions`. */
  isRouteObject(object: TSESTree.ObjectExpression, name: string): boolean;
  routeEnd(): readonly Path[];
  /** Whether the file listens for unhandled rejections of the whole process. */
  readonly catchesEverything: boolean;
}

const ROUTE: readonly Path[] = [{ end: { kind: 'lost', end: 'route' } }];
const EVENT: readonly Path[] = [{ end: { kind: 'lost', end: 'event' } }];
const EXPORTED: readonly Path[] = [{ end: { kind: 'exported' } }];
const OUT_OF_SIGHT: readonly Path[] = [{ end: { kind: 'unknown' } }];
/** Methods that register a listener by the name of an event: its promise is dropped. */
const LISTENS: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);
/** Libraries of which a call elsewhere in the file may take what their callbacks throw. */
const HAS_ERROR_HANDLER: ReadonlySet<string> = new Set(['telegraf', 'grammy', 'commander', '@commander-js/extra-typings']);
const CAUGHT: readonly Path[] = [{ end: { kind: 'caught' } }];

export function createSurroundings(tree: Tree, evaluator: Evaluator, filename: string): Surroundings {
  const exported = readExports(tree);
  const file = filename.replaceAll('\\', '/');

  function exportedEnd(paths: readonly ExportPath[], fails: Exit['fails']): readonly Path[] {
    if (paths.length === 0) return EXPORTED;
    return paths.flatMap((path) => (isRoute(path) ? ROUTE : [{ end: { kind: 'exported', exit: { path, fails } } }]));
  }

  /** `export function GET() {}`, `export default { fetch() {} }`. */
  function isRoute(path: ExportPath): boolean {
    const [first, second, ...rest] = path;
    return rest.length === 0 && routeExport(file, (first === 'default' ? second : undefined) ?? first ?? '');
  }

  function namesOf(fn: FunctionNode): readonly ExportPath[] {
    const own = exported.nameOfDeclaration(fn);
    if (own !== undefined) return [[own]];
    const id = fn.type === 'FunctionDeclaration' ? fn.id : undefined;
    const variable = id ? tree.variableOf(id) : undefined;
    return variable ? namesOfVariable(variable) : [];
  }

  function namesOfVariable(variable: Variable): readonly ExportPath[] {
    return exported.namesOf(variable).map((name) => [name]);
  }

  /** The framework app that a value is, or is a member of: an `express()`, a `new Hono()`, a `FastifyInstance`. */
  function appOf(value: Value) {
    if (value.kind !== 'made-by') return undefined;
    return APP_FRAMEWORKS.find(
      (f) => f.packages.includes(value.module) && f.apps.includes(value.path.length === 0 ? 'default' : value.path.join('.')),
    );
  }

  /** An error handler of the framework anywhere in the file answers for its routes. */
  function hasErrorHandler(framework: (typeof APP_FRAMEWORKS)[number]): boolean {
    return tree.calls.some((call) => {
      if (call.callee.type !== 'MemberExpression') return false;
      const name = propertyName(call.callee);
      if (name === undefined || !framework.errorHandlers.includes(name) || appOf(evaluator.valueOf(call.callee.object)) !== framework)
        return false;
      if (name !== 'use') return true;
      return call.arguments.some((a) => a.type !== 'SpreadElement' && isErrorMiddleware(a));
    });
  }

  /**
   * Express's handler of errors (four parameters), a middleware that runs the rest inside `try`, or one from another
   * file whose name says that it is about errors.
   */
  function isErrorMiddleware(node: Node): boolean {
    const fn = evaluator.functionCalled(node);
    if (!fn) return node.type === 'Identifier' && /err/i.test(node.name);
    if (fn.params.length === 4) return true;
    const next = fn.params[1];
    if (next?.type !== 'Identifier' || fn.body.type !== 'BlockStatement') return false;
    return fn.body.body.some(
      (s) =>
        s.type === 'TryStatement' &&
        s.handler !== null &&
        tree.calls.some(
          (c) =>
            c.range[0] > s.block.range[0] && c.range[1] < s.block.range[1] && c.callee.type === 'Identifier' && c.callee.name === next.name,
        ),
    );
  }

  function callbackEnd(call: CallNode, callee: Value): readonly Path[] | undefined {
    if (callee.kind === 'made-by') {
      const framework = appOf({ ...callee, members: [] });
      const method = callee.members.at(-1);
      if (framework && method !== undefined && framework.methods.includes(method)) return hasErrorHandler(framework) ? CAUGHT : ROUTE;
      const module = EVENT_MODULES.find((m) => m.packages.includes(callee.module));
      if (module && method !== undefined && module.methods.includes(method))
        return /\.catch\(|\bparseAsync\b/.test(tree.text) && HAS_ERROR_HANDLER.has(callee.module) ? OUT_OF_SIGHT : EVENT;
      const host = CATCHING_HOSTS.find((m) => m.packages.includes(callee.module));
      if (host && method !== undefined && host.methods.includes(method)) return caughtByHost();
    }
    if (callee.kind === 'http') return callbackEnd(call, { kind: 'external', module: callee.client.packages[0] ?? '', path: callee.path });
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
        if (CATCHING_HOSTS.some((m) => m.packages.includes(callee.module) && m.functions.includes(dotted))) return caughtByHost();
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

  /** A queue may be told to run a failed job again. */
  function caughtByHost(): readonly Path[] | undefined {
    return /\battempts\b/.test(tree.text) ? undefined : CAUGHT;
  }

  function isWaitingEmitter(callee: Value): boolean {
    if (callee.kind === 'sdk-object' || callee.kind === 'instance' || callee.kind === 'function') return true;
    return (
      (callee.kind === 'made-by' || callee.kind === 'external') &&
      (WAITING_EMITTERS.has(callee.module) || APP_FRAMEWORKS.some((f) => f.packages.includes(callee.module)))
    );
  }

  function isRouteObject(object: TSESTree.ObjectExpression, name: string): boolean {
    const parent = object.parent;
    if (parent.type === 'CallExpression' && name === 'handler') return callbackEnd(parent, evaluator.valueOf(parent.callee)) === ROUTE;
    let at: Node = parent;
    while (at.type === 'TSSatisfiesExpression' || at.type === 'TSAsExpression') at = at.parent;
    return (
      at.type === 'VariableDeclarator' &&
      at.id.type === 'Identifier' &&
      at.id.name === 'actions' &&
      exported.nameOfDeclaration(at) === 'actions' &&
      routeExport(file, 'actions')
    );
  }

  const catchesEverything = tree.calls.some((call) => {
    if (call.callee.type !== 'MemberExpression') return false;
    const event = stringOf(call.arguments[0]);
    if (event === 'unhandledrejection') return propertyName(call.callee) === 'addEventListener';
    if (event !== 'unhandledRejection' && event !== 'uncaughtException') return false;
    const value = evaluator.valueOf(call.callee.object);
    return (
      value.kind === 'external' && (value.module === '' ? value.path.join('.') === 'process' : /^(?:node:)?process$/.test(value.module))
    );
  });

  return {
    isExported: (variable) => exported.namesOf(variable).length > 0,
    classLeaves: exported.classLeaves,
    exports: exported,
    namesOf,
    namesOfVariable,
    nameOfMember: exported.nameOfMember,
    pathsOfMembers: exported.pathsOfMembers,
    pathsOfResult: exported.pathsOfResult,
    exportedEnd,
    callbackEnd,
    isRouteObject,
    routeEnd: () => ROUTE,
    catchesEverything,
  };
}
