import type { TSESTree } from '@typescript-eslint/utils';
import { packageOf } from './specifier.js';
import { type Node, type Tree, type Variable, stringOf, unwrap } from '../syntax/tree.js';

/** A name that comes from a module: `import { OpenAI as O } from 'openai'` gives `openai` and `['OpenAI']`; a namespace gives `[]`. */
export interface ImportedName {
  readonly module: string;
  readonly path: readonly string[];
}

/** What an import declaration binds a variable to. */
export function importOf(variable: Variable): ImportedName | undefined {
  for (const def of variable.defs) {
    if (def.type !== 'ImportBinding') continue;
    const { parent, node } = def as unknown as { parent: TSESTree.ImportDeclaration; node: Node };
    if (node.type === 'TSImportEqualsDeclaration') {
      const reference = node.moduleReference;
      const specifier = reference.type === 'TSExternalModuleReference' ? stringOf(reference.expression) : undefined;
      return specifier === undefined ? undefined : { module: packageOf(specifier), path: [] };
    }
    const module = packageOf(parent.source.value);
    if (node.type === 'ImportNamespaceSpecifier') return { module, path: [] };
    if (node.type === 'ImportDefaultSpecifier') return { module, path: ['default'] };
    if (node.type === 'ImportSpecifier')
      return { module, path: [node.imported.type === 'Identifier' ? node.imported.name : node.imported.value] };
  }
  return undefined;
}

/** `require('x')`, `import('x')` and `createRequire(…)('x')`-like calls named `require`: the module that they load. */
export function loadedModule(node: Node, tree: Tree): string | undefined {
  const expression = unwrap(node);
  if (expression.type === 'ImportExpression') {
    const specifier = stringOf(expression.source);
    return specifier === undefined ? undefined : packageOf(specifier);
  }
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier' || expression.callee.name !== 'require')
    return undefined;
  if (tree.variableOf(expression.callee)?.defs.some((def) => def.type === 'Parameter' || def.type === 'FunctionName')) return undefined;
  const specifier = stringOf(expression.arguments[0]);
  return specifier === undefined ? undefined : packageOf(specifier);
}
