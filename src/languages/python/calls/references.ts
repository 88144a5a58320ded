import type * as ast from '../syntax/ast.js';
import type { Value } from '../values/value.js';
import type { CallContext } from './call-context.js';
import { type ReferencedCall, callKindOf } from './calls.js';
import { isPartial } from './clients.js';

/** A function that sends a request, as the argument of a call. */
export interface Reference {
  readonly node: ReferencedCall;
  readonly value: Value;
}

/** Functions that send a request and are the arguments of another function: `asyncio.to_thread(requests.post, url)`. */
export function* references({ catalog, evaluator }: CallContext, call: ast.Call, callee: Value): Generator<Reference> {
  if (callee.kind === 'external' && catalog.sdk(callee.path)) return;
  // A partial function that has a name, or is called, is a call where that is.
  if (isPartial(callee) && (call.parent?.type === 'Assign' || (call.parent?.type === 'Call' && call.parent.func === call))) return;
  for (const [i, argument] of call.args.entries()) {
    if (argument.type !== 'Attribute' && argument.type !== 'Name') continue;
    const value = evaluator.valueOf(argument);
    if (value.kind !== 'http-request' && !isSdkCall(value)) continue;
    yield { node: { type: 'Reference', reference: argument, asCall: { ...call, func: argument, args: call.args.slice(i + 1) } }, value };
  }
  for (const { arg, value: argument } of call.keywords) {
    if (argument.type !== 'Attribute' || (arg !== 'func' && arg !== 'fn' && arg !== 'target' && arg !== 'function')) continue;
    const value = evaluator.valueOf(argument);
    if (isSdkCall(value)) yield { node: { type: 'Reference', reference: argument, asCall: { ...call, func: argument } }, value };
  }
}

/** Whether a value is a function or a method of an SDK that sends a request. */
function isSdkCall(value: Value): boolean {
  return value.kind === 'sdk-function' || (value.kind === 'sdk-object' && value.path.length > 0 && callKindOf(value) !== undefined);
}
