import { SESSION_STATE } from '../../../catalog/runtimes/python-environment.js';
import type * as ast from '../syntax/ast.js';
import type { Value } from './value.js';
import type { Node } from '../syntax/ast.js';
import { childrenOf, isNone, stringOf } from '../syntax/tree.js';
import { merged } from './merge.js';
import type { EvaluatorContext } from './evaluator.js';

/** What a file puts into Streamlit's `session_state` under a key: it is there again in the page's next run. */
export function sessionValue(context: EvaluatorContext, key: string): Value {
  context.stateWrites ??= readStateWrites(context);
  return merged((context.stateWrites.get(key) ?? []).map(context.evaluator.valueOf));
}

/** What the file assigns to keys of `session_state`. */
function readStateWrites(context: EvaluatorContext): ReadonlyMap<string, readonly ast.Expression[]> {
  const found = new Map<string, ast.Expression[]>();
  const stack: Node[] = [context.tree.module];
  for (let node = stack.pop(); node; node = stack.pop()) {
    stack.push(...childrenOf(node));
    const targets = node.type === 'Assign' ? node.targets : node.type === 'AnnAssign' ? [node.target] : [];
    if ((node.type !== 'Assign' && node.type !== 'AnnAssign') || !node.value || isNone(node.value)) continue;
    for (const target of targets) {
      const key = target.type === 'Subscript' ? stringOf(target.slice) : target.type === 'Attribute' ? target.attr : undefined;
      const holder =
        key !== undefined && (target.type === 'Subscript' || target.type === 'Attribute')
          ? context.evaluator.qualifiedName(target.value)?.join('.')
          : undefined;
      if (key === undefined || holder !== SESSION_STATE) continue;
      found.set(key, [...(found.get(key) ?? []), node.value]);
    }
  }
  return found;
}
