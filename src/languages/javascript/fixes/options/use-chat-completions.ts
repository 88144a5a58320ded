import { TITLES } from '../../../../engine/fixes/titles.js';
import type { ImplicitResponses } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { nodeAt } from '../text/node-at.js';

/** `vllm("m")` → `vllm.chat("m")`. */
export function useChatCompletions({ span, instead, method }: ImplicitResponses, context: RepairContext): Repair | undefined {
  const callee = nodeAt(span, context);
  const title = TITLES.useChat(instead);
  if (callee?.type === 'MemberExpression' && method !== undefined && !callee.computed)
    return {
      edits: [{ span: { start: callee.property.range[0], end: callee.property.range[1] }, text: instead }],
      applicability: 'unsafe',
      title,
    };
  if (method !== undefined || (callee?.type !== 'Identifier' && callee?.type !== 'MemberExpression' && callee?.type !== 'CallExpression'))
    return undefined;
  return { edits: [{ span: { start: span.end, end: span.end }, text: `.${instead}` }], applicability: 'unsafe', title };
}
