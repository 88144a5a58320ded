import type { LayersOfWays } from '../../../engine/problems/retry-layers.js';
import type { Call, RetryOption } from '../../../model/facts/call.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Followed } from './connection-checks.js';
import type { ExecutionContext } from '../flow/execution-context.js';
import { type CallNode, type Tree, readsOf } from '../syntax/tree.js';

/**
 * Where an SDK's own retries of one call may be switched off: at its client, if all that the client sends is tried again by
 * something else, otherwise at the call. `undefined` where neither has such an option.
 */
export function createInnerOption(
  tree: Tree,
  execution: ExecutionContext,
  followed: ReadonlyMap<Call, Followed>,
  layers: ReadonlyMap<Call, LayersOfWays>,
): (raw: UnresolvedCall) => RetryOption | undefined {
  return ({ node, client, retryOption, places }) => {
    const value = retryOption?.value;
    if (value) {
      const isAtCall = value.start >= node.range[0] && value.end <= node.range[1];
      return isAtCall || (client && isOnlyHere(client)) ? retryOption : undefined;
    }
    if (places.client !== undefined && client && isOnlyHere(client)) return { name: lastOf(places.client), value: undefined, at: 'client' };
    return places.call === undefined ? undefined : { name: lastOf(places.call), value: undefined, at: 'call' };
  };

  /** Whether every use of a client is a call that has a layer of its own. */
  function isOnlyHere(client: CallNode): boolean {
    const sent = [...followed].filter(([, { raw }]) => raw.client === client);
    if (
      !sent.every(
        ([call]) => layers.get(call)?.every((way) => way.some(({ attempts }) => attempts !== 1 && attempts !== 'unknown')) === true,
      )
    )
      return false;
    const { parent } = client;
    if (parent.type === 'MemberExpression' && parent.object === client) return true;
    if (parent.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return false;
    const variable = tree.variableOf(parent.id);
    return variable !== undefined && !execution.isExported(variable) && readsOf(variable).length === sent.length;
  }
}

function lastOf(place: string): string {
  return place.split('.').slice(1).join('.');
}
