import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Repair } from '../../../../model/fix.js';
import type { StreamFault } from '../../../../model/problems/stream.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, quoted } from '../text/layout.js';

/** Gives `streamText({ … })` an `onError` that logs. */
export function addOnError({ call }: StreamFault, context: RepairContext): Repair | undefined {
  const [options] = context.callNode(call).arguments;
  if (options?.type !== 'ObjectExpression') return undefined;
  const { sourceCode } = context;
  const { newline, semicolon, quote, indent } = layoutOf(context);
  const last = options.properties.at(-1);
  const isLong = last?.loc.start.line !== options.loc.start.line;
  const base = indentAt(sourceCode.text, last && isLong ? last.range[0] : options.range[0]) + (last && isLong ? '' : indent);
  const method = [
    'onError({ error }) {',
    `${indent}console.error(${quoted('The LLM server failed:', quote)}, error)${semicolon}`,
    '}',
  ].join(newline + base);
  const title = TITLES.logInCallback('onError');
  if (!last) {
    if (sourceCode.getCommentsInside(options).length > 0) return undefined;
    return {
      edits: [
        {
          span: { start: options.range[0], end: options.range[1] },
          text: `{${newline}${base}${method},${newline}${indentAt(sourceCode.text, options.range[0])}}`,
        },
      ],
      applicability: 'unsafe',
      title,
    };
  }
  // On one line the object is opened before its last property, which then stands on a line like the rest.
  const comma = sourceCode.getTokenAfter(last);
  const end = comma?.value === ',' ? comma.range[1] : last.range[1];
  const lead = comma?.value === ',' ? '' : ',';
  if (isLong)
    return {
      edits: [{ span: { start: end, end }, text: `${lead}${newline}${base}${method}${lead === '' ? ',' : ''}` }],
      applicability: 'unsafe',
      title,
    };
  return {
    edits: [
      {
        span: { start: end, end },
        text: `${lead} onError({ error }) { console.error(${quoted('The LLM server failed:', quote)}, error)${semicolon} }`,
      },
    ],
    applicability: 'unsafe',
    title,
  };
}
