import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { childrenOf, functionAround, isFunction, isWithin } from '../syntax/tree.js';
import { handlerEffect, isSilent, loopAround, raisesSilently } from '../syntax/statements.js';
import { isRepeated, mayBeRepeated } from './repeated-functions.js';
import { pollingLoop, raiseAfter, triesAgain } from './tries-again.js';
import { TASK_RETRY_ERRORS } from '../../../catalog/frameworks/python.js';
import type { FlowContext, FlowState } from './context.js';
import { type Path, CAUGHT, POLLED, lost, uncertain } from './path.js';
import { throughWith } from './wrappers/context-managers.js';
import { leaveFunction } from './wrappers/decorators.js';

/** Follows an exception from where it is raised to what handles it. */
export function followException(context: FlowContext, point: Node, state: FlowState): readonly Path[] {
  let child: Node = point;
  let before: Node = point;
  for (let at = point.parent; at; before = child, child = at, at = at.parent) {
    // A generator expression runs while it is read, but for its first iterable.
    if (at.type === 'GeneratorExp' && !(child === at.generators[0] && before === child.iter)) return context.follow.reader(at, state);
    if ((at.type === 'Try' || at.type === 'TryStar') && at.body.includes(child as ast.Statement)) {
      const paths = throughTry(context, at, point, state);
      if (paths) return paths;
      if (at.handlers.length > 0 && !at.handlers.some((handler) => isOpenTo(context, handler, state, at)))
        return context.follow.exception(at, state).map((path) => ({
          ...path,
          passed: [{ statement: at, thrown: state.thrown }, ...(path.passed ?? [])],
        }));
    } else if ((at.type === 'With' || at.type === 'AsyncWith') && at.body.includes(child as ast.Statement)) {
      const paths = throughWith(context, at, point, state);
      if (paths) return paths;
    } else if (isFunction(at) && (at.type === 'Lambda' ? at.body === child : at.body.includes(child as ast.Statement))) {
      return leaveFunction(context, at, state);
    }
  }
  return context.execution.catchesEverything ? CAUGHT : lost(context.execution.topLevel);
}

/** Whether a handler may see the failure, if only to raise it again. */
function isOpenTo(context: FlowContext, { excType }: ast.ExceptHandler, { thrown }: FlowState, statement: ast.Try): boolean {
  return context.wrappers.matches(excType, thrown, statement.type === 'TryStar') !== 'no';
}

/** A `try` around the failure; `undefined` where it goes through untouched. */
function throughTry(context: FlowContext, statement: ast.Try, point: Node, state: FlowState): readonly Path[] | undefined {
  let perhaps = false;
  for (const handler of statement.handlers) {
    const match = context.wrappers.matches(handler.excType, state.thrown, statement.type === 'TryStar');
    if (match === 'no') continue;
    const effect = handlerEffect(handler.body, handler.name);
    if (effect === 'transparent') break;
    if (match === 'unknown') {
      perhaps = true;
      continue;
    }
    const caught = handled(context, statement, handler, point, effect, state).map((path) => ({
      ...path,
      handlers: [{ body: handler, point }, ...(path.handlers ?? [])],
    }));
    return perhaps ? uncertain(caught) : caught;
  }
  if (statement.finalbody.some((s) => s.type === 'Return')) return CAUGHT;
  return perhaps ? uncertain(context.follow.exception(statement, state)) : undefined;
}

/** A handler that takes the failure: what it does with it. */
function handled(
  context: FlowContext,
  statement: ast.Try,
  handler: ast.ExceptHandler,
  point: Node,
  effect: 'handles' | 'handles-or-throws' | 'throws',
  state: FlowState,
): readonly Path[] {
  if (asksQueue(context, handler)) return [{ end: { kind: 'caught' }, again: { kind: 'wrapper', name: 'retry' } }];
  if (effect !== 'throws') {
    const inLoop = triesAgain(statement, handler, point);
    const kind =
      inLoop === 'yes'
        ? 'loop'
        : callsBack(context, handler, statement) || recursAfter(context, statement)
          ? 'recursion'
          : isRepeated(context, functionAround(statement))
            ? 'repeated'
            : undefined;
    if (kind) return triedAgain(context, kind, statement, handler, state);
    if (inLoop === 'unknown') return [{ end: { kind: 'caught' }, again: { kind: 'unknown' } }];
    if (isPolled(context, statement, handler, point)) return POLLED;
    if (effect === 'handles')
      return mayBeRepeated(context, functionAround(statement)) ? [{ end: { kind: 'caught' }, again: { kind: 'unknown' } }] : CAUGHT;
  }
  return context.follow.exception(statement, state).map((path) => ({ ...path, end: { kind: 'caught' } }));
}

