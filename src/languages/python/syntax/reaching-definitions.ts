import type * as ast from './ast.js';
import type { Node } from './ast.js';
import { type Binding, type Variable, blocksOf, functionAround, statementAround } from './tree.js';

/**
 * The bindings whose value a read can see. In straight-line code (the cells of a notebook, the body of a function) that is
 * the last one above it; what stands in branches between the two may have replaced it. All of them where a loop or another
 * function lies between.
 */
export function reachingBindings(variable: Variable, read: Node): readonly Binding[] {
  const { bindings } = variable;
  if (bindings.length < 2) return bindings;
  const fn = functionAround(read);
  if (bindings.some(({ node }) => functionAround(node) !== fn)) return isOfDefinitions(bindings) ? lastingBindings(variable) : bindings;
  const loop = loopAround(read);
  if (loop && bindings.some(({ node }) => node.range[0] > read.range[0] && node.range[1] <= loop.range[1])) return bindings;
  const above = bindings.filter(({ node }) => node.range[1] <= read.range[0]);
  const last = above.findLastIndex(({ kind, node }) => REPLACES.has(kind) && isInBlockAround(node, read));
  // A value that is used in what replaces it: `url = url + "/v1"`.
  return above.length === 0 ? bindings : above.slice(Math.max(0, last));
}

/** Bindings after which the value before is gone. */
const REPLACES: ReadonlySet<Binding['kind']> = new Set(['assign', 'import', 'function', 'class']);

/** Whether a name stands for nothing but imports, functions and classes: of two imports of one name the last counts. */
function isOfDefinitions(bindings: readonly Binding[]): boolean {
  return bindings.every(({ kind }) => kind === 'import' || kind === 'function' || kind === 'class');
}

/**
 * The bindings of a module's variable whose value a function can see that runs after the module: the last that the module
 * always comes to, and what may replace it.
 */
export function lastingBindings({ bindings }: Variable): readonly Binding[] {
  const last = bindings.findLastIndex(({ kind, node }) => REPLACES.has(kind) && statementAround(node)?.parent?.type === 'Module');
  // What a function assigns (`global`) is assigned later than it stands there.
  return bindings.filter(({ node }, i) => i >= last || functionAround(node) !== undefined);
}

/** Whether a node's statement stands in a block that holds another node, directly or deeper. */
export function isInBlockAround(node: Node, read: Node): boolean {
  const statement = statementAround(node);
  const block = statement?.parent ? blocksIn(statement.parent).find((b) => b.includes(statement)) : undefined;
  if (!block) return false;
  for (let at: Node | null = read; at; at = at.parent) if (at !== statement && block.includes(at as ast.Statement)) return true;
  return false;
}

function blocksIn(node: Node): readonly (readonly ast.Statement[])[] {
  if (node.type === 'Module' || node.type === 'FunctionDef' || node.type === 'AsyncFunctionDef' || node.type === 'ClassDef')
    return [node.body];
  if (node.type === 'ExceptHandler' || node.type === 'match_case') return [node.body];
  return blocksOf(node as ast.Statement);
}

/** The loop that a node stands in, within its function. */
export function loopAround(node: Node): Node | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'For' || at.type === 'AsyncFor' || at.type === 'While') return at;
    if (at.type === 'FunctionDef' || at.type === 'AsyncFunctionDef' || at.type === 'Lambda') return undefined;
  }
  return undefined;
}
