import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Loop, alwaysExits, loopAround } from '../syntax/statements.js';
import type { Match } from './exception-matching.js';
import { blocksOf, childrenOf, isWithin, stringOf } from '../syntax/tree.js';

/**
 * Whether a `try` stands in a loop that runs it again after a failure: success leaves the loop (`return`, `break`, or a
 * condition that the `try` changes), and the handler does not. A loop that goes on after success (a list of prompts, a
 * chat) is none. `unknown` where it collects answers and some of them end it, or where something before the call does.
 *
 * @param point Where the failure is raised inside the `try`.
 */
export function triesAgain(statement: ast.Try, handler: ast.ExceptHandler, point: Node): Match {
  const loop = loopAround(statement);
  if (!loop || alwaysExits(handler.body)) return 'no';
  const index = statement.body.findIndex((s) => isWithin(point, s));
  const inside = [...statement.body.slice(Math.max(0, index)), ...statement.orelse];
  const behind = statementsBehind(statement, loop);
  const isLeft = inside.some((s) => leavesLoop(s, 0)) || (behind.some((s) => leavesLoop(s, 0)) && !leavesAfterFailure(handler, behind));
  if (isLeft || (loop.type === 'While' && changesCondition(loop.test, inside)))
    return keepsAndGoesOn([...inside, ...behind], namesSetIn(loop)) ? 'unknown' : 'yes';
  if (loop.type === 'While' && countsUp(loop.test, [...inside, ...behind])) return 'unknown';
  return statement.body.slice(0, Math.max(0, index)).some((s) => leavesLoop(s, 0)) ? 'unknown' : 'no';
}

/**
 * The loop around a `try` that polls: its handler stays in the loop, and something else in the loop (another request's
 * answer) leaves it. The next turn sends the same request again.
 */
export function pollingLoop(statement: ast.Try, handler: ast.ExceptHandler): Loop | undefined {
  const loop = loopAround(statement);
  if (loop?.type !== 'While' && !(loop && isCount(loop))) return undefined;
  return !alwaysExits(handler.body) && loop.body.some((s) => leavesLoop(s, 0)) ? loop : undefined;
}

