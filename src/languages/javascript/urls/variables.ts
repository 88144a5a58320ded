import type { TSESTree } from '@typescript-eslint/utils';
import { asFallback, combined, filledElsewhere, hole, identified } from '../../../engine/urls/url-text.js';
import { importOf } from '../modules/imports.js';
import { type Node, type Variable, isFunction, unwrap } from '../syntax/tree.js';
import { pathTo } from '../values/variables.js';
import { resolvedBase } from './calls.js';
import { isEnvironment } from './environment.js';
import { defaultOf, traceParameter, tracePath } from './parameters.js';
import type { UrlContext, UrlText } from './url-context.js';

/** The texts that a variable may hold: of its import, declarations and assignments. */
export function definedTexts(context: UrlContext, variable: Variable): readonly UrlText[] {
  const imported = importOf(variable);
  if (imported)
    return [
      filledElsewhere(hole('unknown', variable.name, variable), context.imports.text(imported.module, imported.path), {
        from: imported.module,
        path: imported.path,
      }),
    ];
  const texts: UrlText[] = [];
  for (const def of variable.defs) {
    const node = def.node as Node;
    if (def.type === 'Parameter' && isFunction(node))
      texts.push(...traceParameter(context, def.name as TSESTree.Identifier, node, variable));
    else if (node.type === 'VariableDeclarator') {
      const id = def.name as TSESTree.Identifier;
      if (node.id === id) {
        if (node.init) texts.push(...withPathname(context, context.trace(node.init), node.init, variable));
      } else if (node.init) texts.push(...traceDestructured(context, id, node.id, node.init, variable));
      else return [hole('unknown', variable.name, variable)];
    } else return [hole('unknown', variable.name, variable)];
  }
  let writes = 0;
  for (const reference of variable.references) {
    if (!reference.isWrite() || reference.init) continue;
    writes += 1;
    const parent = reference.identifier.parent as Node | undefined;
    if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator === '=')
      texts.push(...context.trace(parent.right));
    else if (parent?.type === 'AssignmentExpression' && parent.left === reference.identifier && parent.operator === '+=')
      texts.push(...combined([texts, context.trace(parent.right)]));
    else texts.push(hole('unknown', variable.name, variable));
  }
  if (texts.length === 0) return [hole('unknown', variable.name, variable)];
  const several =
    writes > 0 &&
    !(
      writes === 1 &&
      variable.defs.every((d) => (d.node as Node).type === 'VariableDeclarator' && !(d.node as TSESTree.VariableDeclarator).init)
    );
  // The same variable under one name: what it is joined with elsewhere tells about it here (see `identity`).
  return (several ? texts.map(asFallback) : texts).map((t) => identified(t, variable));
}

/** `const url = new URL(base); url.pathname = '/v1/embeddings'`: the path that is set counts. */
function withPathname(context: UrlContext, texts: readonly UrlText[], init: Node, variable: Variable): readonly UrlText[] {
  if (unwrap(init).type !== 'NewExpression') return texts;
  const writes = (context.tree.propertyWrites.get('pathname') ?? []).filter((w) => {
    const { object } = w.left as TSESTree.MemberExpression;
    return object.type === 'Identifier' && context.tree.variableOf(object) === variable;
  });
  const [write] = writes;
  if (!write || writes.length > 1) return texts;
  return combined([texts.map((text) => ({ ...text, parts: resolvedBase(text.parts, true) })), context.trace(write.right)]);
}

function traceDestructured(context: UrlContext, id: TSESTree.Identifier, pattern: Node, init: Node, identity: unknown): readonly UrlText[] {
  const given = defaultOf(id, pattern);
  const path = pathTo(id, pattern);
  const texts: UrlText[] = [];
  if (path) {
    const env = isEnvironment(context, init);
    if (env && path.length === 1) texts.push(hole('environment', path[0], path[0]));
    else texts.push(...tracePath(context, init, path));
  }
  if (texts.length === 0) texts.push(hole('configuration', id.name, identity));
  return given ? [...texts, ...context.trace(given).map(asFallback)] : texts;
}
