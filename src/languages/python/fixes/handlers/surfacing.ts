import { getOwn } from '../../../../catalog/presets/own-entry.js';
import { pythonWrapperOf } from '../../../../catalog/python.js';
import type { PythonWrapper } from '../../../../model/catalog/retry-library.js';
import type { Call } from '../../../../model/facts/call.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { functionAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** The node at which the failure of a call is raised; `undefined` where that is not seen, or in another function's time. */
export function surfacingOf(call: Call, context: RepairContext): Node | undefined {
  const raw = context.raws.get(call);
  if (!raw || raw.timing === 'never') return undefined;
  if (raw.node.type === 'Reference') return isRunBy(raw.node.reference, context);
  if (raw.timing === 'on-call') return raisedAt(raw.node, context);
  const at = raw.timing === 'on-await' ? awaitedAt(raw.node, context) : readAt(raw.node, context);
  return at && raisedAt(at, context);
}

/** The node itself, or what runs the lambda or generator that it stands in; it must run before the statement ends. */
function raisedAt(node: Node, context: RepairContext): Node | undefined {
  let child = node;
  for (let at = node.parent; at && !isStatement(at); child = at, at = at.parent) {
    if (at.type === 'arguments') return undefined;
    if (at.type === 'Lambda') return isRunBy(at, context);
    if (at.type === 'GeneratorExp' && at.generators[0]?.iter !== child && !isConsumed(at)) return undefined;
  }
  return node;
}

/** A function that is handed over: to something that calls it at once, and waits for it. */
function isRunBy(fn: Node, context: RepairContext): Node | undefined {
  const taker = fn.parent?.type === 'keyword' ? fn.parent.parent : fn.parent;
  if (taker?.type !== 'Call' || taker.func === fn) return undefined;
  const value = context.evaluator.valueOf(taker.func);
  const name = value.kind === 'builtin' ? value.name : value.kind === 'external' ? value.path.join('.') : '';
  const attribute = taker.func.type === 'Attribute' ? taker.func.attr : '';
  if (
    name === 'asyncio.to_thread' ||
    attribute === 'run_in_executor' ||
    name.endsWith('run_in_threadpool') ||
    name.endsWith('to_thread.run_sync')
  )
    return awaitedAt(taker, context);
  if (name === 'map' || name === 'filter') return isConsumed(taker) ? raisedAt(taker, context) : undefined;
  // `Retrying(…)(client.create)`, `backoff.on_exception(…)(client.create)(…)`
  const policy = value.kind === 'made-by' && value.members.length === 0 ? retryWrapper(value.path) : undefined;
  if (policy?.form === 'iterator') return policy.async ? awaitedAt(taker, context) : raisedAt(taker, context);
  if (policy?.form === 'decorator')
    return taker.parent?.type === 'Call' && taker.parent.func === taker ? raisedAt(taker.parent, context) : undefined;
  const local = context.evaluator.functionCalled(taker.func);
  if (local) return local.type === 'AsyncFunctionDef' ? awaitedAt(taker, context) : raisedAt(taker, context);
  return RUN_AT_ONCE.has(name) ? raisedAt(taker, context) : undefined;
}

/** What a qualified name is of a library that retries. */
function retryWrapper(path: readonly string[]): PythonWrapper | undefined {
  const found = pythonWrapperOf(path);
  const wrapper = getOwn(found?.entry.exports, found?.rest.join('.') ?? '');
  return wrapper?.retries === 'yes' ? wrapper : undefined;
}

const RUN_AT_ONCE: ReadonlySet<string> = new Set(['sorted', 'max', 'min', 'next', 'asyncio.run', 'anyio.run']);

/** Whether an iterator is read where it stands. */
function isConsumed(node: Node): boolean {
  const { parent } = node;
  return (
    parent?.type === 'Call' ||
    parent?.type === 'comprehension' ||
    parent?.type === 'Starred' ||
    ((parent?.type === 'For' || parent?.type === 'AsyncFor') && parent.iter === node)
  );
}

/** Where a coroutine is awaited: around it, or at the one place that reads its variable. */
function awaitedAt(node: Node, context: RepairContext, depth = 0): Node | undefined {
  let child = node;
  for (let at = node.parent; at && !isStatement(at); child = at, at = at.parent) {
    if (at.type === 'Await') return at;
    if (at.type === 'withitem') return at.parent?.type === 'AsyncWith' ? at : undefined;
    if (at.type === 'Lambda' || at.type === 'arguments') return undefined;
    if (at.type === 'Call' && RUNNERS.test(nameOf(at)) && at.func !== child) return at;
  }
  return depth === 0 ? onlyUse(node, context, (read) => awaitedAt(read, context, 1)) : undefined;
}

const RUNNERS = /(?:^|\.)(?:run|run_until_complete)$/;

function nameOf({ func }: ast.Call): string {
  return func.type === 'Name' ? func.id : func.type === 'Attribute' ? `.${func.attr}` : '';
}

/** Where a stream or context manager is read: by the loop, the `with` or the call around it, or where its variable is. */
function readAt(node: Node, context: RepairContext): Node | undefined {
  const { parent } = node;
  if (parent?.type === 'Await') return readAt(parent, context) ?? parent;
  const isUsed =
    isConsumed(node) ||
    parent?.type === 'withitem' ||
    parent?.type === 'YieldFrom' ||
    parent?.type === 'Attribute' ||
    parent?.type === 'keyword';
  return isUsed ? (parent ?? undefined) : onlyUse(node, context, (read) => readAt(read, context));
}

/** The one use of the variable that an expression is assigned to, in the same function. */
function onlyUse(node: Node, { tree }: RepairContext, use: (read: ast.Name) => Node | undefined): Node | undefined {
  let child: Node = node;
  while (child.parent && !isStatement(child.parent)) child = child.parent;
  const statement = child.parent;
  const target = statement?.type === 'Assign' && statement.value === child ? statement.targets[0] : undefined;
  if (target?.type !== 'Name') return undefined;
  const reads = tree.variableOf(target)?.reads ?? [];
  const uses = reads.filter((read) => functionAround(read) === functionAround(node)).map(use);
  return uses.length === reads.length && uses.length === 1 ? uses[0] : undefined;
}

/** Whether a node is a statement, or a part of one that holds statements. */
function isStatement(node: Node): boolean {
  return 'body' in node ? node.type !== 'Lambda' && node.type !== 'IfExp' : SIMPLE.has(node.type);
}

const SIMPLE: ReadonlySet<string> = new Set([
  'Return',
  'Delete',
  'Assign',
  'TypeAlias',
  'AugAssign',
  'AnnAssign',
  'Match',
  'Raise',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'Expr',
  'Pass',
  'Break',
  'Continue',
  'Invalid',
]);
