import type * as ast from './ast.js';
import type { Node } from './ast.js';
import { blocksOf, childrenOf, isFunction, isNone } from './tree.js';

/**
 * What a handler does with the failure that it is given:
 * - `handles`: it never raises (an empty handler included; that is another rule's matter);
 * - `handles-or-throws`: it deals with some failures and raises others;
 * - `throws`: it logs or wraps, then raises; somebody has been told;
 * - `transparent`: it only raises the same error again.
 */
export type HandlerEffect = 'handles' | 'handles-or-throws' | 'throws' | 'transparent';

/** Reads the body of an `except` clause; `name` is what it calls the exception. */
export function handlerEffect(body: readonly ast.Statement[], name: string | null): HandlerEffect {
  const flow = ending(body, name);
  if (!flow.throws) return 'handles';
  if (flow.completes || flow.leaves) return 'handles-or-throws';
  return flow.does || !flow.bare ? 'throws' : 'transparent';
}

/** How a run of statements can end, and whether it does anything with the failure before. */
interface Ending {
  /** The end is reached. */
  readonly completes: boolean;
  /** Some way out before the end raises nothing: `return`, `continue`, `break`. */
  readonly leaves: boolean;
  readonly throws: boolean;
  /** Every `raise` is of the same error. */
  readonly bare: boolean;
  readonly does: boolean;
  /** Whether anything in it leaves a sign: all but `pass`, a text, `continue` and `return` without a value. */
  readonly tells: boolean;
}

/** How a handler that leaves no sign goes on: behind the statement, out of the function, with the loop's next turn. */
export type SilentEnd = 'completes' | 'returns' | 'continues';

/** How a handler's body ends if nothing in it leaves a sign; `undefined` where something does, or may. */
export function silentEnd(body: readonly ast.Statement[]): SilentEnd | undefined {
  const { throws, tells } = ending(body, null);
  if (throws || tells) return undefined;
  const last = body.at(-1)?.type;
  return last === 'Return' ? 'returns' : last === 'Continue' ? 'continues' : 'completes';
}

const NOTHING: Ending = { completes: true, leaves: false, throws: false, bare: true, does: false, tells: false };

function ending(statements: readonly ast.Statement[], name: string | null): Ending {
  let { throws, bare, does, leaves, tells } = NOTHING;
  for (const statement of statements) {
    const end = endingOf(statement, name);
    throws ||= end.throws;
    leaves ||= end.leaves;
    if (end.throws) bare &&= end.bare;
    does ||= end.does;
    tells ||= end.tells;
    if (!end.completes) return { completes: false, leaves, throws, bare, does, tells };
  }
  return { completes: true, leaves, throws, bare, does, tells };
}

function endingOf(statement: ast.Statement, name: string | null): Ending {
  switch (statement.type) {
    case 'Raise': {
      const raised = statement.exc && withoutTraceback(statement.exc);
      const bare = !raised || (raised.type === 'Name' && raised.id === name);
      return { completes: false, leaves: false, throws: true, bare, does: false, tells: true };
    }
    case 'Return':
      return { completes: false, leaves: true, throws: false, bare: true, does: true, tells: statement.value !== null && !isNone(statement.value) };
    case 'Continue':
    case 'Break':
      return { completes: false, leaves: true, throws: false, bare: true, does: true, tells: statement.type === 'Break' };
    case 'If':
      return either(ending(statement.body, name), ending(statement.orelse, name));
    case 'With':
    case 'AsyncWith':
      return { ...ending(statement.body, name), tells: true };
    case 'Try':
    case 'TryStar': {
      const block = ending(statement.body, name);
      const handlers = statement.handlers.map((h) => ending(h.body, h.name));
      return {
        completes: block.completes || handlers.some((h) => h.completes),
        leaves: block.leaves || handlers.some((h) => h.leaves),
        throws: handlers.length > 0 ? handlers.some((h) => h.throws) : block.throws,
        bare: false,
        does: true,
        tells: true,
      };
    }
    case 'Match': {
      const cases = statement.cases.map((c) => ending(c.body, name));
      return { completes: true, leaves: cases.some((c) => c.leaves), throws: cases.some((c) => c.throws), bare: cases.every((c) => c.bare), does: true, tells: true };
    }
    case 'Expr':
      if (statement.value.type === 'Constant') return NOTHING;
      return { ...NOTHING, does: true, completes: !exits(statement.value), tells: true };
    case 'Pass':
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
      return NOTHING;
    default:
      return { ...NOTHING, does: true, tells: true };
  }
}

/** `error.with_traceback(…)` is the error. */
function withoutTraceback(node: ast.Expression): ast.Expression {
  return node.type === 'Call' && node.func.type === 'Attribute' && node.func.attr === 'with_traceback' ? node.func.value : node;
}

