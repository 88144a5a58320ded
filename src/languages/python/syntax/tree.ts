import type * as ast from './ast.js';
import { type FunctionNode, type Node, VISITOR_KEYS } from './ast.js';

/** Where names live: the module, a class body, a function or lambda, a comprehension. */
export interface Scope {
  readonly node: ast.Module | ast.ClassDef | FunctionNode | ast.Comprehension | ast.DictComp;
  readonly outer: Scope | undefined;
  readonly names: Map<string, Variable>;
  /** Names that `global` and `nonlocal` hand to an outer scope. */
  readonly passed: Map<string, 'Global' | 'Nonlocal'>;
}

/** A name of one scope: everything that gives it a value, and every place that reads it. */
export interface Variable {
  readonly name: string;
  readonly scope: Scope;
  readonly bindings: readonly Binding[];
  readonly reads: readonly ast.Name[];
}

/** One way a name gets a value. `node` is where it stands. */
export type Binding =
  | { readonly kind: 'import'; readonly node: ast.Alias; readonly statement: ast.Import | ast.ImportFrom }
  | { readonly kind: 'function'; readonly node: ast.FunctionDef }
  | { readonly kind: 'class'; readonly node: ast.ClassDef }
  | { readonly kind: 'parameter'; readonly node: ast.Arg; readonly fn: FunctionNode }
  /** `name = value`; `annotation` where there is one, `value` absent where it is only declared or deleted. */
  | { readonly kind: 'assign'; readonly node: ast.Name; readonly value: ast.Expression | undefined; readonly annotation?: ast.Expression }
  /** One of several targets that are unpacked from one value. */
  | { readonly kind: 'unpack'; readonly node: ast.Name; readonly value: ast.Expression }
  | { readonly kind: 'loop'; readonly node: ast.Name; readonly iter: ast.Expression; readonly isWhole: boolean }
  | { readonly kind: 'with'; readonly node: ast.Name; readonly item: ast.WithItem }
  | { readonly kind: 'other'; readonly node: Node };

/** `target.attr = value`. */
export interface AttributeWrite {
  readonly target: ast.Attribute;
  readonly value: ast.Expression;
  readonly annotation?: ast.Expression;
}

/** One file's tree with what every analysis asks of it. Made once per file by {@link readTree}. */
export interface Tree {
  readonly module: ast.Module;
  readonly text: string;
  /** Every call in source order. */
  readonly calls: readonly ast.Call[];
  readonly functions: readonly ast.FunctionDef[];
  readonly classes: readonly ast.ClassDef[];
  /** Assignments to attributes, by the attribute's name. */
  readonly attributeWrites: ReadonlyMap<string, readonly AttributeWrite[]>;
  /** Reads of attributes, by the attribute's name. */
  readonly attributeReads: ReadonlyMap<string, readonly ast.Attribute[]>;
  /** Reads of a key, `holder["key"]`, by the key. */
  readonly keyReads: ReadonlyMap<string, readonly ast.Subscript[]>;
  returnsOf(fn: FunctionNode): readonly ast.Expression[];
  /** Whether a function is a generator: its body runs while it is iterated. */
  yields(fn: FunctionNode): boolean;
  /** Its `yield` and `yield from` expressions. */
  yieldsOf(fn: FunctionNode): readonly (ast.Yield | ast.Await)[];
  /** The variable that a name stands for; `undefined` for a builtin or a name that nobody binds. */
  variableOf(name: ast.Name): Variable | undefined;
  /** What a name means at module level. */
  moduleVariable(name: string): Variable | undefined;
  moduleVariables(): readonly Variable[];
  /** Where a name is read that nobody binds: a builtin, or what `import *` brings. */
  unboundReads(name: string): readonly ast.Name[];
  /** Everything that the file imports, wherever it stands. */
  readonly imports: readonly (Binding & { readonly kind: 'import' })[];
  /** The variable that a function, class, parameter or import binds. */
  variableBoundBy(node: ast.FunctionDef | ast.ClassDef | ast.Arg | ast.Alias): Variable | undefined;
  textOf(node: Node): string;
}

type MutableVariable = Variable & { readonly bindings: Binding[]; readonly reads: ast.Name[] };

