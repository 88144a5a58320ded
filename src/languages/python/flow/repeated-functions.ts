import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { functionAround } from '../syntax/tree.js';
import type { FlowContext } from './context.js';
import { collectsUntil, isCountedLoop, runsAgain } from './tries-again.js';
import { loopAround } from '../syntax/statements.js';

/** Functions between a handler and a loop that asks again. */
const MAX_CALLERS = 3;

/** Whether a function runs again when its failure has become a value: `while not is_up():`. */
export function isRepeated(context: FlowContext, fn: FunctionNode | undefined): boolean {
  return fn !== undefined && context.evaluator.callsOf(fn).some(runsAgain);
}

/**
 * Whether a function whose failure has become a value may run again: a loop collects answers until there are enough
 * (`while len(rows) < 10:`), or starts it in a thread once for each attempt (`for attempt in range(3):`) until one of them succeeds.
 */
export function mayBeRepeated(context: FlowContext, fn: FunctionNode | undefined, depth = 0): boolean {
  if (fn === undefined || depth > MAX_CALLERS) return false;
  if (handovers(context, fn).some((call) => isCountedLoop(loopAround(call)) && runsAgain(call))) return true;
  const calls = context.evaluator.callsOf(fn);
  return calls.some((call) => collectsUntil(call) || mayBeRepeated(context, functionAround(call), depth + 1));
}

/** Calls that get a function as an argument: `Thread(target=ask)`, `pool.submit(ask, prompt)`. */
function handovers({ tree, evaluator }: FlowContext, fn: FunctionNode): readonly ast.Call[] {
  if (fn.type === 'Lambda') return [];
  const reads: readonly Node[] = [...(tree.variableBoundBy(fn)?.reads ?? []), ...(tree.attributeReads.get(fn.name) ?? [])];
  return reads.flatMap((read) => {
    const call = read.parent?.type === 'keyword' ? read.parent.parent : read.parent;
    return call?.type === 'Call' && call.func !== read && evaluator.functionCalled(read) === fn ? [call] : [];
  });
}
