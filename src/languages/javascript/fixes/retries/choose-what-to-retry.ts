import { TITLES } from '../../../../engine/fixes/titles.js';
import type { BlindRetry } from '../../../../model/problems/blind-retry.js';
import type { Repair } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { layoutOf } from '../text/layout.js';
import { newProperty } from '../options/new-property.js';

/** Gives a retry library's options a predicate that leaves out what fails the same each time. */
export function chooseWhatToRetry(retry: BlindRetry, context: RepairContext): Repair | undefined {
  const node = context.blindNode(retry);
  const passing = context.failureOf(retry.call).passing;
  const proposal = 'call' in node ? node.known.wrapper.selects?.proposal : undefined;
  if (!('call' in node) || !proposal || !passing || !('status' in passing)) return undefined;
  const major = context.manifest?.majorOf(node.known.module);
  if (proposal.majors && (major === undefined || !proposal.majors.includes(major))) return undefined;
  const [index = '', name = ''] = proposal.at.split('.');
  const options = node.call.arguments[Number(index)];
  const last = node.call.arguments.at(-1);
  const { typescript } = layoutOf(context);
  const { status } = passing;
  const error = typescript ? `error as Error & { ${status}?: number }` : 'error';
  const test = `{ const { ${status} } = ${error}; return ${status} === undefined || ${status} === 429 || ${status} >= 500; }`;
  const property = `${name}: ${proposal.template.replace('TEST', test)}`;
  const about = { applicability: 'unsafe' as const, title: TITLES.retryOnly() };
  if (options?.type === 'ObjectExpression') return { ...about, edits: newProperty(options, property, context) };
  if (options || !last || node.call.arguments.length !== Number(index)) return undefined;
  return { ...about, edits: [{ span: { start: last.range[1], end: last.range[1] }, text: `, { ${property} }` }] };
}
