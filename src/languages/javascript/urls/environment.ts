import { importOf } from '../modules/imports.js';
import { type Node, propertyName, stringOf, unwrap } from '../syntax/tree.js';
import type { UrlContext } from './url-context.js';

/** The variable of the environment that an expression reads. */
export function environmentVariable(context: UrlContext, node: Node): string | undefined {
  const expression = unwrap(node);
  if (expression.type === 'MemberExpression') {
    const name = propertyName(expression);
    return name !== undefined && isEnvironment(context, expression.object) ? name : undefined;
  }
  if (expression.type === 'CallExpression') {
    const name = stringOf(expression.arguments[0]);
    if (name === undefined) return undefined;
    if (expression.callee.type === 'MemberExpression') {
      const method = propertyName(expression.callee);
      if ((method === 'get' || method === 'getOrThrow') && (isEnvironment(context, expression.callee.object) || method === 'getOrThrow'))
        return name;
      if (method === 'get' && /config|env/i.test(context.tree.text.slice(...expression.callee.object.range))) return name;
    }
  }
  return undefined;
}

/** `process.env`, `import.meta.env`, `Deno.env`, `Bun.env`, an `env` from a module, or what settings name. */
export function isEnvironment(context: UrlContext, node: Node): boolean {
  const expression = unwrap(node);
  if (expression.type === 'Identifier') {
    const variable = context.tree.variableOf(expression);
    const imported = variable ? importOf(variable) : undefined;
    if (imported) {
      const name = imported.path.at(-1) ?? '';
      if (typeof context.style === 'object') return name === context.style.import && imported.module === context.style.from;
      return ENVIRONMENT_MODULES.test(imported.module) || name === 'env';
    }
    const init = variable?.defs.length === 1 ? (variable.defs[0]?.node as Node | undefined) : undefined;
    return init?.type === 'VariableDeclarator' && init.id.type === 'Identifier' && init.init !== null && isEnvironment(context, init.init);
  }
  if (expression.type !== 'MemberExpression') return false;
  const text = context.tree.text.slice(expression.range[0], expression.range[1]).replace(/\s+|\?/g, '');
  return ENVIRONMENTS.has(text);
}

const ENVIRONMENTS = new Set(['process.env', 'import.meta.env', 'Deno.env', 'Bun.env', 'globalThis.process.env', 'import.meta.env']);

const ENVIRONMENT_MODULES = /^(?:\$env\/|node:process$|process$|astro:env)/;