/** Nodes inside one another that are read. Hand-written code has fewer than fifty; what is deeper is not seen. */
const MAX_DEPTH = 1000;

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

  /** Binds a name where Python would: in the scope itself, or where `global` and `nonlocal` send it. */
  function bind(name: string, scope: Scope, binding: Binding): void {
    const owner = ownerOf(name, scope);
    let variable = owner.names.get(name) as MutableVariable | undefined;
    if (!variable) {
      variable = { name, scope: owner, bindings: [], reads: [] };
      owner.names.set(name, variable);
    }
    variable.bindings.push(binding);
    variables.set(binding.node, variable);
  }

  function ownerOf(name: string, scope: Scope): Scope {
    const passed = scope.passed.get(name);
    if (passed === 'Global') return top;
    if (passed === 'Nonlocal') {
      for (let at = scope.outer; at; at = at.outer) if (isFunctionScope(at) && at.names.has(name)) return at;
    }
    return scope;
  }

  function assign(target: ast.Expression, scope: Scope, value: ast.Expression | undefined, annotation?: ast.Expression): void {
    switch (target.type) {
      case 'Name':
        bind(target.id, scope, { kind: 'assign', node: target, value, ...(annotation && { annotation }) });
        break;
      case 'Attribute':
        visit(target.value, scope);
        if (value) append(attributeWrites, target.attr, { target, value, ...(annotation && { annotation }) });
        break;
      case 'List':
      case 'Tuple':
        for (const [i, element] of target.elts.entries()) {
          const part =
            value && (value.type === 'Tuple' || value.type === 'List') && value.elts.length === target.elts.length
              ? value.elts[i]
              : undefined;
          if (part && !target.elts.some((e) => e.type === 'Starred')) assign(element, scope, part);
          else unpack(element, scope, value);
        }
        break;
      default:
        visit(target, scope);
    }
  }

  /** A target that gets a part of a value. */
  function unpack(target: ast.Expression, scope: Scope, value: ast.Expression | undefined): void {
    for (const name of namesIn(target, (other) => {
      visit(other, scope);
    }))
      bind(name.id, scope, value ? { kind: 'unpack', node: name, value } : { kind: 'other', node: name });
  }

  function loop(target: ast.Expression, iter: ast.Expression, scope: Scope): void {
    for (const name of namesIn(target, (other) => {
      visit(other, scope);
    }))
      bind(name.id, scope, { kind: 'loop', node: name, iter, isWhole: name === target });
  }

  function parameters(args: ast.Arguments, fn: FunctionNode, scope: Scope, outer: Scope): void {
    for (const arg of allArgs(args)) {
      bind(arg.arg, scope, { kind: 'parameter', node: arg, fn });
      if (arg.annotation) visit(arg.annotation, outer);
    }
    for (const value of [...args.defaults, ...args.kw_defaults]) if (value) visit(value, outer);
  }

  function visitAll(nodes: readonly Node[], scope: Scope): void {
    for (const node of nodes) visit(node, scope);
  }

  let depth = 0;
  function visit(node: Node, scope: Scope): void {
    if (depth > MAX_DEPTH) return;
    depth += 1;
    visitInside(node, scope);
    depth -= 1;
  }

  function visitInside(node: Node, scope: Scope): void {
    switch (node.type) {
      case 'Name':
        reads.push({ name: node, scope });
        return;
      case 'Constant':
        return;
      case 'Attribute':
        append(attributeReads, node.attr, node);
        visit(node.value, scope);
        return;
      case 'Call':
        calls.push(node);
        break;
      case 'Subscript': {
        const key = stringOf(node.slice);
        if (key !== undefined) append(keyReads, key, node);
        break;
      }
      case 'FunctionDef':
      case 'AsyncFunctionDef': {
        functions.push(node);
        visitAll(node.decorator_list, scope);
        if (node.returns) visit(node.returns, scope);
        bind(node.name, scope, { kind: 'function', node });
        const inner = scopeOf(node, scope);
        parameters(node.args, node, inner, scope);
        declare(node.body, inner);
        visitAll(node.body, inner);
        return;
      }
      case 'Lambda': {
        const inner = scopeOf(node, scope);
        parameters(node.args, node, inner, scope);
        append(returns, node, node.body);
        visit(node.body, inner);
        return;
      }
      case 'ClassDef': {
        classes.push(node);
        visitAll(node.decorator_list, scope);
        visitAll(node.bases, scope);
        visitAll(node.keywords, scope);
        bind(node.name, scope, { kind: 'class', node });
        visitAll(node.body, scopeOf(node, scope));
        return;
      }
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
      case 'DictComp': {
        const inner = scopeOf(node, scope);
        for (const [i, part] of node.generators.entries()) {
          visit(part.iter, i === 0 ? scope : inner);
          loop(part.target, part.iter, inner);
          visitAll(part.ifs, inner);
        }
        if (node.type === 'DictComp') visitAll([node.key, node.value], inner);
        else visit(node.elt, inner);
        return;
      }
      case 'Assign':
        visit(node.value, scope);
        for (const target of node.targets) assign(target, scope, node.value);
        return;
      case 'AnnAssign':
        visit(node.annotation, scope);
        if (node.value) visit(node.value, scope);
        assign(node.target, scope, node.value ?? undefined, node.annotation);
        return;
      case 'AugAssign':
        visit(node.value, scope);
        visit(node.target, scope);
        if (node.target.type === 'Name') bind(node.target.id, scope, { kind: 'other', node: node.target });
        return;
      case 'NamedExpr':
        visit(node.value, scope);
        bind(node.target.id, comprehensionOwner(scope), { kind: 'assign', node: node.target, value: node.value });
        return;
      case 'For':
      case 'AsyncFor':
        visit(node.iter, scope);
        loop(node.target, node.iter, scope);
        visitAll(node.body, scope);
        visitAll(node.orelse, scope);
        return;
      case 'withitem':
        visit(node.context_expr, scope);
        if (node.optional_vars) {
          if (node.optional_vars.type === 'Name')
            bind(node.optional_vars.id, scope, { kind: 'with', node: node.optional_vars, item: node });
          else assign(node.optional_vars, scope, node.context_expr);
        }
        return;
      case 'ExceptHandler':
        if (node.excType) visit(node.excType, scope);
        if (node.name !== null) bind(node.name, scope, { kind: 'other', node });
        visitAll(node.body, scope);
        return;
      case 'Import':
      case 'ImportFrom':
        for (const alias of node.names) {
          const name = alias.asname ?? (node.type === 'Import' ? (alias.name.split('.')[0] ?? alias.name) : alias.name);
          const binding = { kind: 'import' as const, node: alias, statement: node };
          imports.push(binding);
          if (name !== '*') bind(name, scope, binding);
        }
        return;
      case 'Return': {
        const fn = functionOf(scope);
        if (fn && node.value) append(returns, fn, node.value);
        break;
      }
      case 'Yield':
      case 'YieldFrom': {
        const fn = functionOf(scope);
        if (fn) append(generators, fn, node);
        break;
      }
      case 'Delete':
        return;
      case 'MatchAs':
      case 'MatchStar':
      case 'MatchMapping':
        if (node.name !== null) bind(node.name, scope, { kind: 'other', node });
        break;
      default:
    }
    for (const child of childrenOf(node)) visit(child, scope);
  }

  visitAll(module.body, top);

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

