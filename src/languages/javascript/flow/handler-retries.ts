import type { TSESTree } from '@typescript-eslint/utils';
import { pollingLoop, rethrowsAsIs, runsAgain } from '../syntax/statements.js';
import { type CallNode, type FunctionNode, type Node, functionAround, isWithin, nodesIn } from '../syntax/tree.js';
import { speaksOfWaiting } from '../syntax/waiting.js';
import type { FlowContext } from './context.js';
import { CAUGHT, type Path } from './paths.js';

/** Caught by a handler that tries again; `last` is where the failure of the last attempt goes, none where the handler keeps it. */
export function retried(
  kind: 'loop' | 'recursion' | 'repeated',
  statement: TSESTree.TryStatement | CallNode,
  last: readonly Path[],
): readonly Path[] {
  const paths: readonly Path[] = last.length === 0 ? CAUGHT : last;
  return paths.map((path) => ({
    ...path,
    again: { kind: 'loop' },
    layers: [{ kind, at: { statement }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])],
  }));
}

/** Whether a loop that waits for something else sends the same request again, whose answer it does not use: a model that is preloaded. */
export function isPolled(flow: FlowContext, statement: TSESTree.TryStatement, point: Node): boolean {
  const loop = point.parent?.type === 'ExpressionStatement' ? pollingLoop(statement) : undefined;
  if (!loop) return false;
  return nodesIn(point).every((node) => {
    const variable = node.type === 'Identifier' ? flow.tree.variableOf(node) : undefined;
    return !variable?.references.some((reference) => reference.isWrite() && isWithin(reference.identifier, loop));
  });
}

/** Whether a handler logs the failure, or throws another error in its place: what it throws in the end is no news. */
export function reportsFailure(flow: FlowContext, body: Node, param: Node | undefined): boolean {
  if (!rethrowsAsIs(body, param)) return true;
  return flow.tree.calls.some(
    (call) => isWithin(call, body) && call.parent.type === 'ExpressionStatement' && !speaksOfWaiting(flow.tree.text.slice(...call.range)),
  );
}

/** A handler that calls its own function again: recursion as retry. */
export function callsOwnFunction(flow: FlowContext, body: Node, at: Node): boolean {
  const fn = functionAround(at);
  if (!fn) return false;
  const nodes = body.type === 'BlockStatement' ? body.body : [body];
  return flow.tree.calls.some((call) => nodes.some((node) => isWithin(call, node)) && runsFunction(flow, call, fn));
}

/** `try { return await … } catch { … } return again(n + 1)`: the function calls itself behind the `try`. */
export function recursAfter(flow: FlowContext, statement: TSESTree.TryStatement): boolean {
  const fn = functionAround(statement);
  return (
    fn !== undefined &&
    flow.tree.calls.some((call) => isWithin(call, fn.body) && call.range[0] > statement.range[1] && runsFunction(flow, call, fn))
  );
}

/**
 * Whether the function around a place runs again when its failure has become a value: a caller has it in a loop
 * that success leaves (`while (!(await once()))`), or `setInterval` runs it. A call of itself is recursion, of which the handler
 * that makes it decides.
 */
export function isRepeated(flow: FlowContext, at: Node): boolean {
  const fn = functionAround(at);
  if (!fn) return false;
  return flow.tree.calls.some((call) => {
    if (isWithin(call, fn)) return false;
    if (flow.evaluator.functionCalled(call.callee) === fn) return runsAgain(call);
    const value = call.arguments.some((a) => a === fn || (a.type === 'Identifier' && flow.evaluator.functionCalled(a) === fn))
      ? flow.evaluator.valueOf(call.callee)
      : undefined;
    return value?.kind === 'external' && value.path.at(-1) === 'setInterval';
  });
}

/** Whether a call runs a function: by calling it, or by handing it to a timer. */
function runsFunction(flow: FlowContext, call: CallNode, fn: FunctionNode): boolean {
  return (
    flow.evaluator.functionCalled(call.callee) === fn ||
    (isTimer(flow, call) && call.arguments.some((a) => a.type === 'Identifier' && flow.evaluator.functionCalled(a) === fn))
  );
}

function isTimer(flow: FlowContext, call: CallNode): boolean {
  const value = flow.evaluator.valueOf(call.callee);
  return value.kind === 'external' && /^set(?:Timeout|Interval)$/.test(value.path.at(-1) ?? '');
}
