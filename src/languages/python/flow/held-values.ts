import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { functionAround } from '../syntax/tree.js';
import type { FailureTiming } from './failure-timing.js';
import { type FlowContext, type FlowState, whileVisiting } from './context.js';
import { type Path, ESCAPES, lost, orEscapes } from './path.js';
import { escapesWrapper } from './wrappers/wrapper-outcomes.js';
import { withExports } from './exports.js';

/** A coroutine, task or future is assigned to a name: it goes to where the name is read later. */
export function heldIn(
  context: FlowContext,
  name: ast.Name,
  state: FlowState,
  isTask: boolean,
  follow: (node: Node, state: FlowState, isTask: boolean) => readonly Path[],
): readonly Path[] {
  const variable = context.tree.variableOf(name);
  const reads = variable
    ? variable.reads.filter((read) => read.range[0] > name.range[1] || functionAround(read) !== functionAround(name))
    : [];
  if (reads.length === 0) return isTask ? lost('task') : ESCAPES;
  // `task = shield(task)`: it comes back to its own name.
  return whileVisiting(context, name, () => orEscapes(reads.flatMap((read) => follow(read, state, isTask)))) ?? [];
}

/** The value that a function returns goes to its callers. */
export function returnedValue(
  context: FlowContext,
  fn: FunctionNode,
  timing: FailureTiming,
  state: FlowState,
  follow: (node: Node, state: FlowState) => readonly Path[],
): readonly Path[] {
  const { callSite } = state;
  if (callSite?.fn === fn) {
    if (!callSite.at) return escapesWrapper('result', timing, state);
    const onward: FlowState = { ...state, callSite: callSite.outer };
    if (callSite.isObject) return context.follow.functionValue(callSite.at, { timing }, onward);
    return callSite.at.type === 'Call' ? follow(callSite.at, onward) : ESCAPES;
  }
  return (
    whileVisiting(context, fn, () => {
      const calls = context.evaluator.callsOf(fn);
      if (fn.type === 'Lambda') return calls.length === 0 ? ESCAPES : calls.flatMap((call) => follow(call, state));
      // `def wrapper(*args): return fn(*args)` inside of a decorator.
      const names = callSite && functionAround(fn) === callSite.fn ? (context.tree.variableBoundBy(fn)?.reads ?? []) : [];
      if (names.length > 0) return names.flatMap((read) => context.follow.functionValue(read, { timing, fn }, state));
      const paths = calls.flatMap((call) =>
        follow(fn.type === 'AsyncFunctionDef' && call.parent?.type === 'Await' ? call.parent : call, state),
      );
      return withExports(context, fn, paths, timing, state);
    }) ?? ESCAPES
  );
}
