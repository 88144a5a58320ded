import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, isFunction } from './tree.js';

/**
 * What a handler does with the failure that it is given:
 * - `handles`: it never throws (an empty handler included; that is another rule's matter);
 * - `handles-or-throws`: it deals with some failures and throws others;
 * - `throws`: it logs or wraps, then throws; the failure is known;
 * - `transparent`: it only throws the same error again.
 */
export type HandlerEffect = 'handles' | 'handles-or-throws' | 'throws' | 'transparent';

/** Reads a handler's body: a `catch` block, or a function given to `.catch()`. */
export function handlerEffect(body: Node, param: Node | undefined): HandlerEffect {
  if (body.type !== 'BlockStatement') return isRejection(body, param) ? 'transparent' : 'handles';
  const flow = ending(body.body, param);
  if (!flow.throws) return 'handles';
  if (flow.completes || flow.leaves) return 'handles-or-throws';
  return flow.does || !flow.bare ? 'throws' : 'transparent';
}

/** Whether every error that a handler throws is the one that it was given. */
export function rethrowsAsIs(body: Node, param: Node | undefined): boolean {
  return body.type !== 'BlockStatement' || ending(body.body, param).bare;
}

/** How a run of statements can end, and whether it does anything with the failure before. */
interface Ending {
  /** The end is reached. */
  readonly completes: boolean;
  /** Some way out before the end throws nothing: `return`, `continue`, `break`. */
  readonly leaves: boolean;
  readonly throws: boolean;
  /** Every throw is of the same error. */
  readonly bare: boolean;
  readonly does: boolean;
  /** Whether anything in it leaves a sign: all but empty statements, `void error`, `continue` and `return` without a value. */
  readonly tells: boolean;
}

/** How a handler that leaves no sign goes on: behind the statement, out of the function, with the loop's next turn. */
export type SilentEnd = 'completes' | 'returns' | 'continues';

/** How a handler's body ends if nothing in it leaves a sign; `undefined` where something does, or may. */
export function silentEnd(body: TSESTree.BlockStatement): SilentEnd | undefined {
  const { throws, tells } = ending(body.body, undefined);
  if (throws || tells) return undefined;
  const last = body.body.at(-1)?.type;
  return last === 'ReturnStatement' ? 'returns' : last === 'ContinueStatement' ? 'continues' : 'completes';
}

/** `undefined`, `void 0`. */
export function isUndefined(node: Node | null): boolean {
  return (
    node === null ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' &&
      node.operator === 'void' &&
      (node.argument.type === 'Literal' || node.argument.type === 'Identifier'))
  );
}

const NOTHING: Ending = { completes: true, leaves: false, throws: false, bare: true, does: false, tells: false };

function ending(statements: readonly TSESTree.Statement[], param: Node | undefined): Ending {
  let throws = false;
  let bare = true;
  let does = false;
  let leaves = false;
  let tells = false;
  for (const statement of statements) {
    const end = endingOf(statement, param);
    throws ||= end.throws;
    leaves ||= end.leaves;
    if (end.throws) bare &&= end.bare;
    does ||= end.does;
    tells ||= end.tells;
    if (!end.completes) return { completes: false, leaves, throws, bare, does, tells };
  }
  return { completes: true, leaves, throws, bare, does, tells };
}

