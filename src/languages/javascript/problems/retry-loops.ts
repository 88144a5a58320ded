import type { TSESTree } from '@typescript-eslint/utils';
import type { LoopCounter, RetryLayer } from '../../../model/problems/retry-layers.js';
import type { Handler } from '../flow/paths.js';
import { type Loop, loopAround } from '../syntax/statements.js';
import { type CallNode, type Node, type Tree, type Variable, functionAround, isWithin, nodesIn, propertyName } from '../syntax/tree.js';
import { speaksOfWaiting } from '../syntax/waiting.js';
import type { Constants } from '../values/constants.js';
import type { Evaluator } from '../values/evaluate.js';

/** A variable that counts up to a limit. */
interface Counter extends LoopCounter {
  readonly variable: Variable;
  /** What it is compared with, and whether that number itself still runs. */
  readonly limit: Node;
  readonly isIncluded: boolean;
}

/** What reading a loop needs to know of the file. */
interface LoopContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly constants: Constants;
}

/**
 * Reads a hand-written loop that tries again: how often, and whether anything in it may wait. `undefined` where it goes
 * through a list, or through keys, models or addresses by their number: that is no second attempt of the same thing.
 */
export function createLoopReader(
  tree: Tree,
  evaluator: Evaluator,
  constants: Constants,
): (statement: TSESTree.TryStatement | CallNode, handler: Handler, call: Node) => RetryLayer | undefined {
  const context: LoopContext = { tree, evaluator, constants };
  return (statement, handler, call) => {
    const loop = loopAround(statement);
    if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return undefined;
    const counter = counterOf(context, loop);
    const nodes = nodesIn(loop);
    if ((counter && isIndex(context, counter, nodes)) || changesRequest(context, handler, nodes) || testsError(context, handler))
      return undefined;
    const attempts = attemptsOf(context, loop, counter, handler, nodes);
    const waits = mayWait(context, loop, handler, call, nodes) ? 'unknown' : 'no';
    const fn = functionAround(loop);
    const helper = fn?.type === 'FunctionDeclaration' && !isWithin(call, fn) ? (fn.id?.name ?? '') : '';
    const canAwait = fn ? fn.async : true;
    const block = handler.body.type === 'CatchClause' && loop.body.type === 'BlockStatement' && canAwait ? handler.body.body : undefined;
    return {
      kind: 'loop',
      name: helper,
      span: headOf(loop),
      attempts,
      waits,
      seconds: waits === 'no' ? 0 : undefined,
      ...(block && {
        cure: { kind: 'loop', whole: spanOf(loop), handler: spanOf(block), counter: counter && { name: counter.name, from: counter.from } },
      }),
    };
  };
}

/** `for (let i = 0; i < 3; i++)`, or `while (i < 3)` with one `i++` inside. */
function counterOf(context: LoopContext, loop: Loop): Counter | undefined {
  if (!('test' in loop) || loop.test?.type !== 'BinaryExpression') return undefined;
  const { operator, left, right } = loop.test;
  const isUp = operator === '<' || operator === '<=';
  const [name, limit] = isUp ? [left, right] : operator === '>' || operator === '>=' ? [right, left] : [];
  if (name?.type !== 'Identifier' || !limit) return undefined;
  const variable = context.tree.variableOf(name);
  const [definition] = variable?.defs ?? [];
  const from =
    definition?.node.type === 'VariableDeclarator' && definition.node.init ? context.constants.numberOf(definition.node.init) : undefined;
  const writes = variable?.references.filter((r) => r.isWrite() && r.init !== true).map((r) => r.identifier.parent) ?? [];
  const [step] = writes;
  if (!variable || typeof from !== 'number' || writes.length !== 1 || !step || !isWithin(step, loop) || !isStep(step)) return undefined;
  return { name: name.name, from, variable, limit, isIncluded: operator.endsWith('=') };
}

/** The number of attempts: the counter's, if nothing but the counter ends the loop; without an end, `endless`. */
function attemptsOf(
  context: LoopContext,
  loop: Loop,
  counter: Counter | undefined,
  handler: Handler,
  nodes: readonly Node[],
): RetryLayer['attempts'] {
  const inHandler = nodes.filter((node) => isWithin(node, handler.body));
  const exits = inHandler.filter((node) => EXITS.has(node.type));
  if (!counter) {
    const isOpen = ('test' in loop && loop.test === null) || ('test' in loop && loop.test?.type === 'Literal' && loop.test.value === true);
    const outside = nodes.filter((node) => EXITS.has(node.type) && !isWithin(node, handler.scope) && !isWithin(node, handler.body));
    // What success reaches behind the `try` leaves it too.
    return isOpen && exits.length === 0 && outside.length === 0 ? 'endless' : 'unknown';
  }
  const limit = context.constants.numberOf(counter.limit);
  if (typeof limit !== 'number') return 'unknown';
  const decides = inHandler.filter(
    (node): node is TSESTree.IfStatement =>
      node.type === 'IfStatement' &&
      nodes.some((exit) => (EXITS.has(exit.type) || exit.type === 'ContinueStatement') && isWithin(exit, node)),
  );
  if (decides.some(({ test }) => !asksForLast(context, test, counter, limit))) return 'unknown';
  return Math.max(1, limit - counter.from + (counter.isIncluded ? 1 : 0));
}

