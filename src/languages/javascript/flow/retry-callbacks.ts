import type { TSESTree } from '@typescript-eslint/utils';
import { type FunctionNode, type Node, functionAround, isFunction, propertyName } from '../syntax/tree.js';
import type { FlowContext } from './context.js';
import { type Path, UNKNOWN } from './paths.js';

/** The failure goes to a parameter of the enclosing function (`promiseRetry((retry) => f().catch(retry))`): the retry library decides. */
export function followRetryCallback(flow: FlowContext, at: Node): readonly Path[] {
  const fn = functionAround(at);
  const taker = fn?.parent;
  const wrapper =
    taker?.type === 'CallExpression' && fn ? flow.catalog.wrapperOf(flow.evaluator.valueOf(taker.callee), flow.library) : undefined;
  return wrapper && fn ? flow.follow.callers(fn, undefined) : UNKNOWN;
}

/** Whether a name is the parameter with which a function asks its retry library for another attempt. */
export function isRetryCallback(flow: FlowContext, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  const variable = flow.tree.variableOf(node);
  return (
    variable?.defs[0]?.type === 'Parameter' &&
    /^(?:unknown|shape)$/.test(flow.evaluator.valueOf(node).kind) &&
    isGivenToRetryLibrary(flow, variable.defs[0].node)
  );
}

/** Whether a function is an argument of a retry library that gives it something to call. */
function isGivenToRetryLibrary(flow: FlowContext, fn: Node): boolean {
  if (!isFunction(fn) || fn.parent.type !== 'CallExpression' || fn.parent.callee === fn) return false;
  const { callee } = fn.parent;
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  return name === 'attempt' || flow.catalog.wrapperOf(flow.evaluator.valueOf(callee), flow.library) !== undefined;
}

/** Whether a handler calls such a function: `retry(error)`, `operation.retry(error)`. */
export function delegatesToRetryCallback(flow: FlowContext, body: Node, own: FunctionNode | undefined): boolean {
  return flow.tree.calls.some((call) => {
    if (call.range[0] < body.range[0] || call.range[1] > body.range[1]) return false;
    if (call.callee.type === 'MemberExpression')
      return propertyName(call.callee) === 'retry' && flow.evaluator.functionCalled(call.callee) === undefined;
    return isRetryCallback(flow, call.callee) && (!own || flow.tree.variableOf(call.callee as TSESTree.Identifier)?.defs[0]?.node !== own);
  });
}
