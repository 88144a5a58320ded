import type * as ast from '../syntax/ast.js';
import type { Loop } from '../syntax/statements.js';
import type { Node } from '../syntax/ast.js';
import { functionAround, isWithin } from '../syntax/tree.js';
import type { LoopContext } from './loop-attempts.js';

/** Names of what waits, and of what lets through only so many at a time. */
export const WAITS =
  /sleep|wait|delay|back_?off|pause|throttl|limiter|rate_limit|cool_?down|retry_?after|interval|debounce|semaphore|mutex|queue|acquire|countdown|readline|\b(?:input|prompt|question)\w*\(/i;

const BUILTINS: ReadonlySet<string> = new Set([
  'print',
  'str',
  'repr',
  'len',
  'int',
  'float',
  'bool',
  'isinstance',
  'issubclass',
  'type',
  'range',
  'enumerate',
  'zip',
  'list',
  'tuple',
  'dict',
  'set',
  'sorted',
  'reversed',
  'min',
  'max',
  'sum',
  'any',
  'all',
  'getattr',
  'hasattr',
  'setattr',
  'format',
  'round',
  'abs',
  'next',
  'iter',
  'exit',
  'quit',
  'callable',
  'id',
  'hash',
]);

/** Methods of loggers, tracebacks, texts and lists. */
const QUICK: ReadonlySet<string> = new Set([
  'debug',
  'info',
  'warning',
  'warn',
  'error',
  'exception',
  'critical',
  'log',
  'print',
  'print_exc',
  'format_exc',
  'append',
  'extend',
  'format',
  'join',
  'lower',
  'upper',
  'strip',
  'startswith',
  'endswith',
  'split',
  'replace',
  'get',
  'items',
  'keys',
  'values',
  'add',
  'update',
  'pop',
  'write',
  'flush',
  'dumps',
  'loads',
  'now',
  'time',
  'secho',
  'echo',
  'success',
  'trace',
]);

/**
 * Whether something in the loop may take time between two attempts: what is awaited but for the call and what follows it, a
 * function that is not known, and anything whose name speaks of waiting.
 */
export function mayWait(
  context: LoopContext,
  loop: Loop,
  statement: ast.Try,
  handler: ast.ExceptHandler,
  point: Node,
  call: Node,
  nodes: readonly Node[],
): boolean {
  const around = isWithin(call, loop) ? undefined : functionAround(call);
  const called = functionAt(context, point);
  if ([loop, around, called].some((node) => node && speaksOfWaiting(context, node))) return true;
  const isAsync = functionAround(loop)?.type === 'AsyncFunctionDef';
  return nodes.some((node) => {
    const isBeforeOrIn = isWithin(point, node) || isWithin(node, point);
    if (isBeforeOrIn || (loop.type === 'For' && isWithin(node, loop.iter))) return false;
    const isTry = statement.body.some((s) => isWithin(node, s)) || statement.orelse.some((s) => isWithin(node, s));
    if (node.type === 'Await' || node.type === 'AsyncWith' || node.type === 'AsyncFor') return !isTry || node.range[0] < point.range[0];
    if (node.type !== 'Call' || isTry || node.parent?.type === 'Await') return false;
    // Other handlers are for other failures.
    if (statement.handlers.some((other) => other !== handler && isWithin(node, other))) return false;
    return !isAsync && !isQuick(context, node);
  });
}

function functionAt(context: LoopContext, point: Node): Node | undefined {
  const node = point.type === 'Await' ? point.value : point;
  return node.type === 'Call' ? context.evaluator.functionCalled(node.func) : undefined;
}

function speaksOfWaiting(context: LoopContext, node: Node): boolean {
  return WAITS.test(context.tree.textOf(node).replace(/\bawait\b/g, ''));
}

/** A call that takes no time: a builtin, a logger's, an exception's, a function of this file in which nothing waits. */
function isQuick(context: LoopContext, { func }: ast.Call): boolean {
  const fn = context.evaluator.functionCalled(func);
  if (fn) return !speaksOfWaiting(context, fn);
  const value = context.evaluator.valueOf(func);
  if (value.kind === 'builtin') return BUILTINS.has(value.name) || /(?:Error|Exception)$/.test(value.name);
  const name = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : '';
  return QUICK.has(name) || /(?:Error|Exception)$/.test(name) || value.kind === 'class';
}
