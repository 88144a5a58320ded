import type { Node } from '../syntax/ast.js';
import type { Tree } from '../syntax/tree.js';

/** What becomes of an expression's value (a coroutine's too): it is used, the function returns it, it is dropped. */
type Use = 'used' | 'returned' | 'dropped';

/**
 * Whether something is done with a call's answer, where it is asked for or at `point`, where its failure comes up
 * after the function has returned. A warm-up, a probe and a goodbye want none.
 */
export function isWanted(call: Node, point: Node, tree: Tree): boolean {
  const use = useOf(call, tree);
  return use === 'used' || (use === 'returned' && useOf(point, tree) !== 'dropped');
}

function useOf(node: Node, tree: Tree): Use {
  const { parent } = node;
  switch (parent?.type) {
    case 'Await':
      return useOf(parent, tree);
    case 'Expr':
      return 'dropped';
    case 'Return':
    case 'Lambda':
      return 'returned';
    case 'Assign': {
      const [target] = parent.targets;
      return target?.type === 'Name' && tree.variableOf(target)?.reads.length === 0 ? 'dropped' : 'used';
    }
    default:
      return 'used';
  }
}