/** Whether a handler asks the queue to run its task again: `self.retry(exc=error)`, `summarise.retry()`, `raise Retry()`. */
function asksQueue(context: FlowContext, handler: ast.ExceptHandler): boolean {
  return context.tree.calls.some((call) => {
    if (!isWithin(call, handler)) return false;
    const value = context.evaluator.valueOf(call.func);
    if (value.kind === 'external' && TASK_RETRY_ERRORS.has(value.path.join('.'))) return true;
    if (call.func.type !== 'Attribute' || call.func.attr !== 'retry') return false;
    const task = context.evaluator.functionCalled(call.func.value) ?? functionAround(handler);
    const isOwn =
      task === functionAround(handler) &&
      call.func.value.type === 'Name' &&
      task !== undefined &&
      [...task.args.posonlyargs, ...task.args.args][0]?.arg === call.func.value.id;
    return (
      task !== undefined &&
      task.type !== 'Lambda' &&
      (isOwn || context.evaluator.functionCalled(call.func.value) === task) &&
      task.decorator_list.some((decorator) => context.execution.isTask(decorator))
    );
  });
}

/** The failure is tried again; the last one ends there, unless the same error is raised once the attempts are over. */
function triedAgain(
  context: FlowContext,
  kind: 'loop' | 'recursion' | 'repeated',
  statement: ast.Try,
  handler: ast.ExceptHandler,
  state: FlowState,
): readonly Path[] {
  const loop = kind === 'loop' ? loopAround(statement) : undefined;
  // A handler that logs every failure has logged the last one too.
  const last = loop && handler.body.every(isSilent) ? raiseAfter(loop, handler) : undefined;
  const from = last ?? (kind !== 'repeated' && raisesSilently(handler.body, handler.name) ? statement : undefined);
  const onward: readonly Path[] = from ? context.follow.exception(from, state) : CAUGHT;
  return onward.map((path) => ({
    ...path,
    again: path.again?.kind === 'wrapper' ? path.again : { kind: 'loop' },
    layers: [{ kind, at: { statement }, beyond: path.handlers?.length ?? 0 }, ...(path.layers ?? [])],
  }));
}

/** Whether a loop that waits for something else sends the same request again, whose answer it does not use: a model that is preloaded. */
function isPolled(context: FlowContext, statement: ast.Try, handler: ast.ExceptHandler, point: Node): boolean {
  const whole = point.parent?.type === 'Await' ? point.parent : point;
  const loop = whole.parent?.type === 'Expr' ? pollingLoop(statement, handler) : undefined;
  if (!loop) return false;
  const names: Node[] = [whole];
  for (let node = names.pop(); node; node = names.pop()) {
    const variable = node.type === 'Name' ? context.tree.variableOf(node) : undefined;
    if (variable?.bindings.some((binding) => isWithin(binding.node, loop))) return false;
    names.push(...childrenOf(node));
  }
  return true;
}

/** A handler that calls its own function again: recursion as retry. */
function callsBack(context: FlowContext, handler: ast.ExceptHandler, statement: ast.Try): boolean {
  const fn = functionAround(statement);
  return (
    fn !== undefined && context.tree.calls.some((call) => isWithin(call, handler) && context.evaluator.functionCalled(call.func) === fn)
  );
}

/** `try: return … except: …` and `return again(n + 1)` behind it. */
function recursAfter(context: FlowContext, statement: ast.Try): boolean {
  const fn = functionAround(statement);
  return (
    fn !== undefined &&
    context.tree.calls.some(
      (call) => isWithin(call, fn) && call.range[0] > statement.range[1] && context.evaluator.functionCalled(call.func) === fn,
    )
  );
}
