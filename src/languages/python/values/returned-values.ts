import type { FunctionNode } from '../syntax/ast.js';
import { type Value, UNKNOWN } from './value.js';
import { isNone } from '../syntax/tree.js';
import { valueOfType } from './annotations.js';
import { merged } from './merge.js';
import type { EvaluatorContext } from './evaluator.js';

/** What a function of this file returns. */
export function returnedBy(context: EvaluatorContext, fn: FunctionNode): Value {
  const typed = fn.type !== 'Lambda' && fn.returns ? valueOfType(context, fn.returns) : UNKNOWN;
  if (context.tree.yields(fn)) {
    // `@contextmanager def client(): yield OpenAI()`
    return typed;
  }
  const returned = context.tree
    .returnsOf(fn)
    .filter((r) => !isNone(r))
    .map(context.evaluator.valueOf);
  const all = returned.length > 0 ? merged(returned) : UNKNOWN;
  return all.kind === 'unknown' ? typed : all;
}
