import type { TSESTree } from '@typescript-eslint/utils';
import { type ClassNode, type FunctionNode, classAround, isNothing, propertyName } from '../syntax/tree.js';
import { type EvaluationContext, firstKnown, merged } from './evaluation-context.js';
import { sdkExport } from './modules.js';
import { UNKNOWN, type Value } from './value.js';

/** A member of a class: what its declaration, its constructor and its methods set. */
export function valueOfClassMember(context: EvaluationContext, of: ClassNode, name: string, isStaticMember: boolean): Value {
  let annotated: Value = UNKNOWN;
  const values: Value[] = [];
  for (const element of of.body.body) {
    if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
      for (const param of element.value.params) {
        if (param.type !== 'TSParameterProperty') continue;
        const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
        if (id.name === name) return context.valueOf(id);
      }
      continue;
    }
    if (
      !('key' in element) ||
      element.type === 'TSAbstractMethodDefinition' ||
      propertyName(element as TSESTree.PropertyDefinition) !== name ||
      element.static !== isStaticMember
    )
      continue;
    if (element.type === 'MethodDefinition') {
      if (element.kind === 'get') {
        const returned = context.tree.returnsOf(element.value as FunctionNode);
        return returned.length === 0 ? UNKNOWN : firstKnown(context, returned);
      }
      return element.value.type === 'FunctionExpression' ? { kind: 'function', node: element.value } : UNKNOWN;
    }
    if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
      annotated = context.valueOfType(element.typeAnnotation?.typeAnnotation);
      if (element.value && !isNothing(element.value)) values.push(context.valueOf(element.value));
    }
  }
  for (const write of context.tree.propertyWrites.get(name) ?? []) {
    const target = write.left as TSESTree.MemberExpression;
    if (target.object.type !== 'ThisExpression' || classAround(target) !== of || isNothing(write.right)) continue;
    values.push(context.valueOf(write.right));
  }
  const found = merged(values);
  if (found.kind !== 'unknown') return found;
  if (annotated.kind !== 'unknown') return annotated;
  if (values.length === 0 && of.superClass) {
    const base = context.valueOf(of.superClass);
    if (base.kind === 'class') return valueOfClassMember(context, base.node, name, isStaticMember);
    const object = base.kind === 'external' ? sdkExport(context, base.module, base.path) : undefined;
    if (object?.entry.kind === 'class' && !isStaticMember)
      return { kind: 'sdk-object', sdk: object.sdk, object: object.entry.object, path: [name], made: [] };
  }
  return UNKNOWN;
}
