import type { TSESTree } from '@typescript-eslint/utils';
import { type ExportPath, RESULT_STEP } from '../../../model/export-path.js';
import {
  type ClassNode,
  type FunctionNode,
  type Node,
  type Tree,
  type Variable,
  classAround,
  functionAround,
  isClass,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';

/** What leaves a file, and under which names. */
export interface Exports {
  /** The names under which a variable is exported; empty = it is not. */
  namesOf(variable: Variable): readonly string[];
  /** The name under which a declaration is exported by its own `export` keyword: `default` or its own name. */
  nameOfDeclaration(node: Node): string | undefined;
  /** `module.exports`, `exports.x`, `module.exports.x`: the exported name (`default` for the whole). */
  nameOfMember(member: TSESTree.MemberExpression): string | undefined;
  /** Whether instances of a class can be got from other files: it is exported, or one of its instances is. */
  classLeaves(node: ClassNode): boolean;
  /** What is exported under a name by this file itself: an expression, or the declaration of a function. */
  valueNamed(name: string): Node | undefined;
  /** How other files get at the members of a class: through the class, for static ones, or through its instances. */
  pathsOfMembers(node: ClassNode, isStatic: boolean): readonly ExportPath[];
  /** How other files get at what a function returns. */
  pathsOfResult(fn: FunctionNode): readonly ExportPath[];
  /** How other files get at a value that is made at a place: what holds it is exported, or a function returns it. */
  pathsOfValue(node: Node): readonly ExportPath[];
}

/** What finding the exports of a file needs to know of it, and what is being followed. */
interface ExportContext {
  readonly tree: Tree;
  /** The names in `export { … }`, by the variable. */
  readonly specifiers: ReadonlyMap<Variable, readonly string[]>;
  readonly valuesInProgress: Set<Node>;
  readonly classesInProgress: Set<ClassNode>;
}

/** Reads under which names a file exports its functions, classes and values. */
export function readExports(tree: Tree): Exports {
  const context: ExportContext = { tree, specifiers: readSpecifiers(tree), valuesInProgress: new Set(), classesInProgress: new Set() };
  return {
    valueNamed: (name) => valueNamed(context, name),
    namesOf: (variable) => namesOf(context, variable),
    nameOfDeclaration,
    nameOfMember: (member) => nameOfMember(context, member),
    classLeaves: (node) => classLeaves(context, node),
    pathsOfMembers: (node, isStatic) => pathsOfMembers(context, node, isStatic),
    pathsOfResult: (fn) => pathsOfResult(context, fn),
    pathsOfValue: (node) => pathsOfValue(context, node),
  };
}

function readSpecifiers(tree: Tree): ReadonlyMap<Variable, readonly string[]> {
  const specifiers = new Map<Variable, string[]>();
  for (const statement of tree.program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
    for (const specifier of statement.specifiers) {
      const variable = tree.variableOf(specifier.local);
      if (variable)
        specifiers.set(variable, [
          ...(specifiers.get(variable) ?? []),
          specifier.exported.type === 'Identifier' ? specifier.exported.name : specifier.exported.value,
        ]);
    }
  }
  return specifiers;
}

function nameOfDeclaration(node: Node): string | undefined {
  const statement = node.type === 'VariableDeclarator' ? node.parent.parent : node.parent;
  if (statement?.type === 'ExportDefaultDeclaration') return 'default';
  if (statement?.type !== 'ExportNamedDeclaration') return undefined;
  const id = 'id' in node ? node.id : null;
  return id?.type === 'Identifier' ? id.name : undefined;
}

function namesOf(context: ExportContext, variable: Variable): readonly string[] {
  const names = [...(context.specifiers.get(variable) ?? [])];
  for (const def of variable.defs) {
    const node = def.node as Node;
    if (def.type === 'Parameter' || def.type === 'ImportBinding') continue;
    const own = nameOfDeclaration(node);
    if (own !== undefined) names.push(own);
    else if (node.type === 'VariableDeclarator' && node.parent.parent.type === 'ExportNamedDeclaration') names.push(variable.name);
  }
  for (const read of readsOf(variable)) {
    const name = nameOfUse(context, read);
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** `export default x`, `module.exports = x`, `module.exports = { x }`, `exports.y = x`. */
function nameOfUse(context: ExportContext, read: Node): string | undefined {
  const { parent } = read;
  if (!parent) return undefined;
  if (parent.type === 'ExportDefaultDeclaration') return 'default';
  if (parent.type === 'AssignmentExpression' && parent.right === read && parent.left.type === 'MemberExpression')
    return nameOfMember(context, parent.left);
  if (parent.type === 'Property' && parent.value === read) {
    const object = parent.parent as Node;
    const holder = object.parent;
    if (
      holder?.type === 'AssignmentExpression' &&
      holder.left.type === 'MemberExpression' &&
      nameOfMember(context, holder.left) === 'default'
    )
      return propertyName(parent);
    if (holder?.type === 'ExportDefaultDeclaration') return propertyName(parent);
  }
  return undefined;
}

function nameOfMember(context: ExportContext, member: TSESTree.MemberExpression): string | undefined {
  const name = propertyName(member);
  const { object } = member;
  if (object.type === 'Identifier' && object.name === 'module' && name === 'exports' && !context.tree.variableOf(object)) return 'default';
  if (object.type === 'Identifier' && object.name === 'exports' && !context.tree.variableOf(object)) return name;
  if (object.type === 'MemberExpression' && nameOfMember(context, object) === 'default' && propertyName(object) === 'exports') return name;
  return undefined;
}

function classLeaves(context: ExportContext, node: ClassNode): boolean {
  if (node.parent.type === 'ExportDefaultDeclaration' || node.parent.type === 'ExportNamedDeclaration') return true;
  const id = node.id ?? (node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier' ? node.parent.id : undefined);
  const variable = id ? context.tree.variableOf(id) : undefined;
  if (!variable) return node.type === 'ClassExpression';
  if (namesOf(context, variable).length > 0) return true;
  return readsOf(variable).some((read) => {
    const made = read.parent;
    if (isClass(made) && made.superClass === read) return classLeaves(context, made);
    if (made.type !== 'NewExpression' || made.callee !== read) return false;
    const holder = made.parent;
    if (holder.type === 'ExportDefaultDeclaration' || holder.type === 'ReturnStatement') return true;
    if (holder.type === 'VariableDeclarator' && holder.id.type === 'Identifier') {
      const instance = context.tree.variableOf(holder.id);
      return (
        instance !== undefined &&
        (namesOf(context, instance).length > 0 ||
          readsOf(instance).some((r) => !(r.parent.type === 'MemberExpression' && r.parent.object === r)))
      );
    }
    return holder.type !== 'MemberExpression' && holder.type !== 'ExpressionStatement';
  });
}

/** The names of a declared function or class: its own `export`, and those of its variable. */
function namesOfDeclared(context: ExportContext, node: FunctionNode | ClassNode): readonly string[] {
  const own = nameOfDeclaration(node);
  const id =
    node.type !== 'ArrowFunctionExpression' && node.id
      ? node.id
      : node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier'
        ? node.parent.id
        : undefined;
  const variable = id ? context.tree.variableOf(id) : undefined;
  const names = variable ? namesOf(context, variable) : [];
  return own === undefined || names.includes(own) ? names : [own, ...names];
}

function pathsOfMembers(context: ExportContext, node: ClassNode, isStatic: boolean): readonly ExportPath[] {
  const names = namesOfDeclared(context, node);
  if (isStatic) return names.map((name) => [name]);
  const paths: ExportPath[] = names.map((name) => [name, RESULT_STEP]);
  // A method that makes another instance leads back here.
  if (context.classesInProgress.has(node)) return paths;
  context.classesInProgress.add(node);
  const id = node.id ?? (node.parent.type === 'VariableDeclarator' && node.parent.id.type === 'Identifier' ? node.parent.id : undefined);
  const outer = id ? context.tree.variableOf(id) : undefined;
  // Inside of the class its name is a variable of its own: `static create() { return new Llm(); }`.
  for (const read of [...new Set([...(outer ? [outer] : []), ...context.tree.declaredBy(node)])].flatMap(readsOf)) {
    const made = read.parent;
    if (isClass(made) && made.superClass === read && made !== node) paths.push(...pathsOfMembers(context, made, false));
    if (made.type === 'NewExpression' && made.callee === read) paths.push(...pathsOfValue(context, made));
  }
  context.classesInProgress.delete(node);
  return paths;
}

/** How other files get at a value that is made at `node`: an exported variable that holds it, or a function that returns it. */
function pathsOfValue(context: ExportContext, node: Node): readonly ExportPath[] {
  if (context.valuesInProgress.has(node)) return [];
  context.valuesInProgress.add(node);
  const paths = pathsFrom(context, node);
  context.valuesInProgress.delete(node);
  return paths;
}

function pathsFrom(context: ExportContext, node: Node): readonly ExportPath[] {
  const { parent } = node;
  switch (parent?.type) {
    case 'ExportDefaultDeclaration':
      return [['default']];
    case 'VariableDeclarator': {
      const variable = parent.id.type === 'Identifier' ? context.tree.variableOf(parent.id) : undefined;
      return variable ? [...namesOf(context, variable).map((name) => [name]), ...returnsOfVariable(context, variable)] : [];
    }
    case 'Property': {
      const name = propertyName(parent);
      return parent.value === node && parent.parent.type === 'ObjectExpression' && name !== undefined
        ? pathsOfValue(context, parent.parent).map((path) => [...path, name])
        : [];
    }
    case 'SpreadElement':
      return parent.parent.type === 'ObjectExpression' ? pathsOfValue(context, parent.parent) : [];
    case 'PropertyDefinition':
      return parent.value === node && parent.static ? returnsOfStatic(context, parent) : [];
    case 'AssignmentExpression': {
      if (parent.left.type === 'MemberExpression') {
        const name = nameOfMember(context, parent.left);
        return [...(name === undefined ? returnsOfStatic(context, parent.left) : [[name]]), ...pathsOfValue(context, parent)];
      }
      // `instance ??= new Service()` of a function that returns it.
      const variable = parent.left.type === 'Identifier' ? context.tree.variableOf(parent.left) : undefined;
      return variable
        ? [...namesOf(context, variable).map((name) => [name]), ...returnsOfVariable(context, variable), ...pathsOfValue(context, parent)]
        : [];
    }
    case 'ConditionalExpression':
      return parent.test === node ? [] : pathsOfValue(context, parent);
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
    case 'AwaitExpression':
    case 'LogicalExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression': {
      if (parent.type !== 'ReturnStatement' && parent.type !== 'ArrowFunctionExpression') return pathsOfValue(context, parent);
      const fn = parent.type === 'ArrowFunctionExpression' ? parent : functionAround(parent);
      return fn ? pathsOfResult(context, fn) : [];
    }
    default:
      return [];
  }
}

function returnsOfVariable(context: ExportContext, variable: Variable): readonly ExportPath[] {
  return readsOf(variable).flatMap((read) => (read.parent.type === 'ReturnStatement' ? pathsOfValue(context, read) : []));
}

/** `Llm.instance`, which a static method of the class returns. */
function returnsOfStatic(context: ExportContext, place: TSESTree.PropertyDefinition | TSESTree.MemberExpression): readonly ExportPath[] {
  const name = propertyName(place);
  const around = classAround(place);
  if (name === undefined || !around) return [];
  const isField = (node: Node) => {
    const field = unwrap(node);
    return (
      field.type === 'MemberExpression' &&
      propertyName(field) === name &&
      (field.object.type === 'ThisExpression' || (field.object.type === 'Identifier' && field.object.name === around.id?.name))
    );
  };
  return around.body.body.flatMap((element): readonly ExportPath[] => {
    if (element.type !== 'MethodDefinition' || !element.static || element.value.type !== 'FunctionExpression') return [];
    return context.tree.returnsOf(element.value).some(isField) ? pathsOfResult(context, element.value) : [];
  });
}

function pathsOfResult(context: ExportContext, fn: FunctionNode): readonly ExportPath[] {
  if (isClass(fn.parent.parent?.parent) && fn.parent.type === 'MethodDefinition') {
    const name = propertyName(fn.parent);
    return name === undefined
      ? []
      : pathsOfMembers(context, fn.parent.parent.parent, fn.parent.static).map((path) => [...path, name, RESULT_STEP]);
  }
  return namesOfDeclared(context, fn).map((name) => [name, RESULT_STEP]);
}

function valueNamed(context: ExportContext, name: string): Node | undefined {
  for (const statement of context.tree.program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default') return statement.declaration;
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
    const specifier = statement.specifiers.find(
      ({ exported }) => (exported.type === 'Identifier' ? exported.name : exported.value) === name,
    );
    if (specifier) return specifier.local;
    const { declaration } = statement;
    if (declaration?.type === 'FunctionDeclaration' && declaration.id?.name === name) return declaration;
    if (declaration?.type !== 'VariableDeclaration') continue;
    const declarator = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (declarator) return declarator.id;
  }
  for (const { left, right } of [...(context.tree.propertyWrites.get(name) ?? []), ...(context.tree.propertyWrites.get('exports') ?? [])]) {
    const own = left.type === 'MemberExpression' ? nameOfMember(context, left) : undefined;
    if (own === name) return right;
    const property =
      own === 'default' && right.type === 'ObjectExpression'
        ? right.properties.find((p) => p.type === 'Property' && propertyName(p) === name)
        : undefined;
    if (property?.type === 'Property') return property.value;
  }
  return undefined;
}
