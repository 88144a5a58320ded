import type { CallKind } from '../../../../model/catalog/sdk.js';
import type { Call } from '../../../../model/facts/call.js';
import { type CallNode, type FunctionNode, type Node, isFunction, propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/**
 * Where a call's failure can be met in its own function:
 * - `await`: it is thrown at an `await` or in the head of a `for await` loop around the call;
 * - `promise`: `promise` rejects, and goes somewhere else;
 * - `read`: the call returns an object that throws when it is read.
 */
export interface Surfacing {
  readonly kind: 'await' | 'promise' | 'read';
  /** The call, with the `.then()` and the like that are chained to it. */
  readonly promise: Node;
  /** The expression or loop that throws; for `promise`, the promise itself. */
  readonly at: Node;
  /** The function that `at` is in; `undefined` at the top level. */
  readonly fn: FunctionNode | undefined;
}

/** Finds where the failure surfaces; `undefined` where no `try` and no `.catch()` can meet it. */
export function surfacingOf(call: Call, context: RepairContext): Surfacing | undefined {
  const { surfaces } = call;
  if (surfaces === 'never' || surfaces === 'event') return undefined;
  const promise = chainOf(context.callNode(call), ANY_PROMISE);
  const start = call.retry.kind === 'wrapper' || isIneffectivelyWrapped(call) ? outOfWrapper(promise) : promise;
  const awaited = awaitAround(start);
  if (awaited === 'nowhere') return undefined;
  if (awaited)
    return {
      kind: surfaces === 'read' && awaited.type === 'AwaitExpression' && start === promise ? 'read' : 'await',
      promise,
      at: awaited,
      fn: functionOf(awaited),
    };
  return { kind: surfaces === 'read' ? 'read' : 'promise', promise, at: promise, fn: functionOf(promise) };
}

/** The catalog's entry for a call, found by the path it is written with. */
export function callKindOf(call: Call, context: RepairContext): CallKind | undefined {
  const sdk = context.sdkOf(call);
  if (!sdk) return undefined;
  const name = `.${call.name.replace(/[!?]/g, '')}`;
  const methods = Object.values(sdk.objects).flatMap((object) => Object.entries(object.calls));
  const functions = Object.entries(sdk.exports).flatMap(([exported, e]) => (e.kind === 'function' ? [[exported, e.call] as const] : []));
  return [...methods, ...functions].filter(([path]) => name.endsWith(`.${path}`)).sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/** The outermost call in a chain whose methods hand out another promise of the same request. */
export function chainOf(call: CallNode, methods: ReadonlySet<string>): Node {
  let chain: Node = call;
  for (let at: Node = call; ;) {
    while (at.parent && ['TSNonNullExpression', 'TSAsExpression', 'ChainExpression'].includes(at.parent.type)) at = at.parent;
    const member: Node | undefined = at.parent;
    if (member?.type !== 'MemberExpression' || member.object !== at || !methods.has(propertyName(member) ?? '')) return chain;
    const next: Node | undefined = member.parent;
    if (next.type !== 'CallExpression' || next.callee !== member) return chain;
    chain = next;
    at = next;
  }
}

/** Methods of SDKs' and HTTP clients' promises that give a promise for the same request. */
export const REQUEST_METHODS: ReadonlySet<string> = new Set([
  'withResponse',
  'asResponse',
  'json',
  'text',
  'blob',
  'arrayBuffer',
  'formData',
  'send',
  'set',
  'timeout',
]);
const ANY_PROMISE: ReadonlySet<string> = new Set([...REQUEST_METHODS, 'then', 'catch', 'finally']);

function isIneffectivelyWrapped(call: Call): boolean {
  return call.retry.kind === 'none' && call.retry.reason.kind === 'ineffective-wrapper';
}

/** The call of the wrapper that a call's function is given to: a `try` around it sees the failure once, not at every attempt. */
function outOfWrapper(promise: Node): Node {
  const fn = functionOf(promise);
  const parent = fn?.parent;
  return parent?.type === 'CallExpression' && parent.arguments.includes(fn as never) ? chainOf(parent, ANY_PROMISE) : promise;
}

function awaitAround(start: Node): Node | 'nowhere' | undefined {
  for (let at = start; at.parent; at = at.parent) {
    const parent: Node = at.parent;
    switch (parent.type) {
      case 'AwaitExpression':
        return parent;
      case 'ForOfStatement':
        return parent.await && parent.right === at ? parent : undefined;
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'LogicalExpression':
      case 'ArrayExpression':
        continue;
      case 'ConditionalExpression':
      case 'SequenceExpression':
        continue;
      case 'CallExpression':
        if (isPromiseCombinator(parent, at)) continue;
        return undefined;
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'AssignmentPattern':
      case 'Decorator':
        return 'nowhere';
      default:
        return undefined;
    }
  }
  return undefined;
}

/** `Promise.all([…])`: it fails as its members do. */
function isPromiseCombinator(call: Node, argument: Node): boolean {
  return (
    call.type === 'CallExpression' &&
    call.arguments[0] === argument &&
    call.callee.type === 'MemberExpression' &&
    call.callee.object.type === 'Identifier' &&
    call.callee.object.name === 'Promise'
  );
}

function functionOf(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}
