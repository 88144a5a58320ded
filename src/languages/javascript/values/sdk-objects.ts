import type { ClientOptions } from '../../../model/catalog/options.js';
import type { Sdk } from '../../../model/catalog/sdk.js';
import { type CallNode, type Node, unwrap } from '../syntax/tree.js';
import { argumentAt } from './arguments.js';
import type { EvaluationContext } from './evaluation-context.js';
import { type SdkObject, UNKNOWN, type Value } from './value.js';

/** An object made with options; one that only wraps an LLM (`new ChatEngine({ llm })`) is one if its LLM is. */
export function madeObject(
  context: EvaluationContext,
  sdk: Sdk,
  object: string,
  node: CallNode,
  options: ClientOptions | undefined,
  before: SdkObject['made'],
): Value {
  if (options?.wraps) {
    const parts = options.wraps.flatMap((place) => {
      const at = argumentAt(node, place, context.valueOf);
      return at.kind === 'given' ? [partsOf(context, at.node).map(context.valueOf)] : [];
    });
    const inner = parts.flat().find((v): v is SdkObject => v.kind === 'sdk-object');
    // Another part that is not seen (a retriever beside the model) may ask the same server first, and try again.
    const elsewhere = parts.some((values) => values.every((v) => v.kind !== 'sdk-object'))
      ? { retries: { attempts: undefined, off: undefined } }
      : inner?.elsewhere;
    return inner
      ? { kind: 'sdk-object', sdk, object, path: [], made: inner.made, inner: inner.inner ?? inner, ...(elsewhere && { elsewhere }) }
      : UNKNOWN;
  }
  return { kind: 'sdk-object', sdk, object, path: [], made: options ? [...before, { node, options }] : before };
}

/** The members of an array or object that is written out; otherwise the node itself. */
function partsOf(context: EvaluationContext, node: Node): readonly Node[] {
  const expression = unwrap(node);
  if (expression.type === 'ArrayExpression') return expression.elements.flatMap((e) => (e && e.type !== 'SpreadElement' ? [e] : []));
  const value = context.valueOf(expression);
  return value.kind === 'object' ? value.node.properties.flatMap((p) => (p.type === 'Property' ? [p.value] : [])) : [node];
}
