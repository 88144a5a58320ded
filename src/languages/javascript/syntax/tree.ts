import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

export type Node = TSESTree.Node;
export type Variable = TSESLint.Scope.Variable;
export type FunctionNode = TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;
export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

/** One file's tree with what every analysis asks of it. Made once per file by {@link readTree}. */
export interface Tree {
  readonly program: TSESTree.Program;
  readonly text: string;
  /** Every `f()` and `new F()` in source order. */
  readonly calls: readonly CallNode[];
  /** Assignments to a property, by the property's name: `this.x = …`, `config.baseURL = …`. */
  readonly propertyWrites: ReadonlyMap<string, readonly TSESTree.AssignmentExpression[]>;
  /** Every assignment and `x++`, in source order. */
  readonly writes: readonly (TSESTree.AssignmentExpression | TSESTree.UpdateExpression)[];
  /** `return` statements and concise bodies by their function. */
  returnsOf(fn: FunctionNode): readonly TSESTree.Expression[];
  /** The variable that an identifier stands for; `undefined` for a global without a declaration. */
  variableOf(id: TSESTree.Identifier | TSESTree.JSXIdentifier): Variable | undefined;
  /** The variables that a declaration, function, class or import declares. */
  declaredBy(node: Node): readonly Variable[];
}

/** Reads a parsed file: one walk over the tree, one over its scopes. */
export function readTree(sourceCode: Readonly<Pick<TSESLint.SourceCode, 'ast' | 'text' | 'visitorKeys' | 'scopeManager'>>): Tree {
  const calls: CallNode[] = [];
  const propertyWrites = new Map<string, TSESTree.AssignmentExpression[]>();
  const writes: (TSESTree.AssignmentExpression | TSESTree.UpdateExpression)[] = [];
  const returns = new Map<Node, TSESTree.Expression[]>();
  const { visitorKeys } = sourceCode;

  const visit = (node: Node, fn: Node | undefined): void => {
    let inner = fn;
    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        calls.push(node);
        break;
      case 'UpdateExpression':
        writes.push(node);
        break;
      case 'AssignmentExpression': {
        writes.push(node);
        const name = node.left.type === 'MemberExpression' ? propertyName(node.left) : undefined;
        if (name !== undefined) append(propertyWrites, name, node);
        break;
      }
      case 'ArrowFunctionExpression':
        inner = node;
        if (node.body.type !== 'BlockStatement') append(returns, node, node.body);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        inner = node;
        break;
      case 'ReturnStatement':
        if (fn && node.argument) append(returns, fn, node.argument);
        break;
      default:
    }
    for (const key of visitorKeys[node.type] ?? []) {
      const child = (node as unknown as Record<string, unknown>)[key];
      if (Array.isArray(child)) {
        for (const item of child) if (isNode(item) && !HOLDS_NO_CODE.has(item.type)) visit(item, inner);
      } else if (isNode(child) && !HOLDS_NO_CODE.has(child.type)) visit(child, inner);
    }
  };
  visit(sourceCode.ast, undefined);

  const variables = new Map<Node, Variable>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const reference of scope.references) {
      if (reference.resolved && reference.resolved.defs.length > 0) variables.set(reference.identifier, reference.resolved);
    }
    for (const variable of scope.variables) {
      // A class's name is a variable of its own inside of the class: the outer one counts.
      for (const id of variable.identifiers) if (!variables.has(id)) variables.set(id, variable);
    }
  }

  return {
    program: sourceCode.ast,
    text: sourceCode.text,
    calls,
    propertyWrites,
    writes,
    returnsOf: (fn) => returns.get(fn) ?? [],
    variableOf: (id) => variables.get(id),
    declaredBy: (node) => sourceCode.scopeManager?.getDeclaredVariables(node) ?? [],
  };
}

/** Sets what ESLint sets while it walks: each node's `parent`. */
export function linkParents(node: Node, visitorKeys: TSESLint.SourceCode['visitorKeys']): void {
  for (const key of visitorKeys[node.type] ?? []) {
    const child = (node as unknown as Record<string, unknown>)[key];
    for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (!isNode(item)) continue;
      (item as { parent?: Node }).parent = node;
      linkParents(item, visitorKeys);
    }
  }
}

