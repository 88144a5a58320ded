import type { LayersOfWays } from '../../../engine/problems/retry-layers.js';
import type { Call, RetryOption } from '../../../model/facts/call.js';
import type * as ast from '../syntax/ast.js';
import { type UnresolvedCall, argumentsOf } from '../calls/calls.js';
import type { Tree } from '../syntax/tree.js';

/**
 * Where an SDK's own retries of one call may be switched off: at its client, if all that the client sends is tried again by
 * something else, otherwise at the call. `undefined` where neither has such an option.
 */
export function createInnerOption(
  tree: Tree,
  raws: ReadonlyMap<Call, UnresolvedCall>,
  layers: ReadonlyMap<Call, LayersOfWays>,
): (raw: UnresolvedCall) => RetryOption | undefined {
  return ({ node, client, retryOption, places }) => {
    const value = retryOption?.value;
    const call = argumentsOf(node);
    if (value) {
      const isAtCall = value.start >= call.range[0] && value.end <= call.range[1];
      return isAtCall || (client && isOnlyHere(client)) ? retryOption : undefined;
    }
    if (places.client !== undefined && client && isOnlyHere(client)) return keyword(places.client, 'client');
    return places.call === undefined || node.type !== 'Call' ? undefined : keyword(places.call, 'call');
  };

  /** Whether every use of a client is a call that has a layer of its own. */
  function isOnlyHere(client: ast.Call): boolean {
    const sent = [...raws].filter(([, raw]) => raw.client === client);
    if (
      !sent.every(
        ([call]) => layers.get(call)?.every((way) => way.some(({ attempts }) => attempts !== 1 && attempts !== 'unknown')) === true,
      )
    )
      return false;
    const { parent } = client;
    if (parent?.type === 'Attribute') return parent.value === client;
    const target = parent?.type === 'Assign' && parent.targets.length === 1 && parent.value === client ? parent.targets[0] : undefined;
    if (target?.type === 'Name') {
      const variable = tree.variableOf(target);
      // Other files may import what a module binds, but for names with an underscore and for scripts.
      const isOpen = variable?.scope.node.type === 'Module' && !target.id.startsWith('_') && !tree.text.includes('__name__');
      return variable?.bindings.length === 1 && !isOpen && variable.reads.length === sent.length;
    }
    if (target?.type !== 'Attribute') return false;
    return (
      target.value.type === 'Name' &&
      (tree.attributeWrites.get(target.attr)?.length ?? 0) === 1 &&
      (tree.attributeReads.get(target.attr)?.length ?? 0) === sent.length
    );
  }
}

function keyword(place: string, at: 'client' | 'call'): RetryOption | undefined {
  const name = place.split('|')[0] ?? place;
  return /^[a-z_]+$/.test(name) ? { name, value: undefined, at } : undefined;
}
