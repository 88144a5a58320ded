import { type Node, type Tree, isFunction, keepsValue, propertyName, readsOf } from '../syntax/tree.js';

/** What becomes of an expression's value (a promise's too): it is used, the function returns it, it is dropped. */
export type Use = 'used' | 'returned' | 'dropped';

/**
 * Whether something is done with a call's answer, where it is asked for or at `point`, where its failure comes up
 * after the function has returned. A warm-up, a probe and a goodbye want none.
 */
export function isWanted(call: Node, point: Node, tree: Tree): boolean {
  const use = useOf(call, tree);
  return use === 'used' || (use === 'returned' && useOf(point, tree) !== 'dropped');
}

export function useOf(node: Node, tree: Tree): Use {
  const { parent } = node;
  if (!parent) return 'used';
  if (keepsValue(parent) || parent.type === 'AwaitExpression' || (parent.type === 'UnaryExpression' && parent.operator === 'void'))
    return useOf(parent, tree);
  switch (parent.type) {
    case 'ExpressionStatement':
      return 'dropped';
    case 'ReturnStatement':
      return 'returned';
    case 'ArrowFunctionExpression':
      return parent.body === node ? 'returned' : 'used';
    case 'VariableDeclarator': {
      const variable = parent.id.type === 'Identifier' ? tree.variableOf(parent.id) : undefined;
      return variable && readsOf(variable).length === 0 ? 'dropped' : 'used';
    }
    case 'MemberExpression': {
      const name = propertyName(parent);
      if (parent.object !== node || parent.parent.type !== 'CallExpression' || parent.parent.callee !== parent) return 'used';
      const [first] = parent.parent.arguments;
      if (name === 'then' && !(isFunction(first) && first.params.length === 0)) return 'used';
      return name === 'then' || name === 'catch' || name === 'finally' ? useOf(parent.parent, tree) : 'used';
    }
    default:
      return 'used';
  }
}
