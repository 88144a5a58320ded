import type * as ast from '../../syntax/ast.js';
import type { FunctionNode, Node } from '../../syntax/ast.js';
import type { Value } from '../../values/value.js';
import type { Match } from '../exception-matching.js';
import { type FlowContext, type FlowState, whileVisiting } from '../context.js';
import { type Path, CAUGHT, UNKNOWN, uncertain } from '../path.js';
import { applyEffect, applyWrapperOutcomes, importedManager } from './wrapper-outcomes.js';

/** Context managers around the failure; `undefined` where it goes through untouched. */
export function throughWith(context: FlowContext, statement: ast.With, point: Node, state: FlowState): readonly Path[] | undefined {
  for (const item of [...statement.items].reverse()) {
    const effect = context.wrappers.context(item, state.thrown);
    if (effect?.catches && effect.isSilent) return [{ end: { kind: 'caught' }, handlers: [{ body: item, point }] }];
    if (effect) return applyEffect(effect, state, (onward) => context.follow.exception(statement, onward));
    const manager = managerOf(context, item);
    if (manager && !context.visiting.has(manager.fn)) {
      return (
        whileVisiting(context, manager.fn, () =>
          context.follow.exception(manager.point, { ...state, callSite: { fn: manager.fn, at: manager.call, outer: state.callSite } }),
        ) ?? UNKNOWN
      );
    }
    const outcomes = importedManager(context, item, statement, state);
    if (outcomes) return applyWrapperOutcomes(outcomes, state, (_, onward) => context.follow.exception(statement, onward));
    const kept = isKeptAtExit(context, context.evaluator.valueOf(item.context_expr), statement);
    if (kept !== 'no') return kept === 'yes' ? CAUGHT : uncertain(context.follow.exception(statement, state));
    // `for attempt in retry(…): with attempt:` of a helper from elsewhere: it may try again, and keep the failure.
    if (context.wrappers.isUnknownAttempt(item)) return UNKNOWN;
    if (context.wrappers.isTaskGroup(item.context_expr))
      return context.follow.exception(statement, { ...state, thrown: { ...state.thrown, isGrouped: true } });
  }
  return undefined;
}

/** A `@contextmanager` of this file: the failure is raised at its `yield`. */
function managerOf(context: FlowContext, item: ast.WithItem): { fn: FunctionNode; call: ast.Call; point: Node } | undefined {
  const call = item.context_expr;
  if (call.type !== 'Call') return undefined;
  const fn = context.evaluator.functionCalled(call.func);
  const point = fn && yieldOf(context, fn);
  return fn && point && { fn, call, point };
}

/** Where a `@contextmanager` runs what is inside of its `with`. */
export function yieldOf(context: FlowContext, fn: FunctionNode): Node | undefined {
  if (
    fn.type === 'Lambda' ||
    !fn.decorator_list.some((d) => /^(?:async)?contextmanager$/.test(context.evaluator.qualifiedName(d)?.at(-1) ?? ''))
  )
    return undefined;
  return context.tree.yieldsOf(fn)[0];
}

/** Whether a context manager that is a class of this file keeps the failure: what its `__exit__` returns. */
export function isKeptAtExit(context: FlowContext, value: Value, { type }: Pick<ast.With, 'type'>): Match {
  const exit =
    value.kind === 'instance' ? context.evaluator.memberOf(value.of, type === 'AsyncWith' ? '__aexit__' : '__exit__') : undefined;
  if (exit?.kind !== 'function') return 'no';
  const returned = context.tree.returnsOf(exit.node).filter((node) => node.type !== 'Constant' || Boolean(node.value));
  if (returned.length === 0) return 'no';
  return returned.length === context.tree.returnsOf(exit.node).length && returned.every((node) => node.type === 'Constant')
    ? 'yes'
    : 'unknown';
}
