import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { functionAround } from '../syntax/tree.js';
import { type FlowContext, type FlowState, followResult, whileVisiting } from './context.js';
import { type Path, CAUGHT, ESCAPES, lost } from './path.js';
import { heldIn, returnedValue } from './held-values.js';
import { GATHERS, appendedTo, followKeys, throughGather } from './task-collections.js';
import { nameOf, parameterFor, readsOfParameter } from './functions.js';
import { applyWrapperOutcomes, importedTaker } from './wrappers/wrapper-outcomes.js';

/** Follows a coroutine, task or future to where its exception is raised. */
export function followCoroutine(context: FlowContext, node: Node, state: FlowState, isTask: boolean): readonly Path[] {
  const { parent } = node;
  switch (parent?.type) {
    case 'Await':
      return context.follow.exception(parent, state);
    case 'withitem':
      return parent.parent?.type === 'AsyncWith' ? context.follow.exception(parent, state) : ESCAPES;
    case 'Expr':
      return isTask ? lost('task') : ESCAPES;
    case 'IfExp':
    case 'BoolOp':
    case 'NamedExpr':
      return context.follow.coroutine(parent, state, isTask);
    case 'Return': {
      const fn = functionAround(parent);
      return fn ? returnedValue(context, fn, 'on-await', state, (at, onward) => context.follow.coroutine(at, onward, isTask)) : ESCAPES;
    }
    case 'Lambda':
      return parent.body === node ? context.follow.functionValue(parent, { timing: 'on-await', fn: parent }, state) : ESCAPES;
    case 'List':
    case 'Tuple':
    case 'Set':
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      return context.follow.collection(parent, state, isTask);
    case 'DictComp':
      return parent.key === node ? followKeys(context, parent, state, isTask) : ESCAPES;
    case 'Assign':
      return parent.targets.length === 1 && parent.targets[0]?.type === 'Name'
        ? heldIn(context, parent.targets[0], state, isTask, context.follow.coroutine)
        : ESCAPES;
    case 'AnnAssign':
      return parent.target.type === 'Name' ? heldIn(context, parent.target, state, isTask, context.follow.coroutine) : ESCAPES;
    case 'Attribute': {
      const call = parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      if (!call) return ESCAPES;
      if (parent.attr === 'result') return asksForException(context, node) ? CAUGHT : context.follow.exception(call, state);
      return parent.attr === 'exception' ? CAUGHT : [];
    }
    case 'Call':
      return parent.func === node ? ESCAPES : awaitableArgument(context, parent, node, state, isTask);
    case 'keyword':
      return parent.parent?.type === 'Call' ? awaitableArgument(context, parent.parent, parent, state, isTask) : ESCAPES;
    default:
      return ESCAPES;
  }
}

/** `if future.exception(): … else: future.result()` */
function asksForException(context: FlowContext, future: Node): boolean {
  const variable = future.type === 'Name' ? context.tree.variableOf(future) : undefined;
  return variable?.reads.some(({ parent }) => parent?.type === 'Attribute' && parent.attr === 'exception') ?? false;
}

/** A coroutine, task or future is an argument of a call. */
function awaitableArgument(context: FlowContext, call: ast.Call, argument: Node, state: FlowState, isTask: boolean): readonly Path[] {
  const name = nameOf(context, call);
  const attribute = call.func.type === 'Attribute' ? call.func.attr : '';
  if (name === 'asyncio.run' || attribute === 'run_until_complete' || name === 'asyncio.Runner.run' || name.endsWith('.async_to_sync'))
    return context.follow.exception(call, state);
  if (name === 'asyncio.wait_for' || name === 'asyncio.shield') return context.follow.coroutine(call, state, isTask);
  if (
    attribute === 'create_task' ||
    attribute === 'ensure_future' ||
    attribute === 'start_soon' ||
    name === 'asyncio.run_coroutine_threadsafe'
  ) {
    const group = call.func.type === 'Attribute' ? groupOf(context, call.func.value) : undefined;
    return group
      ? context.follow.exception(group, { ...state, thrown: { ...state.thrown, isGrouped: true } })
      : context.follow.coroutine(call, state, true);
  }
  if (GATHERS.test(name === '' ? attribute : name)) return throughGather(context, call, state, isTask);
  if (attribute === 'append' || attribute === 'add') return appendedTo(context, call, state, isTask);
  const local = context.evaluator.functionCalled(call.func);
  const outcomes = local
    ? undefined
    : importedTaker(context, context.evaluator.valueOf(call.func), call, argument, 'on-await', true, state);
  if (outcomes)
    return applyWrapperOutcomes(outcomes, state, ({ as, timing }, onward) =>
      as === 'result' ? followResult(context, call, timing, onward) : context.follow.functionValue(call, { timing }, onward),
    );
  const parameter = local ? parameterFor(context, local, call, argument) : undefined;
  const reads = local ? readsOfParameter(context, parameter) : undefined;
  if (!local || !reads || context.visiting.has(local)) return ESCAPES;
  return (
    whileVisiting(context, local, () =>
      reads.flatMap((read) =>
        context.follow.coroutine(read, { ...state, callSite: { fn: local, at: call, outer: state.callSite } }, isTask),
      ),
    ) ?? ESCAPES
  );
}

/** The `async with TaskGroup() as group:` of a group's name. */
function groupOf(context: FlowContext, node: ast.Expression): ast.With | undefined {
  const variable = node.type === 'Name' ? context.tree.variableOf(node) : undefined;
  for (const binding of variable?.bindings ?? []) {
    if (binding.kind === 'with' && context.wrappers.isTaskGroup(binding.item.context_expr)) return binding.item.parent as ast.With;
  }
  return undefined;
}
