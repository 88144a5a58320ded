import type * as ast from '../../syntax/ast.js';
import type { Effect } from './retry-effects.js';
import type { FailureTiming } from '../failure-timing.js';
import type { WrapperOutcome, WrapperOutput } from './wrapping.js';
import type { Value } from '../../values/value.js';
import type { Node } from '../../syntax/ast.js';
import type { FlowContext, FlowState } from '../context.js';
import { type Path, CAUGHT, THROUGH, raisedAs } from '../path.js';

/** A retry library or a suppressing context on the path. */
export function applyEffect(effect: Effect, state: FlowState, onward: (state: FlowState) => readonly Path[]): readonly Path[] {
  const { again, throws } = effect;
  const paths = effect.catches ? CAUGHT : throws ? raisedAs(throws, onward({ ...state, thrown: throws })) : onward(state);
  if (!again) return paths;
  const { library } = effect;
  return paths.map((path) => {
    if (again.kind !== 'wrapper') return path.again && path.again.kind !== 'unknown' ? path : { ...path, again };
    const layer = library && { kind: 'wrapper' as const, at: library, beyond: path.handlers?.length ?? 0 };
    return { ...path, again, ...(layer && { layers: [layer, ...(path.layers ?? [])] }) };
  });
}

/** What a decorator of another file does with the failure. */
export function importedDecorator(
  context: FlowContext,
  decorator: ast.Expression,
  timing: FailureTiming,
  { thrown }: FlowState,
): readonly WrapperOutcome[] | undefined {
  const isCalled = decorator.type === 'Call';
  return context.otherFiles?.wrappers.outcomesOf(context.evaluator.valueOf(isCalled ? decorator.func : decorator), {
    by: { kind: 'decorator', isCalled },
    timing,
    thrown,
  });
}

/** What a context manager of another file does with the failure. */
export function importedManager(
  context: FlowContext,
  { context_expr: manager }: ast.WithItem,
  { type }: ast.With,
  { thrown }: FlowState,
): readonly WrapperOutcome[] | undefined {
  return context.otherFiles?.wrappers.outcomesOf(context.evaluator.valueOf(manager.type === 'Call' ? manager.func : manager), {
    by: { kind: 'context', isAsync: type === 'AsyncWith' },
    timing: 'on-call',
    thrown,
  });
}

/** What a function of another file does with the failure of a function that it is given. */
export function importedTaker(
  context: FlowContext,
  taker: Value,
  call: ast.Call,
  argument: Node,
  timing: FailureTiming,
  isCoroutine: boolean,
  { thrown }: FlowState,
): readonly WrapperOutcome[] | undefined {
  const index = call.args.indexOf(argument as ast.Expression);
  const at = argument.type === 'keyword' ? argument.arg : index;
  if (at === null || at === -1 || call.args.slice(0, index).some((before) => before.type === 'Starred')) return undefined;
  return context.otherFiles?.wrappers.outcomesOf(taker, { by: { kind: 'argument', at, isCoroutine }, timing, thrown });
}

/** The outcomes of a wrapper of another file, followed further in this one. */
export function applyWrapperOutcomes(
  outcomes: readonly WrapperOutcome[],
  state: FlowState,
  follow: (through: WrapperOutput, onward: FlowState) => readonly Path[],
): readonly Path[] {
  return outcomes.flatMap(({ end, again, through }): readonly Path[] => {
    if (end !== 'through' || !through) return [{ end: { kind: end === 'caught' ? 'caught' : 'unknown' }, again }];
    const onward = follow(through, { ...state, thrown: through.thrown });
    const paths = through.thrown.error === state.thrown.error ? onward : raisedAs(through.thrown, onward);
    return again
      ? paths.map((path) => (again.kind !== 'wrapper' && path.again && path.again.kind !== 'unknown' ? path : { ...path, again }))
      : paths;
  });
}

/** The failure comes out of a wrapper that another file asks about. */
export function escapesWrapper(as: WrapperOutput['as'], timing: FailureTiming, { thrown }: FlowState): readonly Path[] {
  return [{ end: THROUGH, through: { as, timing, thrown } }];
}
