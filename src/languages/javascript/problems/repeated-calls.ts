import type { Call } from '../../../model/facts/call.js';
import { type Node, keepsValue } from '../syntax/tree.js';

/** Says whether another branch of the same conditional expression has made the same call before: `id ? await load(id) : await load()`. */
export function createRepeats(): (call: Call, node: Node) => boolean {
  const first = new Map<Node, Call>();
  return (call, node) => {
    const choice = choiceOf(node);
    const before = choice && first.get(choice);
    if (choice && !before) first.set(choice, call);
    return before?.name === call.name && before.handling.kind === call.handling.kind && before.retry.kind === call.retry.kind;
  };
}

function choiceOf(node: Node): Node | undefined {
  let at = node;
  while (at.parent && (keepsValue(at.parent) || at.parent.type === 'AwaitExpression')) at = at.parent;
  return at.parent?.type === 'ConditionalExpression' && at.parent.test !== at ? at.parent : undefined;
}