function endingOf(statement: TSESTree.Statement, param: Node | undefined): Ending {
  switch (statement.type) {
    case 'ThrowStatement':
      return { completes: false, leaves: false, throws: true, bare: isSame(statement.argument, param), does: false, tells: true };
    case 'ReturnStatement': {
      const rethrows = statement.argument !== null && isRejection(statement.argument, param);
      return {
        completes: false,
        leaves: !rethrows,
        throws: rethrows,
        bare: rethrows,
        does: !rethrows,
        tells: !isUndefined(statement.argument),
      };
    }
    case 'ContinueStatement':
      return { completes: false, leaves: true, throws: false, bare: true, does: true, tells: false };
    case 'BreakStatement':
      return { completes: false, leaves: true, throws: false, bare: true, does: true, tells: true };
    case 'BlockStatement':
      return ending(statement.body, param);
    case 'IfStatement': {
      const yes = endingOf(statement.consequent, param);
      const no = statement.alternate ? endingOf(statement.alternate, param) : NOTHING;
      return {
        completes: yes.completes || no.completes,
        leaves: yes.leaves || no.leaves,
        throws: yes.throws || no.throws,
        bare: (!yes.throws || yes.bare) && (!no.throws || no.bare),
        does: yes.does || no.does,
        // What it asks for is not seen.
        tells: true,
      };
    }
    case 'TryStatement': {
      const block = ending(statement.block.body, param);
      const handler = statement.handler ? ending(statement.handler.body.body, statement.handler.param ?? undefined) : undefined;
      return {
        completes: block.completes || (handler?.completes ?? false),
        leaves: block.leaves || (handler?.leaves ?? false),
        throws: handler ? handler.throws : block.throws,
        bare: false,
        does: true,
        tells: true,
      };
    }
    case 'SwitchStatement': {
      const cases = statement.cases.map((c) => ending(c.consequent, param));
      return {
        completes: true,
        leaves: cases.some((c) => c.leaves),
        throws: cases.some((c) => c.throws),
        bare: cases.every((c) => c.bare),
        does: true,
        tells: true,
      };
    }
    case 'EmptyStatement':
      return NOTHING;
    case 'VariableDeclaration':
      return { ...NOTHING, tells: true };
    case 'ExpressionStatement':
      return { ...NOTHING, does: true, tells: !isUndefined(statement.expression) && statement.expression.type !== 'Literal' };
    default:
      return { ...NOTHING, does: true, tells: true };
  }
}

function isSame(thrown: Node, param: Node | undefined): boolean {
  if (thrown.type === 'TSAsExpression') return isSame(thrown.expression, param);
  return thrown.type === 'Identifier' && param?.type === 'Identifier' && thrown.name === param.name;
}

/** `Promise.reject(error)`. */
function isRejection(node: Node, param: Node | undefined): boolean {
  const [argument] = node.type === 'CallExpression' ? node.arguments : [];
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    node.callee.object.type === 'Identifier' &&
    node.callee.object.name === 'Promise' &&
    node.callee.property.type === 'Identifier' &&
    node.callee.property.name === 'reject' &&
    argument !== undefined &&
    isSame(argument, param)
  );
}

/**
 * Whether a `try` stands in a loop that runs it again after a failure: success leaves the loop (`return`, `break`, or a
 * condition that the `try` block changes), and the handler and what follows it do not. A loop over a list, one that goes on
 * after success (a chat prompt, a number of samples), or one that tries bad answers again, is none.
 *
 * @param point Where the failure comes up in the `try` block: what stands before it says nothing of success.
 * @param run What of the handler runs after the failure.
 */
export function triesAgain(statement: TSESTree.TryStatement, point: Node, run: Node): boolean {
  const loop = loopAround(statement);
  if (!loop) return false;
  const handler = run.type === 'BlockStatement' ? run.body : [];
  if (alwaysExits(handler)) return false;
  const { body } = statement.block;
  const behind = body.slice(
    Math.max(
      0,
      body.findIndex((s) => s.range[0] <= point.range[0] && point.range[1] <= s.range[1]),
    ),
  );
  if (behind.some((s) => leavesLoop(s, 0)) && !collects(behind)) return true;
  if (leavesBehind(statement, loop, handler)) return true;
  return 'test' in loop && loop.test !== null && changesCondition(loop.test, statement.block);
}

/** `answers.push(answer); if (isEnough) break;`: each success counts, and a test alone ends the loop. */
function collects(statements: readonly TSESTree.Statement[]): boolean {
  const exits = statements.filter((s) => leavesLoop(s, 0));
  if (exits.some((s) => s.type !== 'IfStatement' || returnsValue(s.consequent))) return false;
  return statements.some(
    (s) =>
      s.type === 'ExpressionStatement' &&
      s.expression.type === 'CallExpression' &&
      s.expression.callee.type === 'MemberExpression' &&
      s.expression.callee.property.type === 'Identifier' &&
      /^(?:push|add|set|append|unshift)$/.test(s.expression.callee.property.name),
  );
}

