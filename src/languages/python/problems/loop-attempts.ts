import type * as ast from '../syntax/ast.js';
import type { LoopCounter, RetryLayer } from '../../../model/problems/retry-layers.js';
import { type Tree, type Variable, childrenOf, isFunction, isWithin } from '../syntax/tree.js';
import type { Node } from '../syntax/ast.js';
import type { Loop } from '../syntax/statements.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Constants } from '../values/constants.js';

/** What tells how a loop retries. */
export interface LoopContext {
  readonly evaluator: Evaluator;
  readonly numberOf: Constants['numberOf'];
  readonly tree: Tree;
}

/** A variable that counts up to a limit. */
interface Counter extends LoopCounter {
  readonly variable: Variable | undefined;
  readonly limit: ast.Expression;
  readonly attempts: number | undefined;
}

/** `for attempt in range(3)`, or `while attempt < 3` with one `attempt += 1` inside. */
export function counterOf(context: LoopContext, loop: Loop): Counter | undefined {
  if (loop.type === 'While') return whileCounter(context, loop);
  const { iter, target } = loop;
  if (iter.type !== 'Call' || target.type !== 'Name' || iter.keywords.length > 0) return undefined;
  const callee = context.evaluator.valueOf(iter.func);
  const [first, second, third] = iter.args;
  if (callee.kind !== 'builtin' || callee.name !== 'range' || !first || third) return undefined;
  const limit = second ?? first;
  const from = second ? context.numberOf(first) : 0;
  const to = context.numberOf(limit);
  return from === undefined
    ? undefined
    : { name: target.id, from, variable: context.tree.variableOf(target), limit, attempts: to === undefined ? undefined : to - from };
}

function whileCounter(context: LoopContext, loop: ast.While): Counter | undefined {
  const { test } = loop;
  const [operator, ...others] = test.type === 'Compare' ? test.ops : [];
  const [limit] = test.type === 'Compare' ? test.comparators : [];
  if (test.type !== 'Compare' || test.left.type !== 'Name' || (operator !== '<' && operator !== '<=') || others.length > 0 || !limit)
    return undefined;
  const { left } = test;
  const variable = context.tree.variableOf(left);
  const start = variable?.bindings.find((b) => b.kind === 'assign' && b.node.range[0] < loop.range[0]);
  const steps = variable?.bindings.filter((b) => b !== start) ?? [];
  const [step] = steps;
  const from = start?.kind === 'assign' && start.value ? context.numberOf(start.value) : undefined;
  const add = step?.node.parent;
  if (
    from === undefined ||
    steps.length !== 1 ||
    add?.type !== 'AugAssign' ||
    add.op !== '+' ||
    context.numberOf(add.value) !== 1 ||
    !isWithin(add, loop)
  )
    return undefined;
  const to = context.numberOf(limit);
  return { name: left.id, from, variable, limit, attempts: to === undefined ? undefined : to - from + (operator === '<=' ? 1 : 0) };
}

/** The number of attempts: the counter's, if nothing but the counter ends the loop; without an end, `endless`. */
export function attemptsOf(
  context: LoopContext,
  loop: Loop,
  counter: Counter | undefined,
  statement: ast.Try,
  handler: ast.ExceptHandler,
  nodes: readonly Node[],
): RetryLayer['attempts'] {
  const exits = nodes.filter((node) => node.type === 'Raise' || node.type === 'Return' || node.type === 'Break');
  const hasExit = exits.some((exit) => isWithin(exit, handler)) || /\bexit\(|\bquit\(/.test(context.tree.textOf(handler));
  if (!counter) {
    const isOpen = loop.type === 'While' && loop.test.type === 'Constant' && Boolean(loop.test.value);
    const outside = exits.some((exit) => !isWithin(exit, statement));
    return isOpen && !hasExit && !outside ? 'endless' : 'unknown';
  }
  if (counter.attempts === undefined || /\bexit\(|\bquit\(/.test(context.tree.textOf(handler))) return 'unknown';
  const limit = counter.from + counter.attempts;
  const decides = nodes.filter(
    (node): node is ast.If =>
      node.type === 'If' &&
      isWithin(node, handler) &&
      nodes.some((exit) => (exits.includes(exit) || exit.type === 'Continue') && isWithin(exit, node)),
  );
  return decides.every(({ test }) => checksLastAttempt(context, test, counter, limit)) ? Math.max(1, counter.attempts) : 'unknown';
}

/** `attempt == MAX - 1`: whether a test is about the last attempt and nothing else. */
function checksLastAttempt(context: LoopContext, test: ast.Expression, { variable, limit }: Counter, number: number): boolean {
  const limitText = context.tree.textOf(limit);
  return nodesIn(test).every((node) => {
    if (node.type === 'Name') return (variable !== undefined && context.tree.variableOf(node) === variable) || node.id === limitText;
    if (node.type === 'Constant') return node.kind === 'int' && (node.value === 1 || Math.abs(node.value - number) <= 1);
    return node.type === 'Compare' || node.type === 'BinOp' || context.tree.textOf(node) === limitText;
  });
}

/** `keys[i]`, `models[attempt % 2]`: the attempts are of different things. */
export function isIndex(context: LoopContext, { variable }: Counter, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    if (node.type !== 'Name' || !variable || context.tree.variableOf(node) !== variable) return false;
    let at: Node = node;
    while (at.parent?.type === 'BinOp') at = at.parent;
    return at.parent?.type === 'Subscript' && at.parent.slice === at;
  });
}

/** The nodes of a tree, but for those inside functions. */
export function nodesIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (isFunction(node) && node !== root) continue;
    stack.push(...childrenOf(node));
  }
  return found;
}
