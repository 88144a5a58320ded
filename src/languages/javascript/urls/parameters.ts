import type { TSESTree } from '@typescript-eslint/utils';
import { asFallback, hole } from '../../../engine/urls/url-text.js';
import { type FunctionNode, type Node, propertyName, readsOf } from '../syntax/tree.js';
import { propertyOf } from '../values/arguments.js';
import { pathTo } from '../values/variables.js';
import type { UrlContext, UrlText } from './url-context.js';

/** A parameter: its default, and what the callers in this file pass. */
export function traceParameter(context: UrlContext, id: TSESTree.Identifier, fn: FunctionNode, identity: unknown): readonly UrlText[] {
  const index = fn.params.findIndex((p) => p.range[0] <= id.range[0] && id.range[1] <= p.range[1]);
  const param = fn.params[index];
  if (!param || param.type === 'RestElement') return [hole('parameter', id.name, identity)];
  const target = param.type === 'TSParameterProperty' ? param.parameter : param;
  const pattern = target.type === 'AssignmentPattern' ? target.left : target;
  const texts: UrlText[] = [hole('parameter', id.name, identity)];
  const given = defaultOf(id, target);
  if (given) texts.push(...context.trace(given).map(asFallback));
  const path = pathTo(id, pattern);
  if (!path) return texts;
  if (target.type === 'AssignmentPattern' && path.length > 0) texts.push(...tracePath(context, target.right, path).map(asFallback));
  for (const call of callsOf(context, fn)) {
    const argument = call.arguments[index];
    if (!argument || argument.type === 'SpreadElement') continue;
    texts.push(
      ...(path.length === 0 ? context.trace(argument) : tracePath(context, argument, path)).filter((t) => t.parts.some((p) => 'text' in p)),
    );
  }
  return texts;
}

/** The property of an object at a path of names. */
export function tracePath(context: UrlContext, object: Node, path: readonly string[]): readonly UrlText[] {
  let at: Node = object;
  for (const [i, name] of path.entries()) {
    const value = context.evaluator.valueOf(at);
    if (value.kind !== 'object') return [hole('configuration', path.at(-1))];
    const found = propertyOf(value.node, name, context.evaluator.valueOf);
    if (found.kind !== 'given') return [hole(found.kind === 'absent' ? 'unknown' : 'configuration', name)];
    if (i === path.length - 1) return found.overridable ? context.trace(found.node).map(asFallback) : context.trace(found.node);
    at = found.node;
  }
  return context.trace(at);
}

function callsOf(context: UrlContext, fn: FunctionNode): readonly { arguments: TSESTree.CallExpressionArgument[] }[] {
  const parent = fn.parent;
  if (parent.type === 'MethodDefinition') {
    const of = parent.parent.parent;
    if (parent.kind === 'constructor') {
      const id = 'id' in of && of.id ? context.tree.variableOf(of.id) : undefined;
      return id ? readsOf(id).flatMap((r) => (r.parent.type === 'NewExpression' && r.parent.callee === r ? [r.parent] : [])) : [];
    }
    const name = propertyName(parent);
    return context.tree.calls.filter(
      (c): c is TSESTree.CallExpression =>
        c.type === 'CallExpression' &&
        c.callee.type === 'MemberExpression' &&
        propertyName(c.callee) === name &&
        context.evaluator.functionCalled(c.callee) === fn,
    );
  }
  const id =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined;
  const variable = id ? context.tree.variableOf(id) : undefined;
  return variable ? readsOf(variable).flatMap((r) => (r.parent.type === 'CallExpression' && r.parent.callee === r ? [r.parent] : [])) : [];
}

/** The default of a pattern's identifier: `{ baseURL = "…" }`, `(url = "…")`. */
export function defaultOf(id: TSESTree.Identifier, pattern: Node): Node | undefined {
  if (pattern.type === 'AssignmentPattern') return pattern.left === id ? pattern.right : defaultOf(id, pattern.left);
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const property of pattern.properties) {
    if (property.type === 'Property' && property.value.range[0] <= id.range[0] && id.range[1] <= property.value.range[1])
      return defaultOf(id, property.value);
  }
  return undefined;
}