function returnsValue(statement: TSESTree.Statement): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(returnsValue);
  return statement.type === 'ReturnStatement' && statement.argument !== null;
}

/** Whether what stands behind a `try` leaves the loop after a success, and not after a failure that the handler has dealt with. */
function leavesBehind(statement: TSESTree.TryStatement, loop: Loop, handler: readonly TSESTree.Statement[]): boolean {
  const goesOn = handler.at(-1)?.type === 'ContinueStatement';
  const given = new Set<string>();
  for (const s of handler) for (const name of assignedIn(s)) given.add(name);
  for (let at: Node = statement, parent: Node | undefined = at.parent; parent && at !== loop; at = parent, parent = at.parent) {
    if (parent.type !== 'BlockStatement') continue;
    let isPassedBy = goesOn;
    for (const after of parent.body.slice(parent.body.indexOf(at as TSESTree.Statement) + 1)) {
      // What is made of a value that the handler sets, is made of it after a failure too.
      if (after.type === 'VariableDeclaration') {
        for (const { id, init } of after.declarations)
          if (id.type === 'Identifier' && init && namesIn(init).some((name) => given.has(name))) given.add(id.name);
        continue;
      }
      // A test of what the handler sets holds after a failure too.
      const isAboutSuccess = after.type === 'IfStatement' && !namesIn(after.test).some((name) => given.has(name));
      if (leavesLoop(after, 0)) {
        if (isPassedBy || isAboutSuccess || (after.type !== 'IfStatement' && !alwaysExits([after]))) return true;
        if (alwaysExits([after])) return false;
      } else if (isAboutSuccess && jumps(after)) isPassedBy = true;
    }
  }
  return false;
}

/** The variables that a statement of a handler gives a value, in any of its branches. */
function assignedIn(statement: TSESTree.Statement): readonly string[] {
  if (statement.type === 'BlockStatement') return statement.body.flatMap(assignedIn);
  if (statement.type === 'IfStatement')
    return [...assignedIn(statement.consequent), ...(statement.alternate ? assignedIn(statement.alternate) : [])];
  if (
    statement.type !== 'ExpressionStatement' ||
    statement.expression.type !== 'AssignmentExpression' ||
    statement.expression.left.type !== 'Identifier'
  )
    return [];
  return [statement.expression.left.name];
}

/**
 * Whether a call whose failure is turned into a value runs again: it is the condition of a loop, or stands in a loop
 * (not one over a list) that something in its body leaves, or whose condition the body changes.
 */
export function runsAgain(node: Node): boolean {
  const loop = loopAround(node);
  if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return false;
  const { test, body } = loop;
  if (test && node.range[0] >= test.range[0] && node.range[1] <= test.range[1]) return true;
  return (
    leavesLoop(body, 0) || (test !== null && loop.type !== 'ForStatement' && body.type === 'BlockStatement' && changesCondition(test, body))
  );
}

/** A loop that may run something again. */
export type Loop =
  TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForOfStatement | TSESTree.ForInStatement;

/**
 * The loop around a `try` that polls: its handler stays in the loop, and something else in the loop (another
 * request's answer) leaves it. The next turn sends the same request again.
 */
export function pollingLoop(statement: TSESTree.TryStatement): Loop | undefined {
  const loop = loopAround(statement);
  if (!loop || loop.type === 'ForOfStatement' || loop.type === 'ForInStatement') return undefined;
  if (statement.handler && alwaysExits(statement.handler.body.body)) return undefined;
  return leavesLoop(loop.body, 0) ? loop : undefined;
}

/** The innermost loop around a node, in its own function. */
export function loopAround(node: Node): Loop | undefined {
  for (let at = node.parent; at && !isFunction(at); at = at.parent) {
    if (
      at.type === 'WhileStatement' ||
      at.type === 'DoWhileStatement' ||
      at.type === 'ForStatement' ||
      at.type === 'ForOfStatement' ||
      at.type === 'ForInStatement'
    )
      return at;
  }
  return undefined;
}

