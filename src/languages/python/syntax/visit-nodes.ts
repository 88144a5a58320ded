import type { Node } from './ast.js';
import { type Scope, childrenOf, stringOf } from './tree.js';
import { type ReadContext, append, bind, bindLoop, bindParameters, bindTarget } from './bindings.js';
import { comprehensionOwner, declare, functionOf, scopeOf } from './scopes.js';

/** Nodes inside one another that are read. Hand-written code has fewer than fifty; what is deeper is not seen. */
const MAX_DEPTH = 1000;

/** Visits several nodes. */
export function visitAll(context: ReadContext, nodes: readonly Node[], scope: Scope): void {
  for (const node of nodes) visit(context, node, scope);
}

/** Visits a node and what is inside of it. */
export function visit(context: ReadContext, node: Node, scope: Scope): void {
  if (context.depth > MAX_DEPTH) return;
  context.depth += 1;
  visitNode(context, node, scope);
  context.depth -= 1;
}

/** Notes what a node is, then visits what is inside of it. */
function visitNode(context: ReadContext, node: Node, scope: Scope): void {
  switch (node.type) {
    case 'Name':
      context.reads.push({ name: node, scope });
      return;
    case 'Constant':
      return;
    case 'Attribute':
      append(context.attributeReads, node.attr, node);
      visit(context, node.value, scope);
      return;
    case 'Call':
      context.calls.push(node);
      break;
    case 'Subscript': {
      const key = stringOf(node.slice);
      if (key !== undefined) append(context.keyReads, key, node);
      break;
    }
    case 'Return': {
      const fn = functionOf(scope);
      if (fn && node.value) append(context.returns, fn, node.value);
      break;
    }
    case 'Yield':
    case 'YieldFrom': {
      const fn = functionOf(scope);
      if (fn) append(context.generators, fn, node);
      break;
    }
    case 'MatchAs':
    case 'MatchStar':
    case 'MatchMapping':
      if (node.name !== null) bind(context, node.name, scope, { kind: 'other', node });
      break;
    default:
      if (visitScope(context, node, scope) || visitBinding(context, node, scope)) return;
  }
  for (const child of childrenOf(node)) visit(context, child, scope);
}

/** Visits what has a scope of its own: a function, a class, a comprehension. */
function visitScope(context: ReadContext, node: Node, scope: Scope): boolean {
  switch (node.type) {
    case 'FunctionDef':
    case 'AsyncFunctionDef': {
      context.functions.push(node);
      visitAll(context, node.decorator_list, scope);
      if (node.returns) visit(context, node.returns, scope);
      bind(context, node.name, scope, { kind: 'function', node });
      const inner = scopeOf(node, scope);
      bindParameters(context, node.args, node, inner, scope);
      declare(node.body, inner);
      visitAll(context, node.body, inner);
      return true;
    }
    case 'Lambda': {
      const inner = scopeOf(node, scope);
      bindParameters(context, node.args, node, inner, scope);
      append(context.returns, node, node.body);
      visit(context, node.body, inner);
      return true;
    }
    case 'ClassDef': {
      context.classes.push(node);
      visitAll(context, node.decorator_list, scope);
      visitAll(context, node.bases, scope);
      visitAll(context, node.keywords, scope);
      bind(context, node.name, scope, { kind: 'class', node });
      visitAll(context, node.body, scopeOf(node, scope));
      return true;
    }
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
    case 'DictComp': {
      const inner = scopeOf(node, scope);
      for (const [i, part] of node.generators.entries()) {
        visit(context, part.iter, i === 0 ? scope : inner);
        bindLoop(context, part.target, part.iter, inner);
        visitAll(context, part.ifs, inner);
      }
      if (node.type === 'DictComp') visitAll(context, [node.key, node.value], inner);
      else visit(context, node.elt, inner);
      return true;
    }
    default:
      return false;
  }
}

/** Visits what gives names their values. */
function visitBinding(context: ReadContext, node: Node, scope: Scope): boolean {
  switch (node.type) {
    case 'Assign':
      visit(context, node.value, scope);
      for (const target of node.targets) bindTarget(context, target, scope, node.value);
      return true;
    case 'AnnAssign':
      visit(context, node.annotation, scope);
      if (node.value) visit(context, node.value, scope);
      bindTarget(context, node.target, scope, node.value ?? undefined, node.annotation);
      return true;
    case 'AugAssign':
      visit(context, node.value, scope);
      visit(context, node.target, scope);
      if (node.target.type === 'Name') bind(context, node.target.id, scope, { kind: 'other', node: node.target });
      return true;
    case 'NamedExpr':
      visit(context, node.value, scope);
      bind(context, node.target.id, comprehensionOwner(scope), { kind: 'assign', node: node.target, value: node.value });
      return true;
    case 'For':
    case 'AsyncFor':
      visit(context, node.iter, scope);
      bindLoop(context, node.target, node.iter, scope);
      visitAll(context, node.body, scope);
      visitAll(context, node.orelse, scope);
      return true;
    case 'withitem':
      visit(context, node.context_expr, scope);
      if (node.optional_vars) {
        if (node.optional_vars.type === 'Name')
          bind(context, node.optional_vars.id, scope, { kind: 'with', node: node.optional_vars, item: node });
        else bindTarget(context, node.optional_vars, scope, node.context_expr);
      }
      return true;
    case 'ExceptHandler':
      if (node.excType) visit(context, node.excType, scope);
      if (node.name !== null) bind(context, node.name, scope, { kind: 'other', node });
      visitAll(context, node.body, scope);
      return true;
    case 'Import':
    case 'ImportFrom':
      for (const alias of node.names) {
        const name = alias.asname ?? (node.type === 'Import' ? (alias.name.split('.')[0] ?? alias.name) : alias.name);
        const binding = { kind: 'import' as const, node: alias, statement: node };
        context.imports.push(binding);
        if (name !== '*') bind(context, name, scope, binding);
      }
      return true;
    case 'Delete':
      return true;
    default:
      return false;
  }
}
