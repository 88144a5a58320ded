import type { TSESTree } from '@typescript-eslint/utils';
import { importOf } from '../modules/imports.js';
import {
  type FunctionNode,
  type Node,
  type Variable,
  isClass,
  isFunction,
  isNothing,
  propertyName,
  readsOf,
  unwrap,
} from '../syntax/tree.js';
import { type EvaluationContext, merged } from './evaluation-context.js';
import { UNKNOWN, type Value } from './value.js';

/** The value of a variable: of its import, declarations and assignments. */
export function definedValue(context: EvaluationContext, variable: Variable): Value {
  const imported = importOf(variable);
  if (imported) return context.moduleExport(imported.module, imported.path);
  const values: Value[] = [];
  for (const def of variable.defs) {
    const node = def.node as Node;
    if (isFunction(node) && def.type === 'FunctionName') return { kind: 'function', node };
    if (isClass(node) && def.type === 'ClassName') return { kind: 'class', node };
    if (node.type === 'TSInterfaceDeclaration') return { kind: 'shape', members: node.body.body };
    if (node.type === 'TSTypeAliasDeclaration') return context.valueOfType(node.typeAnnotation);
    if (def.type === 'Parameter' && isFunction(node)) return valueOfParameter(context, def.name as TSESTree.Identifier, node);
    if (node.type === 'VariableDeclarator') {
      const annotated = node.id.type === 'Identifier' ? context.valueOfType(node.id.typeAnnotation?.typeAnnotation) : UNKNOWN;
      if (node.init) {
        const value = destructured(context, def.name as TSESTree.Identifier, node.id, context.valueOf(node.init));
        if (value.kind !== 'unknown') values.push(value);
      }
      if (values.length === 0 && annotated.kind !== 'unknown') values.push(annotated);
    }
  }
  for (const reference of variable.references) {
    if (!reference.isWrite() || reference.init) continue;
    const parent = reference.identifier.parent as Node | undefined;
    if (parent?.type !== 'AssignmentExpression' || parent.left !== reference.identifier) return stableOf(values);
    if (isNothing(parent.right)) continue;
    const value = context.valueOf(parent.right);
    values.push(value);
  }
  return merged(values);
}

/** A typed variable stays what its type says, whatever is assigned to it. */
function stableOf([first, ...rest]: readonly Value[]): Value {
  return first?.kind === 'sdk-object' && first.made.length === 0 && rest.length === 0 ? first : UNKNOWN;
}

function valueOfParameter(context: EvaluationContext, id: TSESTree.Identifier, fn: FunctionNode): Value {
  const index = fn.params.findIndex((p) => contains(p, id));
  const param = fn.params[index];
  if (!param) return UNKNOWN;
  const target = param.type === 'TSParameterProperty' ? param.parameter : param;
  const pattern = target.type === 'AssignmentPattern' ? target.left : target;
  const annotation = 'typeAnnotation' in pattern ? pattern.typeAnnotation?.typeAnnotation : undefined;
  const typed = destructured(context, id, pattern, context.valueOfType(annotation));
  if (typed.kind !== 'unknown' && typed.kind !== 'shape') return typed;
  if (target.type === 'AssignmentPattern') {
    const value = destructured(context, id, pattern, context.valueOf(target.right));
    if (value.kind !== 'unknown') return value;
  }
  if (pattern.type === 'RestElement') return typed;
  const loaded = index === 0 ? loadedModuleOf(context, fn) : undefined;
  if (loaded) return destructured(context, id, pattern, loaded);
  const values = callsOf(context, fn).map((call) => {
    const argument = call.arguments[index];
    return argument && argument.type !== 'SpreadElement' ? destructured(context, id, pattern, context.valueOf(argument)) : UNKNOWN;
  });
  return values.length > 0 && values.every((v) => v.kind === 'sdk-object' || v.kind === 'http') ? merged(values) : typed;
}

/** The module whose exports a callback gets: `import('./llm').then(({ ask }) => …)`. */
function loadedModuleOf(context: EvaluationContext, fn: FunctionNode): Value | undefined {
  const call = fn.parent;
  if (
    call.type !== 'CallExpression' ||
    call.arguments[0] !== fn ||
    call.callee.type !== 'MemberExpression' ||
    propertyName(call.callee) !== 'then'
  )
    return undefined;
  return unwrap(call.callee.object).type === 'ImportExpression' ? context.valueOf(call.callee.object) : undefined;
}

/** Direct calls of a function by its name in this file. */
function callsOf(context: EvaluationContext, fn: FunctionNode): TSESTree.CallExpression[] {
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : fn.parent.type === 'VariableDeclarator' && fn.parent.id.type === 'Identifier'
        ? fn.parent.id
        : undefined;
  const variable = id ? context.tree.variableOf(id) : undefined;
  if (!variable) return [];
  return readsOf(variable).flatMap((read) => (read.parent.type === 'CallExpression' && read.parent.callee === read ? [read.parent] : []));
}

/** The part of a destructured value that an identifier gets. */
function destructured(context: EvaluationContext, id: TSESTree.Identifier, pattern: Node, value: Value): Value {
  const path = pathTo(id, pattern);
  if (!path) return UNKNOWN;
  return path.reduce<Value>((at, name) => context.member(at, name), value);
}

function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** Property names from a pattern to one of its identifiers; `undefined` through arrays, rests and computed keys. */
export function pathTo(id: TSESTree.Identifier, pattern: Node): string[] | undefined {
  if (pattern === id) return [];
  if (pattern.type === 'AssignmentPattern') return pathTo(id, pattern.left);
  if (pattern.type === 'TSParameterProperty') return pathTo(id, pattern.parameter);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || !contains(property.value, id)) continue;
    const name = propertyName(property);
    const rest = pathTo(id, property.value);
    return name === undefined || !rest ? undefined : [name, ...rest];
  }
  return undefined;
}
