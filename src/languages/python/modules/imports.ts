import type * as ast from '../syntax/ast.js';
import { joined } from './specifiers.js';
import type { Tree } from '../syntax/tree.js';

/**
 * The qualified name that an import binds: `from openai import OpenAI as O` gives `['openai', 'OpenAI']`,
 * `import a.b` gives `['a']`. A relative module keeps its dots: `from .llm import client` gives `['.llm', 'client']`.
 */
export function importedName(alias: ast.Alias, statement: ast.Import | ast.ImportFrom): readonly string[] {
  if (statement.type === 'Import') {
    const parts = alias.name.split('.');
    return alias.asname === null ? parts.slice(0, 1) : parts;
  }
  return [...moduleOf(statement), alias.name];
}

/** The module of `from … import`, dots in front. */
export function moduleOf({ module, level }: ast.ImportFrom): readonly string[] {
  const dots = '.'.repeat(level);
  if (module === null) return [dots];
  const [first = '', ...rest] = module.split('.');
  return [dots + first, ...rest];
}

/** The modules of `from .retry import *`, in the order of their statements. */
export function starredModules({ imports }: Tree): readonly string[] {
  return imports.flatMap(({ node, statement }) =>
    node.name === '*' && statement.type === 'ImportFrom' ? [moduleOf(statement).reduce(joined, '')] : [],
  );
}