function either(yes: Ending, no: Ending): Ending {
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

/** `sys.exit(1)`, `exit()`, `os._exit(1)`: the program ends, as its author says. */
function exits(node: ast.Expression): boolean {
  if (node.type !== 'Call') return false;
  if (node.func.type === 'Name') return node.func.id === 'exit' || node.func.id === 'quit';
  return node.func.type === 'Attribute' && (node.func.attr === 'exit' || node.func.attr === '_exit') && node.func.value.type === 'Name' && /^(?:sys|os)$/.test(node.func.value.id);
}

/** A loop that may run something again. */
export type Loop = ast.For | ast.While;

/**
 * Whether a `try` stands in a loop that runs it again after a failure: success leaves the loop (`return`, `break`, or a
 * condition that the `try` changes), and the handler does not. A loop that goes on after success (a list of prompts, a
 * chat) is none.
 */
export function triesAgain(statement: ast.Try, handler: ast.ExceptHandler): boolean {
  const loop = loopAround(statement);
  if (!loop || alwaysExits(handler.body)) return false;
  if ([...statement.body, ...statement.orelse].some((s) => leavesLoop(s, 0))) return true;
  if (exitsAfter(statement, loop)) return true;
  return loop.type === 'While' && changesCondition(loop.test, [...statement.body, ...statement.orelse]);
}

/**
 * Whether a call whose failure is turned into a value runs again: it is the condition of a `while`, or stands in a loop
 * that something in its body leaves.
 */
export function runsAgain(node: Node): boolean {
  const loop = loopAround(node);
  if (!loop) return false;
  if (loop.type === 'While' && node.range[0] >= loop.test.range[0] && node.range[1] <= loop.test.range[1]) return true;
  return loop.body.some((s) => leavesLoop(s, 0)) || (loop.type === 'While' && changesCondition(loop.test, loop.body));
}

/** Whether statements hold a way out other than their end: `return`, or `break` and `continue` of a loop around them. */
export function jumps(statements: readonly ast.Statement[], nested = false): boolean {
  return statements.some((s) => {
    if (s.type === 'Return') return true;
    if (s.type === 'Break' || s.type === 'Continue') return !nested;
    if (s.type === 'FunctionDef' || s.type === 'AsyncFunctionDef' || s.type === 'ClassDef') return false;
    const inside = nested || s.type === 'For' || s.type === 'AsyncFor' || s.type === 'While';
    return blocksOf(s).some((block) => jumps(block, inside));
  });
}

/** The innermost loop around a node, in its own function. */
export function loopAround(node: Node): Loop | undefined {
  let child = node;
  for (let at = node.parent; at && !isFunction(at) && at.type !== 'ClassDef'; child = at, at = at.parent) {
    if (at.type === 'While' && !at.orelse.includes(child as ast.Statement)) return at;
    if ((at.type === 'For' || at.type === 'AsyncFor') && at.body.includes(child as ast.Statement)) return at;
  }
  return undefined;
}

/** Whether a run of statements leaves the loop whatever happens. */
function alwaysExits(statements: readonly ast.Statement[]): boolean {
  return statements.some((s) => {
    if (s.type === 'Return' || s.type === 'Raise' || s.type === 'Break') return true;
    if (s.type === 'Expr') return exits(s.value);
    if (s.type === 'With' || s.type === 'AsyncWith') return alwaysExits(s.body);
    return s.type === 'If' && s.orelse.length > 0 && alwaysExits(s.body) && alwaysExits(s.orelse);
  });
}

/** `return` or `break` behind the `try` in the loop's body. */
function exitsAfter(statement: ast.Try, loop: Loop): boolean {
  let at: Node = statement;
  for (let parent = at.parent; parent && at !== loop; at = parent, parent = at.parent) {
    for (const block of 'body' in parent && Array.isArray(parent.body) ? blocksIn(parent) : []) {
      const index = block.indexOf(at as ast.Statement);
      if (index >= 0 && block.slice(index + 1).some((s) => leavesLoop(s, 0))) return true;
    }
  }
  return false;
}

function blocksIn(node: Node): readonly (readonly ast.Statement[])[] {
  return blocksOf(node as ast.Statement);
}

function leavesLoop(statement: ast.Statement, nested: number): boolean {
  switch (statement.type) {
    case 'Return':
      return true;
    case 'Break':
      return nested === 0;
    case 'For':
    case 'AsyncFor':
    case 'While':
      return statement.body.some((s) => leavesLoop(s, nested + 1));
    case 'Try':
    case 'TryStar':
      return [...statement.body, ...statement.orelse].some((s) => leavesLoop(s, nested));
    default:
      return blocksOf(statement).some((block) => block.some((s) => leavesLoop(s, nested)));
  }
}

/** `while not done:` and `try: …; done = True`. */
function changesCondition(test: ast.Expression, block: readonly ast.Statement[]): boolean {
  const names = new Set<string>();
  collectNames(test, names);
  return block.some((s) => (s.type === 'Assign' && s.targets.some((t) => t.type === 'Name' && names.has(t.id))) || blocksOf(s).some((inner) => changesNames(inner, names)));
}

function changesNames(block: readonly ast.Statement[], names: ReadonlySet<string>): boolean {
  return block.some((s) => (s.type === 'Assign' && s.targets.some((t) => t.type === 'Name' && names.has(t.id))) || blocksOf(s).some((inner) => changesNames(inner, names)));
}

function collectNames(root: Node, names: Set<string>): void {
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'Name') names.add(node.id);
    stack.push(...childrenOf(node));
  }
}
