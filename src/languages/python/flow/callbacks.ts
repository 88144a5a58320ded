import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type Callable, type FlowContext, type FlowState, followResult, whileVisiting } from './context.js';
import { type Path, ESCAPES, UNKNOWN, asHelper, lost } from './path.js';
import { nameOf, parameterFor, readsOfParameter } from './functions.js';
import { applyEffect, applyWrapperOutcomes, importedTaker } from './wrappers/wrapper-outcomes.js';
import { nodeOfGraph } from './graphs.js';
import { fieldsOf, usesOfField } from './fields.js';

/** Methods of pandas' tables and columns that call a function for each value, at once. */
const APPLY_METHODS: ReadonlySet<string> = new Set(['apply', 'applymap', 'progress_apply', 'transform', 'agg']);

/** Functions that return the function they are given, caching or copying it. */
const RETURNS_ITS_ARGUMENT: ReadonlySet<string> = new Set([
  'functools.lru_cache',
  'functools.cache',
  'staticmethod',
  'classmethod',
  'property',
  'copy.copy',
  'typing.cast',
]);

/** A function is passed to another as a callback. */
export function passedTo(context: FlowContext, call: ast.Call, argument: Node, callable: Callable, state: FlowState): readonly Path[] {
  const name = nameOf(context, call);
  const first = call.args[0];
  if (name === 'functools.partial' || name === 'functools.wraps' || name === 'functools.update_wrapper')
    return name === 'functools.partial' && first === argument ? context.follow.functionValue(call, callable, state) : [];
  if (RETURNS_ITS_ARGUMENT.has(name)) return context.follow.functionValue(call, callable, state);
  const end = context.execution.callbackEnd(call, argument);
  if (end) return end;
  const node = nodeOfGraph(context, call, argument, callable, state);
  if (node) return node;
  const attribute = call.func.type === 'Attribute' ? call.func.attr : '';
  const runner =
    attribute === 'submit' ||
    attribute === 'run_in_executor' ||
    name === 'asyncio.to_thread' ||
    name.endsWith('run_in_threadpool') ||
    name === 'anyio.to_thread.run_sync' ||
    name.endsWith('sync_to_async');
  if (runner) {
    // What follows the function are its arguments.
    if (argument.type !== 'keyword' && call.args[attribute === 'run_in_executor' ? 1 : 0] !== argument) return UNKNOWN;
    return context.follow.coroutine(call, state, attribute === 'submit');
  }
  if (name === 'map' || name === 'filter') return context.follow.reader(call, state);
  if (name === 'anyio.run' || name === 'trio.run' || APPLY_METHODS.has(attribute) || name === 'max' || name === 'min' || name === 'sorted')
    return context.follow.exception(call, state);
  // `Pool.map` waits for all; an executor's `map` fails where it is read, if it is.
  if (/^multiprocessing\..*\.(?:map|starmap|apply)$/.test(name)) return context.follow.exception(call, state);
  if (/^concurrent\.futures\..*\.map$/.test(name) && call.parent?.type === 'Expr') return lost('task');
  if (attribute === 'map' || attribute === 'imap' || attribute === 'imap_unordered' || attribute === 'starmap')
    return context.follow.reader(call, state);
  const effect = context.wrappers.applied(call, state.thrown);
  if (effect) return applyEffect(effect, state, (onward) => followResult(context, call, callable.timing, onward));
  const local = context.evaluator.functionCalled(call.func);
  if (local) return enteredLocal(context, local, call, argument, callable, state);
  const made = context.evaluator.valueOf(call.func);
  if (made.kind === 'class') return keptByObject(context, made.node, call, argument, callable, state);
  const outcomes = importedTaker(context, made, call, argument, callable.timing, false, state);
  if (outcomes)
    return applyWrapperOutcomes(outcomes, state, ({ as, timing }, onward) =>
      as === 'result' ? followResult(context, call, timing, onward) : context.follow.functionValue(call, { timing }, onward),
    );
  return asCollaborator(context, call, argument, state) ?? givenToBase(context, call, callable, state) ?? UNKNOWN;
}