/** Whether statements hold a way out other than their end: `return`, or `break` and `continue` of a loop around them. */
export function jumps(node: Node, nested = false): boolean {
  switch (node.type) {
    case 'ReturnStatement':
      return true;
    case 'BreakStatement':
    case 'ContinueStatement':
      return !nested || node.label !== null;
    case 'BlockStatement':
      return node.body.some((s) => jumps(s, nested));
    case 'IfStatement':
      return jumps(node.consequent, nested) || (node.alternate !== null && jumps(node.alternate, nested));
    case 'TryStatement':
      return [node.block, node.handler?.body, node.finalizer].some((block) => block && jumps(block, nested));
    case 'SwitchStatement':
      return node.cases.some((c) => c.consequent.some((s) => jumps(s, true)));
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return jumps(node.body, true);
    case 'LabeledStatement':
      return jumps(node.body, nested);
    default:
      return false;
  }
}

/** Whether a handler never goes on behind its statement, because it returns. */
export function returnsAlways(body: Node): boolean {
  return (
    body.type === 'BlockStatement' &&
    body.body.some((s) => s.type === 'ReturnStatement' || (s.type === 'BlockStatement' && returnsAlways(s)))
  );
}

/** Whether a run of statements leaves the loop whatever happens. */
export function alwaysExits(statements: readonly TSESTree.Statement[]): boolean {
  const exit = statements.findIndex((s) => {
    if (s.type === 'ReturnStatement' || s.type === 'ThrowStatement' || s.type === 'BreakStatement') return true;
    if (s.type === 'BlockStatement') return alwaysExits(s.body);
    return s.type === 'IfStatement' && s.alternate !== null && alwaysExits([s.consequent]) && alwaysExits([s.alternate]);
  });
  return exit >= 0 && !statements.slice(0, exit).some(continues);
}

/** Whether a statement may go on with the next turn of the loop: `if (mayRetry(error)) continue;`. */
function continues(node: Node): boolean {
  switch (node.type) {
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return node.body.some(continues);
    case 'IfStatement':
      return continues(node.consequent) || (node.alternate !== null && continues(node.alternate));
    case 'SwitchStatement':
      return node.cases.some((c) => c.consequent.some(continues));
    case 'TryStatement':
      return continues(node.block) || (node.handler !== null && continues(node.handler.body));
    default:
      return false;
  }
}

function leavesLoop(node: Node, nested: number): boolean {
  switch (node.type) {
    case 'ReturnStatement':
      return true;
    case 'BreakStatement':
      return node.label !== null || nested === 0;
    case 'BlockStatement':
      return node.body.some((s) => leavesLoop(s, nested));
    case 'IfStatement':
      return leavesLoop(node.consequent, nested) || (node.alternate !== null && leavesLoop(node.alternate, nested));
    case 'SwitchStatement':
      return node.cases.some((c) => c.consequent.some((s) => leavesLoop(s, nested + 1)));
    case 'TryStatement':
      return leavesLoop(node.block, nested);
    case 'ForStatement':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return leavesLoop(node.body, nested + 1);
    case 'LabeledStatement':
      return leavesLoop(node.body, nested);
    default:
      return false;
  }
}

/** `while (!done)` and `try { …; done = true }`. */
function changesCondition(test: Node, block: TSESTree.BlockStatement): boolean {
  const names = new Set(namesIn(test));
  return block.body.some(
    (s) =>
      s.type === 'ExpressionStatement' &&
      s.expression.type === 'AssignmentExpression' &&
      s.expression.left.type === 'Identifier' &&
      names.has(s.expression.left.name),
  );
}

/** The names that a test is about. */
function namesIn(node: Node): readonly string[] {
  switch (node.type) {
    case 'Identifier':
      return [node.name];
    case 'UnaryExpression':
      return namesIn(node.argument);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return [...namesIn(node.left), ...namesIn(node.right)];
    case 'CallExpression':
      return [node.callee, ...node.arguments].flatMap(namesIn);
    case 'MemberExpression':
      return namesIn(node.object);
    case 'ChainExpression':
      return namesIn(node.expression);
    default:
      return [];
  }
}
