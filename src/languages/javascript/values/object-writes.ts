import type { TSESTree } from '@typescript-eslint/utils';
import { type Node, type Tree, isFunction, keepsValue, propertyName, readsOf } from '../syntax/tree.js';

/** Properties that the file sets on an object after its literal, by their names; `any` where it is not known which. */
export type Changes = ReadonlySet<string> | 'any';

/**
 * What happens to an object behind its literal: `init.signal = signal`, `delete init.body`, `Object.assign(init, more)`, a
 * function that is called with it for its effects. `undefined` where nothing does, and for a literal that has no name.
 */
export function changesOf(object: TSESTree.ObjectExpression, tree: Tree): Changes | undefined {
  let at: Node = object;
  while (at.parent && keepsValue(at.parent)) at = at.parent;
  const holder = at.parent;
  const names = new Set<string>();
  const uses =
    holder?.type === 'PropertyDefinition' && holder.value === at ? fieldUses(propertyName(holder)) : variableUses(nameOf(holder, at));
  for (const use of uses) {
    const changed = changedAt(use);
    if (changed === 'any') return 'any';
    if (changed !== undefined) names.add(changed);
  }
  return names.size > 0 ? names : undefined;

  function variableUses(id: TSESTree.Identifier | undefined): readonly Node[] {
    const variable = id && tree.variableOf(id);
    return variable ? readsOf(variable) : [];
  }

  /** `this.options` on the left of an assignment. */
  function fieldUses(name: string | undefined): readonly Node[] {
    return tree.writes.flatMap((write) => {
      let part: Node = write.type === 'UpdateExpression' ? write.argument : write.left;
      while (part.type === 'MemberExpression' && part.object.type !== 'ThisExpression') part = part.object;
      return part.type === 'MemberExpression' && name !== undefined && propertyName(part) === name ? [part] : [];
    });
  }

  function changedAt(use: Node): string | undefined {
    let end = wrapped(use);
    const first = end.parent;
    if (first?.type === 'CallExpression') return takesForEffect(first, end) ? 'any' : undefined;
    while (end.parent?.type === 'MemberExpression' && end.parent.object === end) end = wrapped(end.parent);
    if (end === use || first?.type !== 'MemberExpression') return undefined;
    const { parent } = end;
    const isWritten =
      (parent?.type === 'AssignmentExpression' && parent.left === end) ||
      parent?.type === 'UpdateExpression' ||
      (parent?.type === 'UnaryExpression' && parent.operator === 'delete');
    return isWritten ? (propertyName(first) ?? 'any') : undefined;
  }

  /** `Object.assign(object, …)`, or a function of the file whose answer is dropped. */
  function takesForEffect({ callee, arguments: given, parent }: TSESTree.CallExpression, object: Node): boolean {
    if (callee.type === 'MemberExpression')
      return (
        callee.object.type === 'Identifier' &&
        callee.object.name === 'Object' &&
        given[0] === object &&
        /^(?:assign|defineProper(?:ty|ties))$/.test(propertyName(callee) ?? '')
      );
    if (callee.type !== 'Identifier' || parent.type !== 'ExpressionStatement' || !(given as readonly Node[]).includes(object)) return false;
    return (
      tree.variableOf(callee)?.defs.some(({ node }) => isFunction(node) || (node.type === 'VariableDeclarator' && isFunction(node.init))) ??
      false
    );
  }
}

function nameOf(holder: Node | undefined, value: Node): TSESTree.Identifier | undefined {
  if (holder?.type === 'VariableDeclarator' && holder.init === value && holder.id.type === 'Identifier') return holder.id;
  if (holder?.type === 'AssignmentExpression' && holder.right === value && holder.left.type === 'Identifier') return holder.left;
  return undefined;
}

function wrapped(node: Node): Node {
  let at = node;
  while (at.parent && keepsValue(at.parent)) at = at.parent;
  return at;
}