/** Nodes in which there is no call, no assignment and no function: names, texts and types, which are most of a tree. */
const HOLDS_NO_CODE: ReadonlySet<string> = new Set([
  'Identifier',
  'PrivateIdentifier',
  'Literal',
  'TemplateElement',
  'ThisExpression',
  'Super',
  'ImportDeclaration',
  'JSXText',
  'JSXIdentifier',
  'TSTypeAnnotation',
  'TSTypeParameterInstantiation',
  'TSTypeParameterDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'TSClassImplements',
  'TSDeclareFunction',
]);

/** The name of a property if it is written in the source: `a.b`, `a["b"]`, `{ b: … }`, `#b` (with the `#`). */
export function propertyName(
  node: TSESTree.MemberExpression | TSESTree.Property | TSESTree.MethodDefinition | TSESTree.PropertyDefinition | TSESTree.AccessorProperty,
): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (!node.computed && key.type === 'Identifier') return key.name;
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number')) return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** Takes off what does not change a value: type assertions, `!`, `satisfies`, optional-chain and comma wrappers. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    case 'SequenceExpression':
      return lastOf(node);
    default:
      return node;
  }
}

/** Whether a node around an expression leaves its value as it is: the types that {@link unwrap} takes off, but for the comma. */
export function keepsValue(node: Node): boolean {
  return KEEPS_VALUE.has(node.type);
}

const KEEPS_VALUE: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ChainExpression',
]);

/** `null`, `undefined`, `void 0`: what a variable holds before its value is made. */
export function isNothing(node: Node): boolean {
  const expression = unwrap(node);
  return (
    (expression.type === 'Literal' && expression.value === null && !('regex' in expression)) ||
    (expression.type === 'Identifier' && expression.name === 'undefined') ||
    (expression.type === 'UnaryExpression' && expression.operator === 'void')
  );
}

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return node?.type === 'FunctionDeclaration' || node?.type === 'FunctionExpression' || node?.type === 'ArrowFunctionExpression';
}

export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The function around a node; `undefined` at the top level, in a class field's initialiser or a static block. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isFunction(at)) return at;
    if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') return undefined;
  }
  return undefined;
}

/** The class whose `this` a node sees. */
export function classAround(node: Node): ClassNode | undefined {
  for (let at = node.parent; at; at = at.parent) {
    if (isClass(at)) return at;
    if ((at.type === 'FunctionDeclaration' || at.type === 'FunctionExpression') && at.parent.type !== 'MethodDefinition') return undefined;
  }
  return undefined;
}

/** The text of a string literal, or of a template without holes. */
export function stringOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** Reads of a variable: every place its value is used, the declaration and writes left out. */
export function readsOf(variable: Variable): TSESTree.Identifier[] {
  return variable.references.filter((r) => r.isRead() && isValueReference(r)).map((r) => r.identifier as TSESTree.Identifier);
}

function isValueReference(reference: TSESLint.Scope.Reference): boolean {
  return (reference as { isValueReference?: boolean }).isValueReference !== false;
}

/** The call of which a member expression is the callee. */
export function calledAs(member: TSESTree.MemberExpression): TSESTree.CallExpression | undefined {
  let at: TSESTree.Expression = member;
  let parent: Node = member.parent;
  while (parent.type === 'TSNonNullExpression' || (parent.type === 'ChainExpression' && parent.parent.type === 'CallExpression')) {
    at = parent;
    parent = at.parent;
  }
  return parent.type === 'CallExpression' && parent.callee === at ? parent : undefined;
}

/** The nodes of a tree, but for those inside functions. */
export function nodesIn(root: Node): readonly Node[] {
  const found: Node[] = [];
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    found.push(node);
    if (isFunction(node) && node !== root) continue;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'parent' || typeof child !== 'object' || child === null) continue;
      for (const item of Array.isArray(child) ? (child as unknown[]) : [child as unknown]) if (isNode(item)) stack.push(item);
    }
  }
  return found;
}

/** Whether a node lies in another one, or is it. */
export function isWithin(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

/** `Response` of `new web.Response(…)`. */
export function lastName(callee: Node): string {
  return callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function lastOf(node: TSESTree.SequenceExpression): Node {
  const last = node.expressions.at(-1);
  return last ? unwrap(last) : node;
}
