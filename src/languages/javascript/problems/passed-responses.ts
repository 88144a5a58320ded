import type { Imports } from '../values/imported-values.js';
import type { CatalogView } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';
import {
  type CallNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  functionAround,
  keepsValue,
  readsOf,
} from '../syntax/tree.js';

/** Says whether a call gives back the answer of the function that it is given, whatever the status of that answer. */
export type PassesAnswer = (call: CallNode, callback: FunctionNode) => boolean;

/** Reads retry libraries of the catalog, functions of this file, and functions of other files of the project. */
export function createPassesAnswer(tree: Tree, evaluator: Evaluator, catalog: CatalogView, imports: Imports): PassesAnswer {
  return (call, callback) => {
    const index = call.arguments.findIndex((argument) => argument === callback);
    const callee = evaluator.valueOf(call.callee);
    if (callee.kind === 'function') return passesAnswer(callee.node, index, tree);
    const known = catalog.wrapperOf(callee, '');
    if (known) {
      const { argument, takes, catches, returns } = known.wrapper;
      return takes === 'function' && argument === index && catches === 'no' && returns !== 'function' && !ASKS_FOR_RESULT.test(tree.text);
    }
    return callee.kind === 'external' && imports.wrapper(callee.module, callee.path, index)?.passesAnswer === true;
  };
}

/** Options and methods of retry libraries that look at a result: ts-retry's `until`, cockatiel's `handleWhenResult`. */
const ASKS_FOR_RESULT = /\buntil\b|WhenResult|ResultType/;

/**
 * Whether a function returns what one of its parameters resolves to, on some way without a look at it. A look that only
 * decides whether to try again stops no bad answer: `if (isLast || answer.ok) return answer`.
 */
export function passesAnswer(fn: FunctionNode, index: number, tree: Tree): boolean {
  const parameter = fn.params[index];
  const variable = parameter?.type === 'Identifier' ? tree.variableOf(parameter) : undefined;
  return (
    variable !== undefined &&
    readsOf(variable).some(
      (read) => read.parent.type === 'CallExpression' && read.parent.callee === read && isReturned(read.parent, fn, tree),
    )
  );
}

function isReturned(call: Node, fn: FunctionNode, tree: Tree): boolean {
  let at = call;
  while (at.parent && (at.parent.type === 'AwaitExpression' || keepsValue(at.parent))) at = at.parent;
  const parent = at.parent;
  if (functionAround(call) !== fn) return false;
  if (parent?.type === 'ReturnStatement' || parent === fn) return true;
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === at
        ? parent.left
        : undefined;
  const answer = target?.type === 'Identifier' ? tree.variableOf(target) : undefined;
  return (
    answer !== undefined &&
    readsOf(answer).some((read) => read.parent.type === 'ReturnStatement' && isReachedUnseen(read.parent, answer, fn))
  );
}

/** Whether each test around a `return` can be true without a look at the answer. */
function isReachedUnseen(node: Node, answer: Variable, fn: FunctionNode): boolean {
  for (let at = node; at.parent && at.parent !== fn; at = at.parent) {
    const { parent } = at;
    if (parent.type === 'IfStatement' && at !== parent.test && !canHoldWithout(parent.test, answer)) return false;
    if (parent.type === 'SwitchCase') return false;
  }
  return true;
}

function canHoldWithout(test: Node, answer: Variable): boolean {
  if (test.type === 'LogicalExpression' && test.operator === '||')
    return canHoldWithout(test.left, answer) || canHoldWithout(test.right, answer);
  return readsOf(answer).every(({ range: [start, end] }) => end <= test.range[0] || start >= test.range[1]);
}
