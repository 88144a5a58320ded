import type { Evaluator } from '../values/evaluator.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { isInBlockAround } from '../syntax/reaching-definitions.js';
import { type Tree, type Variable, functionAround, isFunction, isWithin, visitBelow } from '../syntax/tree.js';

/**
 * Whether a call is measured: it stands between two readings of a clock, whose difference the function returns or stores. A second
 * attempt would be part of the time.
 */
export function isMeasured(call: Node, fn: FunctionNode, tree: Tree, evaluator: Evaluator): boolean {
  const differences: ast.BinOp[] = [];
  visitBelow(fn, (node) => {
    if (node.type !== 'BinOp' || node.op !== '-' || node.right.type !== 'Name') return;
    const start = tree.variableOf(node.right);
    if (!start || !isClockReading(node.left, tree, evaluator)) return;
    const isStart = start.bindings.some(
      (binding) =>
        binding.kind === 'assign' &&
        binding.value !== undefined &&
        binding.node.range[1] < call.range[0] &&
        isInBlockAround(binding.node, call) &&
        isClockReading(binding.value, tree, evaluator),
    );
    if (isStart && functionAround(node) === fn) differences.push(node);
  });
  return differences.some((node) => node.range[0] > call.range[1] && !isInHandler(node, call) && isInResult(node, tree, new Set()));
}

/** Whether a node stands in a handler of a `try` around a call. */
function isInHandler(node: Node, call: Node): boolean {
  for (let at = node.parent; at && !isFunction(at); at = at.parent)
    if (at.type === 'ExceptHandler' && at.parent && isWithin(call, at.parent)) return true;
  return false;
}

/** `time.time()`, or a name that holds it. */
function isClockReading(node: Node, tree: Tree, evaluator: Evaluator): boolean {
  if (node.type === 'Call') {
    const name = evaluator.qualifiedName(node.func)?.join('.') ?? '';
    return CLOCKS.has(name) || (node.func.type === 'Attribute' && node.func.attr === 'time' && node.args.length === 0 && isLoop(node.func));
  }
  const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
  return (
    variable?.bindings.some((b) => b.kind === 'assign' && b.value?.type === 'Call' && isClockReading(b.value, tree, evaluator)) ?? false
  );
}

/** `loop.time()`, `asyncio.get_event_loop().time()`. */
function isLoop({ value }: ast.Attribute): boolean {
  const at = value.type === 'Call' ? value.func : value;
  const name = at.type === 'Attribute' ? at.attr : at.type === 'Name' ? at.id : '';
  return name === 'loop' || name === 'get_event_loop' || name === 'get_running_loop';
}

/** Whether a value is returned, stored in an object or a collection, or held by a variable that is; what is only logged is not. */
function isInResult(node: Node, tree: Tree, seen: Set<Variable>): boolean {
  for (let at: Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    switch (parent.type) {
      case 'Return':
      case 'Yield':
        return true;
      case 'Assign':
        return parent.value === at && parent.targets.some((target) => isKept(target, tree, seen));
      case 'AnnAssign':
      case 'AugAssign':
        return parent.value === at && isKept(parent.target, tree, seen);
      case 'Call':
        if (parent.func.type === 'Attribute' && /^(?:append|add|put|record|observe|update)$/.test(parent.func.attr)) return true;
        if (parent.parent?.type === 'Expr') return false;
        break;
      case 'Expr':
      case 'If':
      case 'While':
      case 'Compare':
        return false;
      default:
    }
  }
  return false;
}

function isKept(target: ast.Expression, tree: Tree, seen: Set<Variable>): boolean {
  if (target.type !== 'Name') return target.type === 'Attribute' || target.type === 'Subscript';
  const variable = tree.variableOf(target);
  if (!variable || seen.has(variable)) return false;
  seen.add(variable);
  return variable.reads.some((read) => isInResult(read, tree, seen));
}

const CLOCKS: ReadonlySet<string> = new Set([
  'time.time',
  'time.time_ns',
  'time.perf_counter',
  'time.perf_counter_ns',
  'time.monotonic',
  'time.monotonic_ns',
  'time.process_time',
  'timeit.default_timer',
  'datetime.datetime.now',
  'datetime.datetime.utcnow',
]);
