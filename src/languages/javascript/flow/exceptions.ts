import type { TSESTree } from '@typescript-eslint/utils';
import { handlerEffect, returnsAlways, triesAgain } from '../syntax/statements.js';
import { type Node, isFunction } from '../syntax/tree.js';
import type { CallFrame, FlowContext } from './context.js';
import { callsOwnFunction, isPolled, isRepeated, recursAfter, reportsFailure, retried } from './handler-retries.js';
import { CAUGHT, ESCAPES, POLLED, type Path, lost, withHandler } from './paths.js';
import { delegatesToRetryCallback, followRetryCallback } from './retry-callbacks.js';

/** An exception is thrown at `point`: the `try` statements around it, then the callers of its function. */
export function followException(flow: FlowContext, point: Node, frame: CallFrame | undefined): readonly Path[] {
  let child: Node = point;
  for (let at = point.parent; at; child = at, at = at.parent) {
    if (at.type === 'TryStatement' && at.block === child) {
      if (at.handler) {
        const paths = delegatesToRetryCallback(flow, at.handler.body, undefined)
          ? followRetryCallback(flow, at)
          : caught(flow, at, at.handler, point, frame);
        if (paths) return withHandler(paths, { body: at.handler, scope: at.block, point });
      }
      if (at.finalizer && alwaysLeaves(at.finalizer)) return CAUGHT;
    }
    if (isFunction(at)) return flow.follow.callers(at, frame);
    if (at.type === 'PropertyDefinition' || at.type === 'StaticBlock') return ESCAPES;
  }
  return flow.execution.catchesEverything ? CAUGHT : lost('top-level');
}

/** What a `catch` clause makes of the failure; `undefined` where it only throws it again. */
function caught(
  flow: FlowContext,
  at: TSESTree.TryStatement,
  handler: TSESTree.CatchClause,
  point: Node,
  frame: CallFrame | undefined,
): readonly Path[] | undefined {
  const effect = handlerEffect(handler.body, handler.param ?? undefined);
  if (effect === 'transparent') return undefined;
  if (effect !== 'throws') {
    // A test for something else (`error.status === 429`) keeps a refused connection from being tried again.
    const run = flow.afterRefusal(handler.body, handler.param ?? undefined);
    const goesOn = !/^(?:throws|transparent)$/.test(handlerEffect(run, handler.param ?? undefined));
    const kind = !goesOn
      ? undefined
      : triesAgain(at, point, run)
        ? 'loop'
        : callsOwnFunction(flow, run, at) || (!returnsAlways(run) && recursAfter(flow, at))
          ? 'recursion'
          : isRepeated(flow, at)
            ? 'repeated'
            : undefined;
    if (kind)
      return retried(
        kind,
        at,
        effect === 'handles' || reportsFailure(flow, handler.body, handler.param ?? undefined) ? [] : flow.follow.exception(at, frame),
      );
    if (goesOn && isPolled(flow, at, point)) return POLLED;
    if (effect === 'handles') return CAUGHT;
  }
  return flow.follow.exception(at, frame).map((path) => ({ ...path, end: { kind: 'caught' } }));
}

function alwaysLeaves(block: TSESTree.BlockStatement): boolean {
  return block.body.some((s) => s.type === 'ReturnStatement' || s.type === 'ThrowStatement');
}