/** `for _ in range(30):` */
function isCount({ type, iter }: ast.For): boolean {
  return type === 'For' && iter.type === 'Call' && iter.func.type === 'Name' && iter.func.id === 'range';
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

/** Whether a call stands in a `while` that ends when enough answers were collected: `while len(rows) < 10:`. */
export function collectsUntil(node: Node): boolean {
  for (let loop = loopAround(node); loop; loop = loopAround(loop)) {
    if (loop.type === 'While' && isComparison(loop.test) && collectsInto(loop.test, loop.body)) return true;
  }
  return false;
}

/** Whether a loop counts attempts. */
export function isCountedLoop(loop: Loop | undefined): boolean {
  return loop !== undefined && loop.type !== 'While' && isCount(loop);
}

/** The statement that raises the last failure, kept in a name by the handler, when the attempts are over. */
export function raiseAfter(loop: Loop, handler: ast.ExceptHandler): ast.Raise | undefined {
  const kept = new Set(
    handler.body.flatMap((s) =>
      s.type === 'Assign' && s.value.type === 'Name' && s.value.id === handler.name
        ? s.targets.flatMap((t) => (t.type === 'Name' ? [t.id] : []))
        : [],
    ),
  );
  const next = [...loop.orelse, ...blockBehind(loop)].find((s) => s.type !== 'Assign' && s.type !== 'AnnAssign' && s.type !== 'Assert');
  const raised = next?.type === 'If' && next.orelse.length === 0 && next.body.length === 1 ? next.body[0] : next;
  return raised?.type === 'Raise' && raised.exc?.type === 'Name' && kept.has(raised.exc.id) ? raised : undefined;
}

/** The statements behind one, in its block. */
function blockBehind(statement: ast.Statement): readonly ast.Statement[] {
  const { parent } = statement;
  const blocks =
    parent && (parent.type === 'Module' || parent.type === 'FunctionDef' || parent.type === 'AsyncFunctionDef')
      ? [parent.body]
      : blocksOf(parent as ast.Statement);
  const block = blocks.find((b) => b.includes(statement)) ?? [];
  return block.slice(block.indexOf(statement) + 1);
}

/** What runs behind a `try` in the loop's body, in the blocks around it too. */
function statementsBehind(statement: ast.Try, loop: Loop): readonly ast.Statement[] {
  const found: ast.Statement[] = [];
  let at: Node = statement;
  for (let parent = at.parent; parent && at !== loop; at = parent, parent = at.parent) {
    for (const block of 'body' in parent && Array.isArray(parent.body) ? blocksOf(parent as ast.Statement) : []) {
      const index = block.indexOf(at as ast.Statement);
      if (index >= 0) found.push(...block.slice(index + 1));
    }
  }
  return found;
}

/**
 * Whether what stands behind the `try` leaves the loop after a failure as after an answer: nothing in between goes on with
 * the loop, or the handler puts a text in the answer's place that the tests in between do not ask for.
 */
function leavesAfterFailure(handler: ast.ExceptHandler, behind: readonly ast.Statement[]): boolean {
  if (handler.body.some((s) => s.type === 'Raise' || leavesTurn(s))) return false;
  const exit = behind.findIndex((s) => s.type === 'Return' || s.type === 'Break' || s.type === 'Raise');
  if (exit < 0) return false;
  const tests = behind
    .slice(0, exit)
    .flatMap((s) => (s.type === 'If' && [...s.body, ...s.orelse].some((inner) => inner.type === 'Continue') ? [s.test] : []));
  if (behind.slice(0, exit).some((s) => s.type !== 'If' && leavesTurn(s))) return false;
  return tests.every((test) => isAboutAnswer(test, handler));
}

/** Whether a test is of a name that the handler has set to a text, and asks for no part of that text. */
function isAboutAnswer(test: ast.Expression, handler: ast.ExceptHandler): boolean {
  const nodes = nodesIn(test);
  const names = new Set(nodes.flatMap((node) => (node.type === 'Name' ? [node.id] : [])));
  const texts = nodes.flatMap((node) => stringOf(node) ?? []);
  const set = handler.body.flatMap((s) =>
    s.type === 'Assign' ? s.targets.flatMap((t) => (t.type === 'Name' && names.has(t.id) ? [stringOf(s.value) ?? ''] : [])) : [],
  );
  return (
    names.size === 1 &&
    texts.length > 0 &&
    set.length > 0 &&
    set.every((value) => value !== '' && !texts.some((text) => value.includes(text)))
  );
}

function leavesTurn(statement: ast.Statement): boolean {
  return statement.type === 'Continue' || blocksOf(statement).some((block) => block.some(leavesTurn));
}

/** Whether the loop's next turn can come after an answer that was added to what outlives the turn. */
function keepsAndGoesOn(statements: readonly ast.Statement[], own: ReadonlySet<string>): boolean {
  for (const s of statements) {
    if (s.type === 'Return' || s.type === 'Raise' || s.type === 'Break') return false;
    for (const block of blocksOf(s)) if (!alwaysExits(block) && keepsAndGoesOn(block, own)) return true;
    if (s.type === 'If' && alwaysExits(s.body) && alwaysExits(s.orelse)) return false;
    if (keeps(s, own)) return !alwaysExits(statements);
  }
  return false;
}

/** `answers.append(reply)`, `found[i] = reply`, `total += reply.cost`, `yield reply`; a name that the turn sets anew does not outlive it. */
function keeps(s: ast.Statement, own: ReadonlySet<string>): boolean {
  switch (s.type) {
    case 'Expr':
      if (s.value.type === 'Yield') return true;
      return (
        s.value.type === 'Call' && s.value.func.type === 'Attribute' && COLLECTS.has(s.value.func.attr) && !isOwn(s.value.func.value, own)
      );
    case 'AugAssign':
      return s.value.type !== 'Constant' && !isOwn(s.target, own);
    case 'Assign':
      return s.targets.some((t) => t.type === 'Subscript' && !isOwn(t.value, own));
    default:
      return false;
  }
}

function isOwn(node: ast.Expression, own: ReadonlySet<string>): boolean {
  return node.type === 'Name' && own.has(node.id);
}

/** Names that a loop's body gives a value. */
function namesSetIn(loop: Loop): ReadonlySet<string> {
  return new Set(
    loop.body
      .flatMap(nodesIn)
      .flatMap((node) => (node.type === 'Assign' ? node.targets.flatMap((t) => (t.type === 'Name' ? [t.id] : [])) : [])),
  );
}

/** Methods that put a value into a collection, a file or a queue. */
const COLLECTS: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'add',
  'insert',
  'put',
  'put_nowait',
  'write',
  'writelines',
  'writerow',
]);

/** `while len(answers) < 10:` and `if reply: answers.append(reply)`: what is no answer is left out. */
function collectsInto(test: ast.Expression, statements: readonly ast.Statement[]): boolean {
  const names = new Set<string>();
  collectNames(test, names);
  const nodes = statements.flatMap(nodesIn);
  const chosen = nodes.some((node) => node.type === 'Continue') ? nodes : nodes.filter((node) => node.type === 'If').flatMap(nodesIn);
  return chosen.some(
    (node) => node.type === 'Call' && node.func.type === 'Attribute' && COLLECTS.has(node.func.attr) && isOwn(node.func.value, names),
  );
}

function isComparison(test: ast.Expression): boolean {
  return nodesIn(test).some((node) => node.type === 'Compare');
}

/** `while len(answers) < 10:` and `answers.append(reply)`, `while done < 10:` and `done += 1` behind the call. */
function countsUp(test: ast.Expression, statements: readonly ast.Statement[]): boolean {
  const names = new Set<string>();
  collectNames(test, names);
  return statements.flatMap(nodesIn).some((node) => {
    if (node.type === 'AugAssign') return isOwn(node.target, names);
    return node.type === 'Call' && node.func.type === 'Attribute' && COLLECTS.has(node.func.attr) && isOwn(node.func.value, names);
  });
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
  return changesNames(block, names);
}

function changesNames(block: readonly ast.Statement[], names: ReadonlySet<string>): boolean {
  return block.some(
    (s) =>
      (s.type === 'Assign' && s.targets.some((t) => t.type === 'Name' && names.has(t.id))) ||
      blocksOf(s).some((inner) => changesNames(inner, names)),
  );
}

function collectNames(root: Node, names: Set<string>): void {
  for (const node of nodesIn(root)) if (node.type === 'Name') names.add(node.id);
}

function nodesIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    stack.push(...childrenOf(node));
  }
  return found;
}
