import type { TSESLint } from '@typescript-eslint/utils';
import type { Node, Variable } from '../../syntax/tree.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** The variable that a name means at a node; `undefined` for a global that the file does not declare. */
export function variableNamed(name: string, at: Node, sourceCode: SourceCode): Variable | undefined {
  for (let scope: TSESLint.Scope.Scope | null = sourceCode.getScope(at); scope; scope = scope.upper) {
    const variable = scope.set.get(name);
    if (variable && variable.defs.length > 0) return variable;
  }
  return undefined;
}

/** A name, else another, else that one numbered: the first that no scope of the file declares or reads. */
export function freeName(name: string, other: string, sourceCode: SourceCode): string {
  const taken = namesIn(sourceCode);
  if (!taken.has(name)) return name;
  let free = other;
  for (let i = 2; taken.has(free); i += 1) free = `${other}${i}`;
  return free;
}

function namesIn(sourceCode: SourceCode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const scope of sourceCode.scopeManager?.scopes ?? []) {
    for (const variable of scope.variables) if (variable.defs.length > 0) names.add(variable.name);
    for (const reference of scope.references) names.add((reference.identifier as { name: string }).name);
  }
  return names;
}
