import type { LoopCounter, RetryLayer } from '../../../model/problems/retry-layers.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import type { Constants } from '../values/constants.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Handler } from '../flow/path.js';
import { type Loop, loopAround } from '../syntax/statements.js';
import { type Tree, type Variable, childrenOf, functionAround, isFunction, isWithin } from '../syntax/tree.js';

/** A variable that counts up to a limit. */
interface Counter extends LoopCounter {
  readonly variable: Variable | undefined;
  readonly limit: ast.Expression;
  readonly attempts: number | undefined;
}

/**
 * Reads a hand-written loop that tries again: how often, and whether anything in it may wait. `undefined` where it goes
 * through a list, or through keys, models or addresses by their number: that is no second attempt of the same thing.
 */
export function createLoopReader(
  tree: Tree,
  evaluator: Evaluator,
  { numberOf }: Constants,
): (statement: ast.Try, handler: Handler, call: Node) => RetryLayer | undefined {
  return (statement, { body: handler, point }, call) => {
    const loop = loopAround(statement);
    if (!loop || loop.type === 'AsyncFor' || handler.type !== 'ExceptHandler') return undefined;
    const counter = counterOf(loop);
    if (loop.type === 'For' && !counter) return undefined;
    const nodes = nodesIn(loop);
    if ((counter && isIndex(counter, nodes)) || changesWhatIsAsked(statement, nodes) || asksForFailure(handler)) return undefined;
    const waits = mayWait(loop, statement, handler, point, call, nodes) ? 'unknown' : 'no';
    const fn = functionAround(loop);
    const helper = fn && fn.type !== 'Lambda' && !isWithin(call, fn) ? fn.name : '';
    const [first] = handler.body;
    const last = handler.body.at(-1);
    return {
      kind: 'loop',
      name: helper,
      span: { start: loop.range[0], end: loop.range[0] + (loop.type === 'For' ? 'for' : 'while').length },
      attempts: attemptsOf(loop, counter, statement, handler, nodes),
      waits,
      seconds: waits === 'no' ? 0 : undefined,
      ...(first &&
        last && {
          cure: {
            kind: 'loop',
            whole: spanOf(loop),
            handler: { start: first.range[0], end: last.range[1] },
            counter: counter && { name: counter.name, from: counter.from },
          },
        }),
    };
  };

  /** `for attempt in range(3)`, or `while attempt < 3` with one `attempt += 1` inside. */
  function counterOf(loop: Loop): Counter | undefined {
    if (loop.type === 'While') return whileCounter(loop);
    const { iter, target } = loop;
    if (iter.type !== 'Call' || target.type !== 'Name' || iter.keywords.length > 0) return undefined;
    const callee = evaluator.valueOf(iter.func);
    const [first, second, third] = iter.args;
    if (callee.kind !== 'builtin' || callee.name !== 'range' || !first || third) return undefined;
    const limit = second ?? first;
    const from = second ? numberOf(first) : 0;
    const to = numberOf(limit);
    return from === undefined
      ? undefined
      : { name: target.id, from, variable: tree.variableOf(target), limit, attempts: to === undefined ? undefined : to - from };
  }

  function whileCounter(loop: ast.While): Counter | undefined {
    const { test } = loop;
    const [operator, ...others] = test.type === 'Compare' ? test.ops : [];
    const [limit] = test.type === 'Compare' ? test.comparators : [];
    if (test.type !== 'Compare' || test.left.type !== 'Name' || (operator !== '<' && operator !== '<=') || others.length > 0 || !limit)
      return undefined;
    const { left } = test;
    const variable = tree.variableOf(left);
    const start = variable?.bindings.find((b) => b.kind === 'assign' && b.node.range[0] < loop.range[0]);
    const steps = variable?.bindings.filter((b) => b !== start) ?? [];
    const [step] = steps;
    const from = start?.kind === 'assign' && start.value ? numberOf(start.value) : undefined;
    const add = step?.node.parent;
    if (
      from === undefined ||
      steps.length !== 1 ||
      add?.type !== 'AugAssign' ||
      add.op !== '+' ||
      numberOf(add.value) !== 1 ||
      !isWithin(add, loop)
    )
      return undefined;
    const to = numberOf(limit);
    return { name: left.id, from, variable, limit, attempts: to === undefined ? undefined : to - from + (operator === '<=' ? 1 : 0) };
  }

  /** The number of attempts: the counter's, if nothing but the counter ends the loop; without an end, `endless`. */
  function attemptsOf(
    loop: Loop,
    counter: Counter | undefined,
    statement: ast.Try,
    handler: ast.ExceptHandler,
    nodes: readonly Node[],
  ): RetryLayer['attempts'] {
    const exits = nodes.filter((node) => node.type === 'Raise' || node.type === 'Return' || node.type === 'Break');
    const hasExit = exits.some((exit) => isWithin(exit, handler)) || /\bexit\(|\bquit\(/.test(tree.textOf(handler));
    if (!counter) {
      const isOpen = loop.type === 'While' && loop.test.type === 'Constant' && Boolean(loop.test.value);
      const outside = exits.some((exit) => !isWithin(exit, statement));
      return isOpen && !hasExit && !outside ? 'endless' : 'unknown';
    }
    if (counter.attempts === undefined || /\bexit\(|\bquit\(/.test(tree.textOf(handler))) return 'unknown';
    const limit = counter.from + counter.attempts;
    const decides = nodes.filter(
      (node): node is ast.If =>
        node.type === 'If' &&
        isWithin(node, handler) &&
        nodes.some((exit) => (exits.includes(exit) || exit.type === 'Continue') && isWithin(exit, node)),
    );
    return decides.every(({ test }) => asksForLast(test, counter, limit)) ? Math.max(1, counter.attempts) : 'unknown';
  }

  /** `attempt == MAX - 1`: whether a test is about the last attempt and nothing else. */
  function asksForLast(test: ast.Expression, { variable, limit }: Counter, number: number): boolean {
    const limitText = tree.textOf(limit);
    return nodesIn(test).every((node) => {
      if (node.type === 'Name') return (variable !== undefined && tree.variableOf(node) === variable) || node.id === limitText;
      if (node.type === 'Constant') return node.kind === 'int' && (node.value === 1 || Math.abs(node.value - number) <= 1);
      return node.type === 'Compare' || node.type === 'BinOp' || tree.textOf(node) === limitText;
    });
  }

  /** `keys[i]`, `models[attempt % 2]`: the attempts are of different things. */
  function isIndex({ variable }: Counter, nodes: readonly Node[]): boolean {
    return nodes.some((node) => {
      if (node.type !== 'Name' || !variable || tree.variableOf(node) !== variable) return false;
      let at: Node = node;
      while (at.parent?.type === 'BinOp') at = at.parent;
      return at.parent?.type === 'Subscript' && at.parent.slice === at;
    });
  }

  /** A handler that goes on after some failures and not after others: this one may be among the others. */
  function asksForFailure(handler: ast.ExceptHandler): boolean {
    if (handler.name === null) return false;
    const name = new RegExp(String.raw`\b${handler.name}\b`);
    const nodes = nodesIn(handler);
    const leaves = nodes.filter((node) => EXITS.has(node.type));
    return nodes.some(
      (node) =>
        (node.type === 'If' || node.type === 'Match') &&
        leaves.some((leave) => isWithin(leave, node)) &&
        name.test(tree.textOf(node.type === 'If' ? node.test : node.subject)),
    );
  }

  /** Code around the attempt that gives another value to something it uses: a shorter prompt, the next model, another question. */
  function changesWhatIsAsked(statement: ast.Try, all: readonly Node[]): boolean {
    const attempt = statement.body.map((s) => tree.textOf(s)).join('\n');
    const nodes = all.filter((node) => !statement.body.some((s) => isWithin(node, s)));
    return nodes.some((node) => {
      const targets = node.type === 'Assign' ? node.targets : node.type === 'AnnAssign' ? [node.target] : [];
      return targets.some((target) =>
        target.type === 'Name' ? new RegExp(String.raw`\b${target.id}\b`).test(attempt) : attempt.includes(tree.textOf(target)),
      );
    });
  }

  /**
   * Whether something in the loop may take time between two attempts: what is awaited but for the call and what follows it, a
   * function that is not known, and anything whose name speaks of waiting.
   */
  function mayWait(loop: Loop, statement: ast.Try, handler: ast.ExceptHandler, point: Node, call: Node, nodes: readonly Node[]): boolean {
    const around = isWithin(call, loop) ? undefined : functionAround(call);
    const called = functionAt(point);
    if ([loop, around, called].some((node) => node && speaksOfWaiting(node))) return true;
    const isAsync = functionAround(loop)?.type === 'AsyncFunctionDef';
    return nodes.some((node) => {
      const isBeforeOrIn = isWithin(point, node) || isWithin(node, point);
      if (isBeforeOrIn || (loop.type === 'For' && isWithin(node, loop.iter))) return false;
      const isTry = statement.body.some((s) => isWithin(node, s)) || statement.orelse.some((s) => isWithin(node, s));
      if (node.type === 'Await' || node.type === 'AsyncWith' || node.type === 'AsyncFor') return !isTry || node.range[0] < point.range[0];
      if (node.type !== 'Call' || isTry || node.parent?.type === 'Await') return false;
      // Other handlers are for other failures.
      if (statement.handlers.some((other) => other !== handler && isWithin(node, other))) return false;
      return !isAsync && !isQuick(node);
    });
  }

  function functionAt(point: Node): Node | undefined {
    const node = point.type === 'Await' ? point.value : point;
    return node.type === 'Call' ? evaluator.functionCalled(node.func) : undefined;
  }

  function speaksOfWaiting(node: Node): boolean {
    return WAITS.test(tree.textOf(node).replace(/\bawait\b/g, ''));
  }

  /** A call that takes no time: a builtin, a logger's, an exception's, a function of this file in which nothing waits. */
  function isQuick({ func }: ast.Call): boolean {
    const fn = evaluator.functionCalled(func);
    if (fn) return !speaksOfWaiting(fn);
    const value = evaluator.valueOf(func);
    if (value.kind === 'builtin') return BUILTINS.has(value.name) || /(?:Error|Exception)$/.test(value.name);
    const name = func.type === 'Attribute' ? func.attr : func.type === 'Name' ? func.id : '';
    return QUICK.has(name) || /(?:Error|Exception)$/.test(name) || value.kind === 'class';
  }
}

/** Names of what waits, and of what lets through only so many at a time. */
export const WAITS =
  /sleep|wait|delay|back_?off|pause|throttl|limiter|rate_limit|cool_?down|retry_?after|interval|debounce|semaphore|mutex|queue|acquire|countdown|readline|\b(?:input|prompt|question)\w*\(/i;

const EXITS: ReadonlySet<string> = new Set(['Raise', 'Return', 'Break', 'Continue']);

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

/** The nodes of a tree, but for those inside functions. */
function nodesIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (isFunction(node) && node !== root) continue;
    stack.push(...childrenOf(node));
  }
  return found;
}

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}
