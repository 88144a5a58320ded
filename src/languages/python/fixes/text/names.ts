import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { type Scope, type Tree, type Variable, isFunction, visitBelow } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** The variable that a name means at a node; `undefined` for a builtin or a name that the file does not bind. */
export function variableNamed(name: string, at: Node, { tree }: RepairContext): Variable | undefined {
  const scopes = scopesOf(tree);
  let inFunction = false;
  for (let node: Node | null = at; node; node = node.parent) {
    const scope = scopes.get(node);
    // Functions do not see the names of a class body around them.
    if (scope && !(inFunction && node.type === 'ClassDef')) {
      if (scope.passed.get(name) === 'Global') return tree.moduleVariable(name);
      const variable = scope.names.get(name);
      if (variable) return variable;
    }
    inFunction ||= isFunction(node);
  }
  return undefined;
}

/** Every variable that can be seen from a node, the nearest scope first. */
export function variablesAround(at: Node, context: RepairContext): readonly Variable[] {
  const scopes = scopesOf(context.tree);
  const found: Variable[] = [];
  for (let node: Node | null = at; node; node = node.parent) found.push(...(scopes.get(node)?.names.values() ?? []));
  return found.filter((variable) => variableNamed(variable.name, at, context) === variable);
}

/** The variables of a name in all scopes of the file. */
export function variablesCalled(name: string, { tree }: RepairContext): readonly Variable[] {
  return [...scopesOf(tree).values()].flatMap((scope) => scope.names.get(name) ?? []);
}

/** Whether any scope of the file binds a name. */
export function isBound(name: string, context: RepairContext): boolean {
  return variablesCalled(name, context).length > 0;
}

/** The first of some names that stands nowhere in the file, comments and strings included. */
export function freeName(names: readonly string[], { file }: RepairContext): string | undefined {
  return names.find((name) => !new RegExp(String.raw`\b${name}\b`).test(file.text));
}

const known = new WeakMap<Tree, ReadonlyMap<Node, Scope>>();

/** Scopes that bind something, by the node that they belong to. */
function scopesOf(tree: Tree): ReadonlyMap<Node, Scope> {
  const before = known.get(tree);
  if (before) return before;
  const scopes = new Map<Node, Scope>();
  visitBelow(tree.module, (node) => {
    // What binds a name is asked the same way, whatever it is.
    const variable = tree.variableBoundBy(node as ast.Arg) ?? (node.type === 'Name' ? tree.variableOf(node) : undefined);
    for (let scope: Scope | undefined = variable?.scope; scope && !scopes.has(scope.node); scope = scope.outer)
      scopes.set(scope.node, scope);
  });
  known.set(tree, scopes);
  return scopes;
}
