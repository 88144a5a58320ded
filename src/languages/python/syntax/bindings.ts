import type * as ast from './ast.js';
import type { FunctionNode, Node } from './ast.js';
import { type AttributeWrite, type Binding, type Scope, type Variable, allArgs } from './tree.js';
import { isFunctionScope, namesIn } from './scopes.js';

/** What is found while a file is read. */
export interface ReadContext {
  readonly variables: Map<Node, MutableVariable>;
  readonly top: Scope;
  readonly attributeWrites: Map<string, AttributeWrite[]>;
  /** Nodes around the one that is visited. */
  depth: number;
  /** Visits a node and what is inside of it. */
  visit(node: Node, scope: Scope): void;
  readonly reads: { readonly name: ast.Name; readonly scope: Scope }[];
  readonly attributeReads: Map<string, ast.Attribute[]>;
  readonly calls: ast.Call[];
  readonly keyReads: Map<string, ast.Subscript[]>;
  readonly functions: ast.FunctionDef[];
  readonly returns: Map<FunctionNode, ast.Expression[]>;
  readonly classes: ast.ClassDef[];
  readonly imports: (Binding & { readonly kind: 'import' })[];
  readonly generators: Map<FunctionNode, (ast.Yield | ast.Await)[]>;
}

/** A variable whose bindings and reads are still being found. */
export type MutableVariable = Variable & { readonly bindings: Binding[]; readonly reads: ast.Name[] };

/** Binds a name where Python would: in the scope itself, or where `global` and `nonlocal` send it. */
export function bind(context: ReadContext, name: string, scope: Scope, binding: Binding): void {
  const owner = ownerOf(context, name, scope);
  let variable = owner.names.get(name) as MutableVariable | undefined;
  if (!variable) {
    variable = { name, scope: owner, bindings: [], reads: [] };
    owner.names.set(name, variable);
  }
  variable.bindings.push(binding);
  context.variables.set(binding.node, variable);
}

/** The scope in which a name is bound. */
function ownerOf(context: ReadContext, name: string, scope: Scope): Scope {
  const passed = scope.passed.get(name);
  if (passed === 'Global') return context.top;
  if (passed === 'Nonlocal') {
    for (let at = scope.outer; at; at = at.outer) if (isFunctionScope(at) && at.names.has(name)) return at;
  }
  return scope;
}

/** Binds the names of an assignment. */
export function bindTarget(
  context: ReadContext,
  target: ast.Expression,
  scope: Scope,
  value: ast.Expression | undefined,
  annotation?: ast.Expression,
): void {
  switch (target.type) {
    case 'Name':
      bind(context, target.id, scope, { kind: 'assign', node: target, value, ...(annotation && { annotation }) });
      break;
    case 'Attribute':
      context.visit(target.value, scope);
      if (value) append(context.attributeWrites, target.attr, { target, value, ...(annotation && { annotation }) });
      break;
    case 'List':
    case 'Tuple':
      for (const [i, element] of target.elts.entries()) {
        const part =
          value && (value.type === 'Tuple' || value.type === 'List') && value.elts.length === target.elts.length
            ? value.elts[i]
            : undefined;
        if (part && !target.elts.some((e) => e.type === 'Starred')) bindTarget(context, element, scope, part);
        else bindParts(context, element, scope, value);
      }
      break;
    default:
      context.visit(target, scope);
  }
}

/** A target that gets a part of a value. */
function bindParts(context: ReadContext, target: ast.Expression, scope: Scope, value: ast.Expression | undefined): void {
  for (const name of namesIn(target, (other) => {
    context.visit(other, scope);
  }))
    bind(context, name.id, scope, value ? { kind: 'unpack', node: name, value } : { kind: 'other', node: name });
}

/** Binds the names of a loop. */
export function bindLoop(context: ReadContext, target: ast.Expression, iter: ast.Expression, scope: Scope): void {
  for (const name of namesIn(target, (other) => {
    context.visit(other, scope);
  }))
    bind(context, name.id, scope, { kind: 'loop', node: name, iter, isWhole: name === target });
}

/** Binds the parameters of a function. */
export function bindParameters(context: ReadContext, args: ast.Arguments, fn: FunctionNode, scope: Scope, outer: Scope): void {
  for (const arg of allArgs(args)) {
    bind(context, arg.arg, scope, { kind: 'parameter', node: arg, fn });
    if (arg.annotation) context.visit(arg.annotation, outer);
  }
  for (const value of [...args.defaults, ...args.kw_defaults]) if (value) context.visit(value, outer);
}

/** Adds a value to the list of a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