/** An object of this file is made with the function. Where calling the object calls the function, it stands for it. */
function keptByObject(
  context: FlowContext,
  of: ast.ClassDef,
  call: ast.Call,
  argument: Node,
  callable: Callable,
  state: FlowState,
): readonly Path[] {
  const asFunction = context.evaluator.memberOf(of, '__call__');
  const inner: FlowState =
    asFunction.kind === 'function'
      ? { ...state, callSite: { fn: asFunction.node, at: call, isObject: true, outer: state.callSite } }
      : state;
  const init = context.evaluator.memberOf(of, '__init__');
  if (init.kind === 'function') {
    const reads = readsOfParameter(context, parameterFor(context, init.node, call, argument));
    if (!reads || context.visiting.has(init.node)) return ESCAPES;
    return whileVisiting(context, init.node, () => reads.flatMap((read) => context.follow.functionValue(read, callable, inner))) ?? ESCAPES;
  }
  const field = argument.type === 'keyword' ? argument.arg : fieldsOf(of)[call.args.indexOf(argument as ast.Expression)];
  return field ? usesOfField(context, of, field, callable, inner) : ESCAPES;
}

/**
 * A method of a base class from elsewhere gets a function with its arguments, `self._call(client.post, url)`: it calls it,
 * and may try again. What it lets through is raised here, which is enough to see what stands around.
 */
function givenToBase(context: FlowContext, call: ast.Call, callable: Callable, state: FlowState): readonly Path[] | undefined {
  const { func } = call;
  const holder =
    func.type === 'Attribute' && func.value.type === 'Name' && func.value.id === 'self' ? context.evaluator.valueOf(func.value) : undefined;
  if (holder?.kind !== 'instance' || holder.of.bases.length === 0 || call.args.length < 2 || callable.fn) return undefined;
  const at = call.parent?.type === 'Await' ? call.parent : call;
  return context.follow.exception(at, state).map((path) => ({
    ...path,
    end: path.end.kind === 'lost' ? { kind: 'unknown' } : path.end,
    again: { kind: 'unknown' },
  }));
}

/**
 * A library's object is made with the function as one of its parts: `GraphRAG(llm_func=ask)`. It calls the function when
 * one of its methods is called, and what it does not expect comes out there.
 */
function asCollaborator(context: FlowContext, call: ast.Call, argument: Node, state: FlowState): readonly Path[] | undefined {
  if (argument.type !== 'keyword' || !context.execution.isLibraryObject(call)) return undefined;
  const { parent } = call;
  const name = parent?.type === 'Assign' && parent.targets.length === 1 ? parent.targets[0] : undefined;
  const variable = name?.type === 'Name' ? context.tree.variableOf(name) : undefined;
  const uses = variable?.reads.flatMap((read) => {
    const method = read.parent?.type === 'Attribute' ? read.parent : undefined;
    return method?.parent?.type === 'Call' && method.parent.func === method ? [method.parent] : [];
  });
  if (!uses || uses.length === 0) return undefined;
  return uses.flatMap((use) => context.follow.exception(use.parent?.type === 'Await' ? use.parent : use, state));
}

/** A function of this file gets the callback: it is read. */
function enteredLocal(
  context: FlowContext,
  local: FunctionNode,
  call: ast.Call,
  argument: Node,
  callable: Callable,
  state: FlowState,
): readonly Path[] {
  const parameter = parameterFor(context, local, call, argument);
  const reads = readsOfParameter(context, parameter);
  if (!reads || context.visiting.has(local)) return UNKNOWN;
  const inner: FlowState = { ...state, callSite: { fn: local, at: call, outer: state.callSite } };
  return asHelper(
    whileVisiting(context, local, () => reads.flatMap((read) => context.follow.functionValue(read, callable, inner))) ?? UNKNOWN,
    local,
  );
}
