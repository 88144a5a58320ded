import type { CallNode } from '../syntax/tree.js';
import type { CallFrame, FailingFunction, FlowContext } from './context.js';
import { ESCAPES, type Path } from './paths.js';

/** A call of the failing function: its promise or stream fails. */
export function afterCall(flow: FlowContext, call: CallNode, { fails }: FailingFunction, frame: CallFrame | undefined): readonly Path[] {
  if (call.type === 'NewExpression') return ESCAPES;
  return fails === 'read' ? flow.follow.stream(call, frame) : flow.follow.promise(call, frame);
}
