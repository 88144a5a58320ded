import type * as ast from '../../syntax/ast.js';
import type { FunctionNode } from '../../syntax/ast.js';
import type { FailureTiming } from '../failure-timing.js';
import { classOf } from '../../syntax/tree.js';
import { type CallSite, type Callable, type FlowContext, type FlowState, followResult, whileVisiting } from '../context.js';
import { type Path, UNKNOWN, asHelper, uncertain } from '../path.js';
import { functionReturnedBy, readsOfParameter, timingOf } from '../functions.js';
import { applyEffect, applyWrapperOutcomes, escapesWrapper, importedDecorator } from './wrapper-outcomes.js';
import { decoratedGraph } from '../graphs.js';
import { usesOf } from '../function-values.js';

/** A function lets the failure through: its callers get it. */
export function leaveFunction(context: FlowContext, fn: FunctionNode, state: FlowState): readonly Path[] {
  const { callSite } = state;
  if (callSite?.fn === fn) {
    if (fn.type === 'Lambda' || callSite.isObject || callSite.at?.type !== 'Call')
      return backToCall(context, callSite, timingOf(context, fn), state);
    return throughOwnDecorators(context, fn, fn.decorator_list.length - 1, state, (onward) =>
      backToCall(context, callSite, timingOf(context, fn), onward),
    );
  }
  if (fn.type === 'Lambda')
    return whileVisiting(context, fn, () => context.follow.functionValue(fn, { timing: timingOf(context, fn), fn }, state)) ?? [];
  return whileVisiting(context, fn, () => context.follow.decorators(fn, fn.decorator_list.length - 1, state)) ?? [];
}

/** The failure passes the decorators of a helper that was entered with a function, then goes back to the helper's call. */
function throughOwnDecorators(
  context: FlowContext,
  fn: ast.FunctionDef,
  index: number,
  state: FlowState,
  back: (state: FlowState) => readonly Path[],
): readonly Path[] {
  const decorator = fn.decorator_list[index];
  if (!decorator) return back(state);
  const effect = context.wrappers.decorator(decorator, state.thrown, timingOf(context, fn));
  const onward = (next: FlowState): readonly Path[] => throughOwnDecorators(context, fn, index - 1, next, back);
  if (effect) return applyEffect(effect, state, onward);
  const paths = onward(state);
  return localDecorator(context, decorator) || context.execution.mayHandle(decorator)
    ? uncertain(paths).map((path) => ({ ...path, again: path.again ?? { kind: 'unknown' } }))
    : paths;
}

/** The failure goes back to the call through which the function was entered. */
function backToCall(context: FlowContext, callSite: CallSite, timing: FailureTiming, state: FlowState): readonly Path[] {
  if (!callSite.at) return escapesWrapper('result', timing, state);
  const outer: FlowState = { ...state, callSite: callSite.outer };
  if (callSite.isObject) return context.follow.functionValue(callSite.at, { timing }, outer);
  if (callSite.at.type !== 'Call') return context.follow.decorators(callSite.at, (callSite.index ?? 0) - 1, outer);
  return followResult(context, callSite.at, timing, outer);
}

/** The failure passes the decorators of a function, the innermost (last) first, then goes to the callers. */
export function followDecorators(context: FlowContext, fn: ast.FunctionDef, index: number, state: FlowState): readonly Path[] {
  const decorator = fn.decorator_list[index];
  if (!decorator) return usesOf(context, fn, state);
  const end = context.execution.decoratorEnd(decorator, state.thrown);
  if (end === 'passes') return context.follow.decorators(fn, index - 1, state);
  if (end) return end;
  const graph = decoratedGraph(context, fn, decorator, state);
  if (graph) return graph;
  const effect = context.wrappers.decorator(decorator, state.thrown, timingOf(context, fn));
  if (effect) return applyEffect(effect, state, (onward) => context.follow.decorators(fn, index - 1, onward));
  const local = localDecorator(context, decorator);
  const outcomes = local ? undefined : importedDecorator(context, decorator, timingOf(context, fn), state);
  if (outcomes) return applyWrapperOutcomes(outcomes, state, (_, onward) => context.follow.decorators(fn, index - 1, onward));
  if (!local)
    return context.execution.mayHandle(decorator)
      ? uncertain(context.follow.decorators(fn, index - 1, state)).map((path) => ({ ...path, again: path.again ?? { kind: 'unknown' } }))
      : context.follow.decorators(fn, index - 1, state);
  const reads = readsOfParameter(context, [...local.args.posonlyargs, ...local.args.args][classOf(local) ? 1 : 0]);
  if (!reads || context.visiting.has(local)) return UNKNOWN;
  const inner: FlowState = { ...state, callSite: { fn: local, at: fn, index, outer: state.callSite } };
  const callable: Callable = { timing: timingOf(context, fn), fn };
  return asHelper(
    whileVisiting(context, local, () => reads.flatMap((read) => context.follow.functionValue(read, callable, inner))) ?? UNKNOWN,
    local,
  );
}

/** `@retry` or `@retry(3)` of this file: the function that gets the decorated one. */
function localDecorator(context: FlowContext, decorator: ast.Expression): ast.FunctionDef | undefined {
  // `@Retry(3)` of a class: its `__call__`.
  if (context.evaluator.valueOf(decorator).kind === 'instance') {
    const method = context.evaluator.functionCalled(decorator);
    return method?.type === 'FunctionDef' ? method : undefined;
  }
  const fn = context.evaluator.functionCalled(decorator.type === 'Call' ? decorator.func : decorator);
  if (fn?.type !== 'FunctionDef') return undefined;
  return decorator.type === 'Call' ? functionReturnedBy(context, fn) : fn;
}