function scopeOf(node: Scope['node'], outer: Scope): Scope {
  return { node, outer, names: new Map(), passed: new Map() };
}

/** `global` and `nonlocal` hold for the whole function, also above where they stand. */
function declare(body: readonly ast.Statement[], scope: Scope): void {
  for (const statement of body) {
    if (statement.type === 'Global' || statement.type === 'Nonlocal')
      for (const name of statement.names) scope.passed.set(name, statement.type);
    else if (statement.type !== 'FunctionDef' && statement.type !== 'AsyncFunctionDef' && statement.type !== 'ClassDef') {
      for (const block of blocksOf(statement)) declare(block, scope);
    }
  }
}

/** The blocks of statements inside a compound statement. */
export function blocksOf(statement: ast.Statement): readonly (readonly ast.Statement[])[] {
  switch (statement.type) {
    case 'If':
    case 'For':
    case 'AsyncFor':
    case 'While':
      return [statement.body, statement.orelse];
    case 'With':
    case 'AsyncWith':
      return [statement.body];
    case 'Try':
    case 'TryStar':
      return [statement.body, ...statement.handlers.map((h) => h.body), statement.orelse, statement.finalbody];
    case 'Match':
      return statement.cases.map((c) => c.body);
    default:
      return [];
  }
}

/** A walrus in a comprehension binds in the function around it. */
function comprehensionOwner(scope: Scope): Scope {
  let at = scope;
  while (at.outer && !isFunctionScope(at) && at.node.type !== 'Module' && at.node.type !== 'ClassDef') at = at.outer;
  return at;
}

