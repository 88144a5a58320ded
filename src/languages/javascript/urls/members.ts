import type { TSESTree } from '@typescript-eslint/utils';
import { MAX_ALTERNATIVES, asFallback, filledElsewhere, hole } from '../../../engine/urls/url-text.js';
import { type Node, propertyName, unwrap } from '../syntax/tree.js';
import { propertyOf } from '../values/arguments.js';
import { traceField } from './fields.js';
import type { UrlContext, UrlText } from './url-context.js';

/** `config.baseURL`, `this.url`, `url.href`. */
export function traceMember(context: UrlContext, node: TSESTree.MemberExpression): readonly UrlText[] {
  const name = propertyName(node);
  if (name === undefined) return [hole('configuration')];
  if ((name === 'href' || name === 'origin') && isNewUrl(context, node.object)) return context.trace(node.object);
  const value = context.evaluator.valueOf(node.object);
  if (value.kind === 'object') {
    const found = propertyOf(value.node, name, context.evaluator.valueOf);
    const later = writesTo(context, node.object, name);
    if (found.kind !== 'given')
      return [...later.flatMap((w) => context.trace(w.right)), hole<Node>('configuration', name)].slice(
        0,
        later.length === 1 && found.kind === 'absent' ? 1 : MAX_ALTERNATIVES,
      );
    if (later.length > 0)
      return [...context.trace(found.node).map(asFallback), ...later.flatMap((w) => context.trace(w.right)).map(asFallback)];
    return found.overridable ? context.trace(found.node).map(asFallback) : context.trace(found.node);
  }
  if (value.kind === 'instance') {
    const texts = traceField(context, value.of, name, false);
    // A field of a settings object is a default: the code that holds the object may set another.
    return unwrap(node.object).type === 'ThisExpression' ? texts : texts.map(asFallback);
  }
  if (value.kind === 'class') return traceField(context, value.node, name, true);
  if (node.object.type === 'Identifier') {
    const variable = context.tree.variableOf(node.object);
    // Where this file sets another, the value in the other file no longer counts.
    const elsewhere =
      value.kind === 'external' && writesTo(context, node.object, name).length === 0
        ? context.imports.text(value.module, [...value.path, name])
        : undefined;
    return [
      filledElsewhere(
        hole('configuration', `${node.object.name}.${name}`, variable ? `${variable.name}.${name}` : undefined),
        elsewhere,
        value.kind === 'external' ? { from: value.module, path: [...value.path, name] } : undefined,
      ),
    ];
  }
  const owner = node.object.type === 'MemberExpression' ? propertyName(node.object) : undefined;
  return [hole('configuration', owner === undefined ? name : `${owner}.${name}`, context.tree.text.slice(node.range[0], node.range[1]))];
}

/** `new URL(…)`, or a constant that holds one. */
function isNewUrl(context: UrlContext, node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'NewExpression') return true;
  const variable = expression.type === 'Identifier' ? context.tree.variableOf(expression) : undefined;
  const definition = variable?.defs[0]?.node as Node | undefined;
  return (
    definition?.type === 'VariableDeclarator' &&
    definition.init?.type === 'NewExpression' &&
    definition.init.callee.type === 'Identifier' &&
    definition.init.callee.name === 'URL'
  );
}

function writesTo(context: UrlContext, object: Node, name: string): readonly TSESTree.AssignmentExpression[] {
  if (object.type !== 'Identifier') return [];
  const variable = context.tree.variableOf(object);
  return (context.tree.propertyWrites.get(name) ?? []).filter((w) => {
    const target = w.left as TSESTree.MemberExpression;
    return target.object.type === 'Identifier' && variable !== undefined && context.tree.variableOf(target.object) === variable;
  });
}
