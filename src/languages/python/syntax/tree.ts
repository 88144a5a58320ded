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
  /** The variable that a name stands for; `undefined` for a builtin or a name without a binding. */
  variableOf(name: ast.Name): Variable | undefined;
  /** What a name means at module level. */
  moduleVariable(name: string): Variable | undefined;
  moduleVariables(): readonly Variable[];
  /** Where a name without a binding is read: a builtin, or what `import *` brings. */
  unboundReads(name: string): readonly ast.Name[];
  /** Everything that the file imports, wherever it stands. */
  readonly imports: readonly (Binding & { readonly kind: 'import' })[];
  /** The variable that a function, class, parameter or import binds. */
  variableBoundBy(node: ast.FunctionDef | ast.ClassDef | ast.Arg | ast.Alias): Variable | undefined;
  textOf(node: Node): string;
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

/**
 * Visits a node and all below it, in source order. Without recursion: generated code nests thousands of operators.
 *
 * @param visit Gives `false` where what is below a node is left out.
 */
export function visitBelow(root: Node, visit: (node: Node) => unknown): void {
  const nodes = [root];
  for (let node = nodes.pop(); node; node = nodes.pop()) if (visit(node) !== false) nodes.push(...childrenOf(node).reverse());
}
