import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Tree, stringOf } from '../syntax/tree.js';

/** Keys that the file sets in a dict after it was made; `any` where it is not known which. */
export type Changes = ReadonlySet<string> | 'any';

/**
 * What happens to a dict behind the place where it is made: `options["timeout"] = 5`, `del options["json"]`,
 * `options.update(…)`, `options.setdefault("api_key", …)`, a function of the file that is called with it for its effects.
 * `undefined` where nothing does, and for a dict that has no name.
 */
export function changesOf(dict: ast.Dict | ast.Call, tree: Tree): Changes | undefined {
  const keys = new Set<string>();
  for (const use of usesOf(dict, tree)) {
    const changed = changedAt(use, tree);
    if (changed === 'any') return 'any';
    if (changed !== undefined) keys.add(changed);
  }
  return keys.size > 0 ? keys : undefined;
}

function usesOf(dict: Node, tree: Tree): readonly Node[] {
  const { parent } = dict;
  const targets = parent?.type === 'Assign' ? parent.targets : parent?.type === 'AnnAssign' ? [parent.target] : [];
  return targets.flatMap((target): readonly Node[] => {
    if (target.type === 'Attribute') return tree.attributeReads.get(target.attr) ?? [];
    const variable = target.type === 'Name' ? tree.variableOf(target) : undefined;
    if (!variable) return [];
    return variable.scope.node.type === 'ClassDef'
      ? [...variable.reads, ...(tree.attributeReads.get(variable.name) ?? [])]
      : variable.reads;
  });
}

function changedAt(use: Node, tree: Tree): string | undefined {
  const { parent } = use;
  if (parent?.type === 'Subscript' && parent.value === use) {
    let end: Node = parent;
    while (end.parent?.type === 'Subscript' && end.parent.value === end) end = end.parent;
    return isTarget(end) ? (stringOf(parent.slice) ?? 'any') : undefined;
  }
  if (parent?.type === 'Attribute' && parent.parent?.type === 'Call' && parent.parent.func === parent) {
    if (parent.attr === 'update' || parent.attr === 'clear' || parent.attr === 'popitem') return 'any';
    return parent.attr === 'setdefault' || parent.attr === 'pop' ? (stringOf(parent.parent.args[0]) ?? 'any') : undefined;
  }
  if (
    parent?.type === 'Call' &&
    (parent.args as readonly Node[]).includes(use) &&
    parent.parent?.type === 'Expr' &&
    parent.func.type === 'Name'
  ) {
    return tree.variableOf(parent.func)?.bindings.some(({ kind }) => kind === 'function') ? 'any' : undefined;
  }
  return undefined;
}

function isTarget(node: Node): boolean {
  const { parent } = node;
  return (
    ((parent?.type === 'Assign' || parent?.type === 'Delete') && (parent.targets as readonly Node[]).includes(node)) ||
    ((parent?.type === 'AugAssign' || parent?.type === 'AnnAssign') && parent.target === node)
  );
}