function lookup(name: string, from: Scope, top: Scope): Variable | undefined {
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

function isFunctionScope(scope: Scope): boolean {
  return isFunction(scope.node);
}

function functionOf(scope: Scope): FunctionNode | undefined {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (isFunction(at.node)) return at.node;
    if (at.node.type === 'ClassDef' || at.node.type === 'Module') return undefined;
  }
  return undefined;
}

/** All parameters in the order of their positions, keyword-only ones after. */
export function allArgs(args: ast.Arguments): readonly ast.Arg[] {
  return [
    ...args.posonlyargs,
    ...args.args,
    ...(args.vararg ? [args.vararg] : []),
    ...args.kwonlyargs,
    ...(args.kwarg ? [args.kwarg] : []),
  ];
}

/** Names that a target binds; `other` gets the expressions in it that are only read (`a[i]`, `x.y`). */
function namesIn(target: ast.Expression, other: (node: Node) => void): ast.Name[] {
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

/**
 * Visits a node and all below it, in source order. Without recursion: generated code nests thousands of operators.
 *
 * @param visit Gives `false` where what is below a node is left out.
 */
export function visitBelow(root: Node, visit: (node: Node) => unknown): void {
  const nodes = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) if (visit(node) !== false) nodes.push(...childrenOf(node).reverse());
}

/** The nodes directly inside a node. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const key of VISITOR_KEYS[node.type]) {
    const child = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(child)) {
      for (const item of child as (Node | null)[]) if (item) children.push(item);
    } else if (child) children.push(child as Node);
  }
  return children;
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node?.type === 'FunctionDef' || node?.type === 'AsyncFunctionDef' || node?.type === 'Lambda';
}

/** The function around a node; a decorator, a default or an annotation is outside the function that it belongs to. */
export function functionAround(node: Node): FunctionNode | undefined {
  let child = node;
  for (let at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'Lambda' && child === at.body) return at;
    if ((at.type === 'FunctionDef' || at.type === 'AsyncFunctionDef') && at.body.includes(child as ast.Statement)) return at;
    if (at.type === 'ClassDef' && at.body.includes(child as ast.Statement)) return undefined;
  }
  return undefined;
}

/** The class of which a function is a method. */
export function classOf(fn: FunctionNode): ast.ClassDef | undefined {
  for (let at: Node | null = fn.parent; at; at = at.parent) {
    if (at.type === 'ClassDef') return at;
    if (at.type === 'Module' || isFunction(at)) return undefined;
  }
  return undefined;
}

/** The statement that a node belongs to. */
export function statementAround(node: Node): ast.Statement | undefined {
  for (let at: Node | null = node; at; at = at.parent) if (at.parent && isStatement(at)) return at;
  return undefined;
}

function isStatement(node: Node): node is ast.Statement {
  return STATEMENTS.has(node.type);
}

const STATEMENTS: ReadonlySet<string> = new Set([
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Return',
  'Delete',
  'Assign',
  'TypeAlias',
  'AugAssign',
  'AnnAssign',
  'For',
  'AsyncFor',
  'While',
  'If',
  'With',
  'AsyncWith',
  'Match',
  'Raise',
  'Try',
  'TryStar',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'Expr',
  'Pass',
  'Break',
  'Continue',
  'Invalid',
]);

export function isWithin(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** The text of a string constant. */
export function stringOf(node: Node | null | undefined): string | undefined {
  return node?.type === 'Constant' && node.kind === 'str' ? node.value : undefined;
}

export function isNone(node: Node): boolean {
  return node.type === 'Constant' && node.kind === 'None';
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
