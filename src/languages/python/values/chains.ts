import type * as ast from '../syntax/ast.js';
import { type Value, UNKNOWN } from './value.js';
import type { Node } from '../syntax/ast.js';
import type { ObjectKind } from '../../../model/catalog/sdk.js';
import type { EvaluatorContext } from './evaluator.js';

/** `RunnableSequence(prompt, model)`, `prompt.pipe(model)`. */
export function composedBy(context: EvaluatorContext, node: ast.Call): Value {
  if (node.func.type !== 'Attribute') return UNKNOWN;
  return composed(context, node.func.attr, [node.func.value, ...node.args]);
}

/** `prompt | llm`, `llm | parser`. */
export function piped(context: EvaluatorContext, node: ast.BinOp): Value {
  const left = composed(context, '__or__', [node.left]);
  return left.kind === 'unknown' ? composed(context, '__ror__', [node.right]) : left;
}

/** A chain is an LLM object if one of its links is. */
function composed(context: EvaluatorContext, name: string, links: readonly Node[]): Value {
  for (const link of links) {
    const value = context.evaluator.valueOf(link);
    if (value.kind !== 'sdk-object' || value.path.length > 0) continue;
    const kind: ObjectKind | undefined = value.sdk.objects[value.object];
    if (kind?.composes?.includes(name)) return { ...value, object: kind.composed ?? value.object, path: [] };
  }
  return UNKNOWN;
}
