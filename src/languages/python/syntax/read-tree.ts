import type * as ast from './ast.js';
import type { FunctionNode, Node } from './ast.js';
import type { AttributeWrite, Binding, Scope, Tree } from './tree.js';
import type { MutableVariable, ReadContext } from './bindings.js';
import { lookup } from './scopes.js';
import { visit, visitAll } from './visit-nodes.js';

/** Reads a parsed file in one walk. */
export function readTree(module: ast.Module, text: string): Tree {
  const calls: ast.Call[] = [];
  const functions: ast.FunctionDef[] = [];
  const classes: ast.ClassDef[] = [];
  const imports: (Binding & { readonly kind: 'import' })[] = [];
  const attributeWrites = new Map<string, AttributeWrite[]>();
  const attributeReads = new Map<string, ast.Attribute[]>();
  const keyReads = new Map<string, ast.Subscript[]>();
  const returns = new Map<FunctionNode, ast.Expression[]>();
  const generators = new Map<FunctionNode, (ast.Yield | ast.Await)[]>();
  const reads: { readonly name: ast.Name; readonly scope: Scope }[] = [];
  const variables = new Map<Node, MutableVariable>();

  const top: Scope = { node: module, outer: undefined, names: new Map(), passed: new Map() };

  const context: ReadContext = {
    variables,
    top,
    attributeWrites,
    depth: 0,
    visit: (node, scope) => {
      visit(context, node, scope);
    },
    reads,
    attributeReads,
    calls,
    keyReads,
    functions,
    returns,
    classes,
    imports,
    generators,
  };

  visitAll(context, module.body, top);

  const resolved = new Map<ast.Name, MutableVariable>();
  for (const { name, scope } of reads) {
    const variable = lookup(name.id, scope, top) as MutableVariable | undefined;
    if (!variable) continue;
    variable.reads.push(name);
    resolved.set(name, variable);
  }

  return {
    module,
    text,
    calls: calls.sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]),
    functions,
    classes,
    imports,
    attributeWrites,
    attributeReads,
    keyReads,
    returnsOf: (fn) => returns.get(fn) ?? [],
    yields: (fn) => generators.has(fn),
    yieldsOf: (fn) => generators.get(fn) ?? [],
    variableOf: (name) => resolved.get(name) ?? variables.get(name),
    moduleVariable: (name) => top.names.get(name),
    moduleVariables: () => [...top.names.values()],
    unboundReads: (name) => reads.flatMap(({ name: read }) => (read.id === name && !resolved.has(read) ? [read] : [])),
    variableBoundBy: (node) => variables.get(node),
    textOf: (node) => text.slice(node.range[0], node.range[1]),
  };
}
