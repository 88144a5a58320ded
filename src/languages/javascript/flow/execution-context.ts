import type { TSESTree } from '@typescript-eslint/utils';
import { routeExport } from '../../../catalog/frameworks/javascript.js';
import type { EscapingFunction, ExportPath } from '../../../model/export-path.js';
import { type Exports, readExports } from '../modules/exports.js';
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
import type { Evaluator } from '../values/evaluate.js';
import type { Value } from '../values/value.js';
import { type FrameworkContext, callbackEnd } from './frameworks.js';
import { hostMethodEnd, hostOptionEnd } from './hosts.js';
import { type Path, ROUTE } from './paths.js';

/** What runs a file's functions: its exports, frameworks, event loops. */
export interface ExecutionContext {
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
  exportedEnd(paths: readonly ExportPath[], fails: EscapingFunction['fails']): readonly Path[];
  /** Where a callback's failure goes, if what calls it is known; `undefined` otherwise. */
  callbackEnd(call: CallNode, callee: Value): readonly Path[] | undefined;
  /** Where the failure of a function in an object goes that a library takes; `undefined` where no library is known to run it. */
  optionEnd(object: TSESTree.ObjectExpression, name: string): readonly Path[] | undefined;
  /** The same for a method that a library runs: by its base class, or by a decorator. */
  methodEnd(of: ClassNode, member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): readonly Path[] | undefined;
  /** Whether a method of this object literal is a route: `app.route({ handler })`, SvelteKit's `actions`. */
  isRouteObject(object: TSESTree.ObjectExpression, name: string): boolean;
  routeEnd(): readonly Path[];
  /** Whether the file listens for unhandled rejections of the whole process. */
  readonly catchesEverything: boolean;
}

/** Reads what runs the functions of a file; `filename` decides the conventions of frameworks. */
export function createExecutionContext(tree: Tree, evaluator: Evaluator, filename: string): ExecutionContext {
  const exports = readExports(tree);
  const context: FrameworkContext = { tree, evaluator, exports, path: filename.replaceAll('\\', '/') };
  return {
    isExported: (variable) => exports.namesOf(variable).length > 0,
    classLeaves: exports.classLeaves,
    exports,
    namesOf: (fn) => namesOf(context, fn),
    namesOfVariable: (variable) => namesOfVariable(context, variable),
    nameOfMember: exports.nameOfMember,
    pathsOfMembers: exports.pathsOfMembers,
    pathsOfResult: exports.pathsOfResult,
    exportedEnd: (paths, fails) => exportedEnd(context, paths, fails),
    callbackEnd: (call, callee) => callbackEnd(context, call, callee),
    optionEnd: (object, name) => hostOptionEnd(context, object, name),
    methodEnd: (of, member) => hostMethodEnd(context, of, member),
    isRouteObject: (object, name) => isRouteObject(context, object, name),
    routeEnd: () => ROUTE,
    catchesEverything: catchesEverything(tree, evaluator),
  };
}

const EXPORTED: readonly Path[] = [{ end: { kind: 'exported' } }];

function exportedEnd(context: FrameworkContext, paths: readonly ExportPath[], fails: EscapingFunction['fails']): readonly Path[] {
  if (paths.length === 0) return EXPORTED;
  return paths.flatMap((path) => (isRoute(context, path) ? ROUTE : [{ end: { kind: 'exported', exit: { path, fails } } }]));
}

/** `export function GET() {}`, `export default { fetch() {} }`. */
function isRoute(context: FrameworkContext, path: ExportPath): boolean {
  const [first, second, ...rest] = path;
  return rest.length === 0 && routeExport(context.path, (first === 'default' ? second : undefined) ?? first ?? '');
}

function namesOf(context: FrameworkContext, fn: FunctionNode): readonly ExportPath[] {
  const own = context.exports.nameOfDeclaration(fn);
  if (own !== undefined) return [[own]];
  const id = fn.type === 'FunctionDeclaration' ? fn.id : undefined;
  const variable = id ? context.tree.variableOf(id) : undefined;
  return variable ? namesOfVariable(context, variable) : [];
}

function namesOfVariable(context: FrameworkContext, variable: Variable): readonly ExportPath[] {
  return context.exports.namesOf(variable).map((name) => [name]);
}

function isRouteObject(context: FrameworkContext, object: TSESTree.ObjectExpression, name: string): boolean {
  const parent = object.parent;
  if (parent.type === 'CallExpression' && name === 'handler')
    return callbackEnd(context, parent, context.evaluator.valueOf(parent.callee)) === ROUTE;
  let at: Node = parent;
  while (at.type === 'TSSatisfiesExpression' || at.type === 'TSAsExpression') at = at.parent;
  return (
    at.type === 'VariableDeclarator' &&
    at.id.type === 'Identifier' &&
    at.id.name === 'actions' &&
    context.exports.nameOfDeclaration(at) === 'actions' &&
    routeExport(context.path, 'actions')
  );
}

/** Whether the file listens for unhandled rejections of the whole process. */
function catchesEverything(tree: Tree, evaluator: Evaluator): boolean {
  return tree.calls.some((call) => {
    if (call.callee.type !== 'MemberExpression') return false;
    const event = stringOf(call.arguments[0]);
    if (event === 'unhandledrejection') return propertyName(call.callee) === 'addEventListener';
    if (event !== 'unhandledRejection' && event !== 'uncaughtException') return false;
    const value = evaluator.valueOf(call.callee.object);
    return (
      value.kind === 'external' && (value.module === '' ? value.path.join('.') === 'process' : /^(?:node:)?process$/.test(value.module))
    );
  });
}
