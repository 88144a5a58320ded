import type { Call } from '../../../model/facts/call.js';
import type { EngineAsClient } from '../../../model/problems/offline-engine.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Tree } from '../syntax/tree.js';
import { offlineEngineOf } from '../../../catalog/sdks/vllm/python.js';

/** Engines that are given an address, or asked for what only a client of a server has. */
export function enginesAsClients(raws: ReadonlyMap<Call, UnresolvedCall>, tree: Tree, evaluator: Evaluator): readonly EngineAsClient[] {
  return tree.calls.flatMap((node): EngineAsClient[] => {
    const value = evaluator.valueOf(node.func);
    const engine = value.kind === 'external' ? offlineEngineOf(value.path) : undefined;
    if (!engine) return [];
    const calls = [...raws].filter(([, raw]) => raw.node.type === 'Call' && madeBy(raw.node, evaluator) === node).map(([call]) => call);
    const option = engine.foreignOptions.find((name) => argumentAt(node, name, evaluator.valueOf).kind === 'given');
    const [first] = calls;
    const sign =
      option !== undefined
        ? ({ kind: 'option', name: option } as const)
        : first
          ? ({ kind: 'method', name: membersOf(raws.get(first), evaluator) } as const)
          : undefined;
    if (!sign) return [];
    const [start, end] = node.func.type === 'Attribute' ? node.func.attrRange : node.func.range;
    return [{ span: { start, end }, whole: { start: node.range[0], end: node.range[1] }, name: tree.textOf(node.func), sign, calls }];
  });
}

/** The call that made the engine on which a method is called. */
function madeBy(call: ast.Call, { valueOf }: Evaluator): ast.Node | undefined {
  const callee = valueOf(call.func);
  return callee.kind === 'made-by' ? callee.node : undefined;
}

/** The members of the engine behind which a call stands: `chat.completions.create`. */
function membersOf(raw: UnresolvedCall | undefined, { valueOf }: Evaluator): string {
  const callee = raw?.node.type === 'Call' ? valueOf(raw.node.func) : undefined;
  return callee?.kind === 'made-by' ? callee.members.join('.') : '';
}
