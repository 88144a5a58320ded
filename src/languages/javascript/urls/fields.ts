import type { TSESTree } from '@typescript-eslint/utils';
import { asFallback, hole, identified } from '../../../engine/urls/url-text.js';
import { type ClassNode, type FunctionNode, classAround, propertyName } from '../syntax/tree.js';
import { returnedTexts } from './calls.js';
import { traceParameter } from './parameters.js';
import type { UrlContext, UrlText } from './url-context.js';

/** A field of a class: its initialiser and everything the class assigns to it. */
export function traceField(context: UrlContext, of: ClassNode, name: string, isStatic: boolean): readonly UrlText[] {
  const identity = `${of.range[0]}.${name}`;
  const texts: UrlText[] = [];
  for (const element of of.body.body) {
    if (element.type === 'MethodDefinition' && element.kind === 'constructor' && !isStatic) {
      for (const param of element.value.params) {
        if (param.type !== 'TSParameterProperty') continue;
        const id = param.parameter.type === 'AssignmentPattern' ? param.parameter.left : param.parameter;
        if (id.name === name) texts.push(...traceParameter(context, id, element.value as FunctionNode, identity));
      }
    } else if (element.type === 'PropertyDefinition' && element.static === isStatic && propertyName(element) === name && element.value) {
      texts.push(...context.trace(element.value));
    } else if (
      element.type === 'MethodDefinition' &&
      element.kind === 'get' &&
      propertyName(element) === name &&
      element.static === isStatic
    ) {
      return returnedTexts(context, element.value as FunctionNode).map((t) => identified(t, identity));
    }
  }
  let written = 0;
  for (const write of context.tree.propertyWrites.get(name) ?? []) {
    const target = write.left as TSESTree.MemberExpression;
    if (target.object.type !== 'ThisExpression' || classAround(target) !== of) continue;
    written += 1;
    texts.push(...context.trace(write.right));
  }
  if (texts.length === 0) return [hole('configuration', name, identity)];
  const several =
    written > 1 ||
    (written === 1 && of.body.body.some((e) => e.type === 'PropertyDefinition' && propertyName(e) === name && e.value !== null));
  return (several ? texts.map(asFallback) : texts).map((t) => identified(t, identity));
}
