import { TITLES } from '../../../../engine/fixes/titles.js';
import type { IneffectiveCheck } from '../../../../model/problems/connection-check.js';
import type { Repair } from '../../../../model/fix.js';
import { writeTest } from './connection-error-test.js';
import type { RepairContext } from '../context.js';
import { nodeAt } from '../text/node-at.js';

/** Puts the test that is true for the library's refused connection in the place of one that never is. */
export function correctCheck({ span, error, call }: IneffectiveCheck, context: RepairContext): Repair | undefined {
  const node = nodeAt(span, context);
  const test = node && error !== undefined ? writeTest(call, error, node, context) : undefined;
  if (!node || !test || context.sourceCode.getCommentsInside(node).length > 0) return undefined;
  const isNegated = node.type === 'BinaryExpression' && node.operator.startsWith('!');
  const isOperand = node.parent?.type === 'UnaryExpression';
  const text = isNegated
    ? test.isCompound
      ? `!(${test.text})`
      : `!${test.text}`
    : isOperand && test.isCompound && context.sourceCode.getTokenBefore(node)?.value !== '('
      ? `(${test.text})`
      : test.text;
  return { edits: [...test.edits, { span, text }], applicability: 'unsafe', title: TITLES.check(test.text) };
}
