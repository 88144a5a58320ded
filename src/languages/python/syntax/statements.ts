import type * as ast from './ast.js';
import type { Node } from './ast.js';
import { isLogCall, isSleepCall } from '../../../engine/heuristics/log-and-sleep-calls.js';
import { blocksOf, isFunction, isNone } from './tree.js';

/**
 * What a handler does with the failure that it is given:
 * - `handles`: it never raises (an empty handler included; that is another rule's matter);
 * - `handles-or-throws`: it deals with some failures and raises others;
 * - `throws`: it logs or wraps, then raises; the failure is known;
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

/** Whether a handler can raise the same error without a sign of it: it only counts and waits before. */
export function raisesSilently(body: readonly ast.Statement[], name: string | null): boolean {
  for (const statement of body) {
    if (statement.type === 'Raise') return raisesSame(statement, name);
    if (statement.type === 'If') {
      if (raisesSilently(statement.body, name) || raisesSilently(statement.orelse, name)) return true;
      if (![statement.body, statement.orelse].every((block) => block.every(isSilent))) return false;
    } else if (!isSilent(statement)) return false;
  }
  return false;
}

/** Whether a handler does nothing but write a log and raise the same error. */
export function logsAndRaises(body: readonly ast.Statement[], name: string | null): boolean {
  const last = body.at(-1);
  return (
    last?.type === 'Raise' &&
    raisesSame(last, name) &&
    body
      .slice(0, -1)
      .every(
        (statement) =>
          isSilent(statement) ||
          (statement.type === 'Expr' && statement.value.type === 'Call' && isLogCall(dottedName(statement.value.func))),
      )
  );
}

function raisesSame({ exc }: ast.Raise, name: string | null): boolean {
  const raised = exc && withoutTraceback(exc);
  return !raised || (raised.type === 'Name' && raised.id === name);
}

/** Whether a statement shows nothing to anybody: an assignment, a wait, an import. */
export function isSilent(statement: ast.Statement): boolean {
  switch (statement.type) {
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
    case 'Pass':
    case 'Continue':
    case 'Break':
    case 'Raise':
    case 'Import':
    case 'ImportFrom':
    case 'Global':
    case 'Nonlocal':
      return true;
    case 'If':
      return [...statement.body, ...statement.orelse].every(isSilent);
    case 'Expr': {
      const value = statement.value.type === 'Await' ? statement.value.value : statement.value;
      return value.type === 'Constant' || (value.type === 'Call' && isSleepCall(dottedName(value.func)));
    }
    default:
      return false;
  }
}

/** `asyncio.sleep`, as it is written. */
function dottedName(node: ast.Expression): string {
  if (node.type === 'Attribute') return `${dottedName(node.value)}.${node.attr}`;
  return node.type === 'Name' ? node.id : '';
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
      return { completes: false, leaves: false, throws: true, bare: raisesSame(statement, name), does: false, tells: true };
    }
    case 'Return':
      return {
        completes: false,
        leaves: true,
        throws: false,
        bare: true,
        does: true,
        tells: statement.value !== null && !isNone(statement.value),
      };
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
      return {
        completes: true,
        leaves: cases.some((c) => c.leaves),
        throws: cases.some((c) => c.throws),
        bare: cases.every((c) => c.bare),
        does: true,
        tells: true,
      };
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
  return (
    node.func.type === 'Attribute' &&
    (node.func.attr === 'exit' || node.func.attr === '_exit') &&
    node.func.value.type === 'Name' &&
    /^(?:sys|os)$/.test(node.func.value.id)
  );
}

/** A loop that may run something again. */
export type Loop = ast.For | ast.While;

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
export function alwaysExits(statements: readonly ast.Statement[]): boolean {
  return statements.some((s) => {
    if (s.type === 'Return' || s.type === 'Raise' || s.type === 'Break') return true;
    if (s.type === 'Expr') return exits(s.value);
    if (s.type === 'With' || s.type === 'AsyncWith') return alwaysExits(s.body);
    return s.type === 'If' && s.orelse.length > 0 && alwaysExits(s.body) && alwaysExits(s.orelse);
  });
}
