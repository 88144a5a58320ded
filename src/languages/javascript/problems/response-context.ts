import type { TSESTree } from '@typescript-eslint/utils';
import type { ResponseShape } from '../../../model/catalog/http-client.js';
import {
  type CallNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  calledAs,
  functionAround,
  isFunction,
  propertyName,
  readsOf,
} from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';
import type { PassesAnswer } from './passed-responses.js';

/** Places looked at before a request's answer counts as looked at. */
const MAX_STEPS = 500;

/** What stands at a node: the promise of an answer, the answer, its body's stream, the promise of its body, or the body. */
export type Way = 'promise' | 'answer' | 'stream' | 'body' | 'data';

/** How a way is followed. Each function says whether the status or the error is looked at, or may be. */
interface WayReader {
  readonly follow: (context: ResponseContext, node: Node) => boolean;
  /** A part that a pattern takes out; without it a pattern counts as a look. */
  readonly property?: (context: ResponseContext, property: TSESTree.Property | TSESTree.RestElement) => boolean;
}

/** What following an answer needs to know of the file, and the state of the request that is being asked about. */
export interface ResponseContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly passesAnswer: PassesAnswer;
  readonly ways: Readonly<Record<Way, WayReader>>;
  readonly form: ResponseShape;
  steps: number;
  /** Where the answer itself is tested, which is true whatever its status. */
  readonly truths: Node[];
  /** The first place that reads the body. */
  reader: Node | undefined;
}

/** Follows what stands at `node`. */
function follow(context: ResponseContext, way: Way, node: Node): boolean {
  return context.ways[way].follow(context, node);
}

/** Whether more places were looked at than a question may. */
export function isTooFar(context: ResponseContext): boolean {
  return (context.steps += 1) > MAX_STEPS;
}

/** Notes a place that reads the body. */
export function note(context: ResponseContext, node: Node): void {
  if (!context.reader || node.range[0] < context.reader.range[0]) context.reader = node;
}

/** `.then`, `.catch` and `.finally` of a promise: the callback gets the value, and the whole is a promise again. */
export function chained(context: ResponseContext, member: TSESTree.MemberExpression, again: Way, value: Way): boolean {
  const call = calledAs(member);
  const name = propertyName(member);
  if (!call || (name !== 'then' && name !== 'catch' && name !== 'finally')) return true;
  if (name !== 'then') return follow(context, again, call);
  const [callback] = call.arguments;
  if (!callback || !isFunction(callback)) return true;
  const [parameter] = callback.params;
  return parameter ? held(context, parameter, value) : false;
}

/** The value has a name, or its parts have. */
export function held(context: ResponseContext, target: Node, way: Way): boolean {
  const { property } = context.ways[way];
  if (target.type === 'ObjectPattern' && property) return target.properties.some((each) => property(context, each));
  const variable = target.type === 'Identifier' ? context.tree.variableOf(target) : false;
  if (!variable || isExported(variable)) return true;
  return readsOf(variable).some((read) => follow(context, way, read));
}

/**
 * A function gives it to its callers: the `.then` that it is the callback of, or its calls in this file. The answer
 * itself escapes with it, and what was read of it is without its status for good.
 */
export function returned(context: ResponseContext, at: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression, way: Way): boolean {
  const fn = at.type === 'ReturnStatement' ? functionAround(at) : at;
  if (!fn) return true;
  const chain = fn.parent;
  if (
    chain.type === 'CallExpression' &&
    chain.arguments[0] === fn &&
    chain.callee.type === 'MemberExpression' &&
    propertyName(chain.callee) === 'then'
  )
    return follow(context, way, chain);
  // A retry gives back what the function that it tries again resolves to.
  if (chain.type === 'CallExpression' && chain.callee !== fn && context.passesAnswer(chain, fn)) return follow(context, way, chain);
  if (way === 'promise') return true;
  // A callback's value goes to an unknown caller.
  if (chain.type === 'CallExpression' && chain.callee !== fn) return true;
  return callsOf(context, fn).some((call) => follow(context, way, call));
}

/** Calls by name in this file. */
function callsOf(context: ResponseContext, fn: FunctionNode): readonly CallNode[] {
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier'
        ? fn.parent.id
        : false;
  const variable = id ? context.tree.variableOf(id) : false;
  if (variable)
    return readsOf(variable).flatMap((read) => (read.parent.type === 'CallExpression' && read.parent.callee === read ? [read.parent] : []));
  const method =
    fn.parent.type === 'MethodDefinition' || fn.parent.type === 'Property' || fn.parent.type === 'PropertyDefinition'
      ? propertyName(fn.parent)
      : false;
  return method === undefined
    ? []
    : context.tree.calls.filter(
        (call) => call.type === 'CallExpression' && call.callee.type === 'MemberExpression' && propertyName(call.callee) === method,
      );
}

/** Whether a callee is a global function: `JSON.parse`. */
export function isGlobal(context: ResponseContext, callee: Node, ...path: readonly string[]): boolean {
  const value = context.evaluator.valueOf(callee);
  return value.kind === 'external' && value.module === '' && value.path.join('.') === path.join('.');
}

/** `export const response = …`: other files may look. */
function isExported({ defs }: Variable): boolean {
  return defs.some(({ node }) => node.type === 'VariableDeclarator' && node.parent.parent.type === 'ExportNamedDeclaration');
}
