import type { TSESTree } from '@typescript-eslint/utils';
import { isLogCall, isSleepCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import {
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  isFunction,
  isWithin,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluate.js';

/** What reading a handler that tries again needs to know of the file. */
export interface HandlerContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
}

/** Whether statements only log, wait, count, keep the error for later, and end: nothing that depends on what failed. `mayThrow` says whether to end is nothing new. */
export function isBlind(
  context: HandlerContext,
  statements: readonly TSESTree.Statement[],
  errors: Set<Variable>,
  recursion: FunctionNode | undefined,
  mayThrow: boolean,
  loop?: Node,
): boolean {
  return (
    statements.every((s) => isBlindStatement(context, s, errors, recursion, mayThrow)) &&
    [...errors].every((variable) =>
      readsOf(variable).every((read) => (loop !== undefined && !isWithin(read, loop)) || isSink(context, read, errors)),
    )
  );
}

function isBlindStatement(
  context: HandlerContext,
  s: TSESTree.Statement,
  errors: Set<Variable>,
  recursion: FunctionNode | undefined,
  mayThrow: boolean,
): boolean {
  switch (s.type) {
    case 'EmptyStatement':
    case 'ContinueStatement':
      return true;
    case 'BreakStatement':
    case 'ThrowStatement':
      return mayThrow;
    case 'ReturnStatement':
      return !s.argument || (recursion ? callsAgain(context, s.argument, recursion) : mayThrow && !holdsCall(context, s.argument));
    case 'BlockStatement':
      return s.body.every((inner) => isBlindStatement(context, inner, errors, recursion, mayThrow));
    case 'IfStatement':
      return (
        countsAttempts(context, s.test, errors) &&
        isBlindStatement(context, s.consequent, errors, recursion, mayThrow) &&
        (!s.alternate || isBlindStatement(context, s.alternate, errors, recursion, mayThrow))
      );
    case 'VariableDeclaration':
      return s.declarations.every(({ id, init }) => {
        const variable = id.type === 'Identifier' ? context.tree.variableOf(id) : undefined;
        if (!variable || !init) return false;
        if (holdsError(init, errors)) errors.add(variable);
        return !holdsCall(context, init) || isCalm(context, init);
      });
    case 'ExpressionStatement':
      return isBlindExpression(context, s.expression, errors);
    default:
      return false;
  }
}

export function isBlindExpression(context: HandlerContext, expression: Node, errors: Set<Variable>): boolean {
  const e = unwrap(expression);
  switch (e.type) {
    case 'AwaitExpression':
      return isBlindExpression(context, e.argument, errors);
    case 'UpdateExpression':
      return e.argument.type === 'Identifier';
    case 'AssignmentExpression': {
      const variable = e.left.type === 'Identifier' ? context.tree.variableOf(e.left) : undefined;
      if (!variable) return false;
      if (holdsError(e.right, errors)) errors.add(variable);
      return !holdsCall(context, e.right) || isCalm(context, e.right);
    }
    case 'CallExpression': {
      const name = nameOf(e.callee);
      return isLogCall(name) || isSleepCall(name);
    }
    case 'NewExpression':
      return (
        e.callee.type === 'Identifier' &&
        e.callee.name === 'Promise' &&
        /\bset(?:Timeout|Immediate)\b|\bsleep\b/.test(context.tree.text.slice(...e.range))
      );
    default:
      return false;
  }
}

/** Whether an error is read only to be logged, thrown, returned, or kept in a variable of which that holds too. */
function isSink(context: HandlerContext, read: Node, errors: Set<Variable>): boolean {
  let child = read;
  for (let at = read.parent; at; child = at, at = at.parent) {
    if (
      at.type === 'ThrowStatement' ||
      at.type === 'ReturnStatement' ||
      (at.type === 'CallExpression' && at.callee !== child && isLogCall(nameOf(at.callee)))
    )
      return true;
    if (at.type === 'VariableDeclarator') return isKeptIn(context, at.id, errors);
    if (at.type === 'AssignmentExpression') return at.right === child && isKeptIn(context, at.left, errors);
    if (at.type === 'AwaitExpression' || at.type.endsWith('Statement') || isFunction(at)) return false;
  }
  return false;
}

function isKeptIn(context: HandlerContext, id: Node, errors: ReadonlySet<Variable>): boolean {
  const variable = id.type === 'Identifier' ? context.tree.variableOf(id) : undefined;
  return variable !== undefined && errors.has(variable);
}

function holdsError(node: Node, errors: ReadonlySet<Variable>): boolean {
  return [...errors].some((variable) => readsOf(variable).some((read) => isWithin(read, node)));
}

function holdsCall(context: HandlerContext, node: Node): boolean {
  return context.tree.calls.some((call) => isWithin(call, node));
}

/** Whether all calls in a node only compute: `Math.min(…)`, `String(error)`, `Date.now()`, `new Error(…)`. */
function isCalm(context: HandlerContext, node: Node): boolean {
  return context.tree.calls.every(
    (call) =>
      !isWithin(call, node) ||
      /^(?:Math\.\w+|String|Number|JSON\.stringify|Date\.now|Date|Error|\w*\.toString|\w*\.toFixed)$/.test(nameOf(call.callee)),
  );
}

/** `attempt < 3`, `i === retries - 1 || left <= 0`: numbers and names, no text, nothing of the error. */
function countsAttempts(context: HandlerContext, test: Node, errors: ReadonlySet<Variable>): boolean {
  const t = unwrap(test);
  if (t.type === 'LogicalExpression') return countsAttempts(context, t.left, errors) && countsAttempts(context, t.right, errors);
  return (
    t.type === 'BinaryExpression' &&
    /^(?:[<>]=?|[!=]==?)$/.test(t.operator) &&
    isCount(context, t.left, errors) &&
    isCount(context, t.right, errors)
  );
}

function isCount(context: HandlerContext, node: Node, errors: ReadonlySet<Variable>): boolean {
  const n = unwrap(node);
  if (n.type === 'Literal') return typeof n.value === 'number';
  if (n.type === 'BinaryExpression') return isCount(context, n.left, errors) && isCount(context, n.right, errors);
  if (n.type === 'UpdateExpression') return isCount(context, n.argument, errors);
  if (n.type === 'MemberExpression')
    return !/status|code/i.test(propertyName(n) ?? 'status') && (n.object.type === 'ThisExpression' || isCount(context, n.object, errors));
  if (n.type !== 'Identifier' || /status|code/i.test(n.name)) return false;
  const variable = context.tree.variableOf(n);
  return variable !== undefined && !errors.has(variable);
}

/** `return ask(prompt, n - 1)`: the own function, with the own parameters, counted on at most. */
function callsAgain(context: HandlerContext, node: Node, fn: FunctionNode): boolean {
  const call = unwrap(node.type === 'AwaitExpression' ? node.argument : node);
  if (call.type !== 'CallExpression' || context.evaluator.functionCalled(call.callee) !== fn) return false;
  return call.arguments.every((argument, i) => {
    const param = fn.params[i];
    const name = param?.type === 'AssignmentPattern' ? param.left : param;
    const given = argument.type === 'BinaryExpression' ? argument.left : argument;
    return name?.type === 'Identifier' && given.type === 'Identifier' && given.name === name.name;
  });
}

/** Whether a read stands in what is logged, within a node. */
export function isLogged(read: Node, within: Node): boolean {
  for (let at: Node | undefined = read; at && at !== within; at = at.parent)
    if (at.type === 'CallExpression' && isLogCall(nameOf(at.callee))) return true;
  return false;
}

function nameOf(callee: Node): string {
  const at = unwrap(callee);
  if (at.type === 'MemberExpression') return `${nameOf(at.object)}.${propertyName(at) ?? ''}`;
  return at.type === 'Identifier' ? at.name : at.type === 'ThisExpression' ? 'this' : '';
}
