import type * as ast from '../../syntax/ast.js';
import type { Value } from '../../values/value.js';
import type { WrapperOutcome, WrapperQuestion } from './wrapping.js';
import type { RaisedException } from '../exception-matching.js';
import type { FailureTiming } from '../failure-timing.js';
import type { FunctionNode } from '../../syntax/ast.js';
import { classOf } from '../../syntax/tree.js';
import { type Path, CAUGHT, ESCAPES, THROUGH } from '../path.js';
import { isKeptAtExit, yieldOf } from './context-managers.js';
import { type FlowContext, type FlowState, whileVisiting } from '../context.js';
import { escapesWrapper } from './wrapper-outcomes.js';
import { functionReturnedBy, readsOfParameter } from '../functions.js';

/** What a function of this file does with a failure, as another file asks it; nothing where it is no such wrapper. */
export function wrapperOutcomes(
  context: FlowContext,
  wrapper: Value,
  { by, timing, thrown }: WrapperQuestion,
): readonly WrapperOutcome[] | undefined {
  const paths = context.budget.question(() =>
    by.kind === 'context'
      ? outcomesInsideManager(context, wrapper, by.isAsync, thrown)
      : outcomesOfTaker(context, wrapper, by, timing, thrown),
  );
  return paths
    ?.filter(({ isOptional }) => !isOptional)
    .map(({ end, again, through }) =>
      end === THROUGH ? { end: 'through', again, through } : { end: end.kind === 'caught' ? 'caught' : 'unknown', again },
    );
}

/** What a context manager does with a failure inside its `with`. */
function outcomesInsideManager(
  context: FlowContext,
  manager: Value,
  isAsync: boolean,
  thrown: RaisedException,
): readonly Path[] | undefined {
  const point = manager.kind === 'function' ? yieldOf(context, manager.node) : undefined;
  if (manager.kind === 'function' && point)
    return whileVisiting(context, manager.node, () =>
      context.follow.exception(point, { thrown, callSite: { fn: manager.node, at: undefined, outer: undefined } }),
    );
  const object = context.evaluator.resultOf(manager);
  if (object.kind !== 'instance') return undefined;
  const kept = isKeptAtExit(context, object, { type: isAsync ? 'AsyncWith' : 'With' });
  return kept === 'yes' ? CAUGHT : kept === 'no' ? escapesWrapper('result', 'on-call', { thrown }) : ESCAPES;
}

/** What a decorator or function does with the failure of a function that it is given. */
function outcomesOfTaker(
  context: FlowContext,
  taker: Value,
  by: Exclude<WrapperQuestion['by'], { readonly kind: 'context' }>,
  timing: FailureTiming,
  thrown: RaisedException,
): readonly Path[] | undefined {
  const called = functionGiven(context, taker, by.kind === 'decorator' && by.isCalled);
  if (!called || called.type === 'Lambda') return undefined;
  // What stands around it may do more.
  if (by.kind === 'argument' && called.decorator_list.some((decorator) => context.execution.decoratorEnd(decorator, thrown) !== 'passes'))
    return undefined;
  const parameter = by.kind === 'decorator' ? parameterAt(context, called, 0) : parameterAt(context, called, by.at);
  const reads = readsOfParameter(context, parameter);
  if (!reads) return undefined;
  const state: FlowState = { thrown, callSite: { fn: called, at: undefined, outer: undefined } };
  const isCoroutine = by.kind === 'argument' && by.isCoroutine;
  return whileVisiting(context, called, () =>
    reads.flatMap((read) =>
      isCoroutine ? context.follow.coroutine(read, state, false) : context.follow.functionValue(read, { timing }, state),
    ),
  );
}

/** The function that gets what is wrapped: itself, what it returns, or the `__call__` of an object. */
function functionGiven(context: FlowContext, taker: Value, isReturned: boolean): FunctionNode | undefined {
  if (taker.kind === 'function') return isReturned ? functionReturnedBy(context, taker.node) : taker.node;
  const object = isReturned && taker.kind === 'class' ? context.evaluator.resultOf(taker) : taker;
  const method = object.kind === 'instance' ? context.evaluator.memberOf(object.of, '__call__') : undefined;
  return method?.kind === 'function' ? method.node : undefined;
}

/** A parameter by its place, `self` counted out, or by its name. */
function parameterAt(context: FlowContext, fn: ast.FunctionDef, at: number | string): ast.Arg | undefined {
  const positions = [...fn.args.posonlyargs, ...fn.args.args];
  if (typeof at === 'string') return [...positions, ...fn.args.kwonlyargs].find(({ arg }) => arg === at);
  const isStatic = fn.decorator_list.some((decorator) => context.evaluator.qualifiedName(decorator)?.at(-1) === 'staticmethod');
  return positions[at + (classOf(fn) && !isStatic ? 1 : 0)];
}
