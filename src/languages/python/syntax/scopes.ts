import type * as ast from './ast.js';
import type { FunctionNode, Node } from './ast.js';
import { type Scope, type Variable, blocksOf, isFunction } from './tree.js';

/** Makes the scope of a node. */
export function scopeOf(node: Scope['node'], outer: Scope): Scope {
  return { node, outer, names: new Map(), passed: new Map() };
}

/** `global` and `nonlocal` hold for the whole function, also above where they stand. */
export function declare(body: readonly ast.Statement[], scope: Scope): void {
  for (const statement of body) {
    if (statement.type === 'Global' || statement.type === 'Nonlocal')
      for (const name of statement.names) scope.passed.set(name, statement.type);
    else if (statement.type !== 'FunctionDef' && statement.type !== 'AsyncFunctionDef' && statement.type !== 'ClassDef') {
      for (const block of blocksOf(statement)) declare(block, scope);
    }
  }
}

/** A walrus in a comprehension binds in the function around it. */
export function comprehensionOwner(scope: Scope): Scope {
  let at = scope;
  while (at.outer && !isFunctionScope(at) && at.node.type !== 'Module' && at.node.type !== 'ClassDef') at = at.outer;
  return at;
}

export function lookup(name: string, from: Scope, top: Scope): Variable | undefined {
  const passed = from.passed.get(name);
  if (passed === 'Global') return top.names.get(name);
  const own = from.names.get(name);
  if (own && passed === undefined) return own;
  for (let at = from.outer; at; at = at.outer) {
    // Functions do not see the names of a class body around them.
    if (at.node.type === 'ClassDef') continue;
    const outer = at.passed.get(name) === 'Global' ? top.names.get(name) : at.names.get(name);
    if (outer) return outer;
  }
  return undefined;
}

export function isFunctionScope(scope: Scope): boolean {
  return isFunction(scope.node);
}

export function functionOf(scope: Scope): FunctionNode | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (isFunction(at.node)) return at.node;
    if (at.node.type === 'ClassDef' || at.node.type === 'Module') return undefined;
  }
  return undefined;
}

/** Names that a target binds; `other` gets the expressions in it that are only read (`a[i]`, `x.y`). */
export function namesIn(target: ast.Expression, other: (node: Node) => void): ast.Name[] {
  switch (target.type) {
    case 'Name':
      return [target];
    case 'Starred':
      return namesIn(target.value, other);
    case 'List':
    case 'Tuple':
      return target.elts.flatMap((element) => namesIn(element, other));
    default:
      other(target);
      return [];
  }
}