/** `i === MAX - 1`, `attempt < retries`: whether a test is about the last attempt and nothing else. */
function asksForLast(context: LoopContext, test: Node, { variable, limit }: Counter, number: number): boolean {
  const limitText = textOf(context, limit);
  return nodesIn(test).every((node) => {
    if (node.type === 'Identifier') return context.tree.variableOf(node) === variable || node.name === limitText;
    if (node.type === 'Literal') return typeof node.value === 'number' && (node.value === 1 || Math.abs(node.value - number) <= 1);
    return node.type === 'BinaryExpression' || textOf(context, node) === limitText;
  });
}

/** `keys[i]`, `models.at(i)`: the attempts are of different things. */
function isIndex(context: LoopContext, { variable }: Counter, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    if (node.type !== 'Identifier' || context.tree.variableOf(node) !== variable) return false;
    let { parent } = node;
    let at: Node = node;
    for (; parent.type === 'BinaryExpression'; parent = parent.parent) at = parent;
    if (parent.type === 'MemberExpression') return parent.computed && parent.property === at;
    return parent.type === 'CallExpression' && parent.callee.type === 'MemberExpression' && propertyName(parent.callee) === 'at';
  });
}

/** A handler that goes on after some failures and not after others: this one may be among the others. */
function testsError(context: LoopContext, { body }: Handler): boolean {
  const param = body.type === 'CatchClause' ? body.param : body.params[0];
  if (!param) return false;
  const name = param.type === 'Identifier' ? new RegExp(String.raw`\b${param.name.replaceAll('$', String.raw`\$`)}\b`) : /./;
  const nodes = nodesIn(body);
  const leaves = nodes.filter((node) => EXITS.has(node.type) || node.type === 'ContinueStatement');
  return nodes.some(
    (node) =>
      (node.type === 'SwitchStatement' || node.type === 'IfStatement') &&
      leaves.some((leave) => isWithin(leave, node)) &&
      name.test(textOf(context, node.type === 'IfStatement' ? node.test : node.discriminant)),
  );
}

/** Code around the attempt that gives another value to something it uses: a shorter prompt, the next model, another question. */
function changesRequest(context: LoopContext, { scope }: Handler, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    if (node.type !== 'AssignmentExpression' || node.operator !== '=' || isWithin(node, scope)) return false;
    const variable = node.left.type === 'Identifier' ? context.tree.variableOf(node.left) : undefined;
    if (variable) return variable.references.some(({ identifier }) => isWithin(identifier, scope));
    return node.left.type === 'MemberExpression' && context.tree.text.slice(...scope.range).includes(textOf(context, node.left));
  });
}

/**
 * Whether something in the loop may take time between two attempts: anything that is awaited but for the call and what
 * follows it, and anything whose name speaks of waiting.
 */
function mayWait(context: LoopContext, loop: Loop, { body, scope, point }: Handler, call: Node, nodes: readonly Node[]): boolean {
  const around = isWithin(call, loop) ? undefined : functionAround(call);
  // What is called in the loop may wait itself.
  if ([loop, ...(around ? [around] : [])].some((node) => speaksOfWaiting(textOf(context, node)))) return true;
  const called = context.evaluator.functionCalled(callOf(point)?.callee ?? point);
  if (called && called !== around && speaksOfWaiting(textOf(context, called))) return true;
  return nodes.some((node) => {
    if (node.type !== 'AwaitExpression' && node.type !== 'YieldExpression' && !(node.type === 'ForOfStatement' && node.await)) return false;
    if (isWithin(point, node) || isWithin(node, point)) return false;
    // Only success comes there.
    return isWithin(node, body) || !(isWithin(node, scope) && node.range[0] > point.range[0]);
  });
}

function textOf(context: LoopContext, { range: [start, end] }: Node): string {
  return context.tree.text.slice(start, end);
}

const EXITS: ReadonlySet<string> = new Set(['ThrowStatement', 'ReturnStatement', 'BreakStatement']);

function isStep(node: Node): boolean {
  if (node.type === 'UpdateExpression') return node.operator === '++';
  return node.type === 'AssignmentExpression' && node.operator === '+=' && node.right.type === 'Literal' && node.right.value === 1;
}

function callOf(point: Node): TSESTree.CallExpression | undefined {
  const node = point.type === 'AwaitExpression' ? point.argument : point;
  return node.type === 'CallExpression' ? node : undefined;
}

/** The head of a loop, up to its body: `for (let i = 0; i < 3; i++)`; `do` of a `do … while`. */
function headOf(loop: Loop): { readonly start: number; readonly end: number } {
  const [start] = loop.range;
  return loop.type === 'DoWhileStatement' ? { start, end: start + 'do'.length } : { start, end: start + HEADS[loop.type].length };
}

const HEADS = { WhileStatement: 'while', ForStatement: 'for', ForOfStatement: 'for', ForInStatement: 'for' } as const;

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}
