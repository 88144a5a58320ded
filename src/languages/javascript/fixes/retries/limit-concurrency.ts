import { LIMITER } from '../../../../catalog/retry-libraries/javascript/limiters.js';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { UnboundedConcurrency } from '../../../../model/problems/concurrency.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { importName } from '../text/import-name.js';
import { indentAt, layoutOf, lineStart } from '../text/layout.js';
import { freeName } from '../text/names.js';
import { newProperty } from '../options/new-property.js';
import { nodeAt } from '../text/node-at.js';

/** Runs the callback of `map` through `p-limit`, or gives `batch` its option. */
export function limitConcurrency(
  { kind, call, one, option }: UnboundedConcurrency,
  atOnce: number,
  context: RepairContext,
): Repair | undefined {
  const { sourceCode } = context;
  if (kind === 'batch') {
    const [inputs, config] = context.callNode(call).arguments;
    if (!inputs || option === undefined) return undefined;
    const text = `${option}: ${atOnce}`;
    if (!config)
      return { edits: [insert(inputs.range[1], `, { ${text} }`)], applicability: 'unsafe', title: TITLES.limitConcurrency(atOnce) };
    return config.type === 'ObjectExpression'
      ? { edits: [...newProperty(config, text, context)], applicability: 'unsafe', title: TITLES.limitConcurrency(atOnce) }
      : undefined;
  }
  const callback = one && nodeAt(one, context);
  const statement = callback && statementAround(callback);
  if (callback?.type !== 'ArrowFunctionExpression' || !statement) return undefined;
  const start = lineStart(sourceCode.text, statement.range[0]);
  if (sourceCode.text.slice(start, statement.range[0]).trim() !== '') return undefined;
  const imported = importName(LIMITER, callback, context);
  const arrow = sourceCode.getTokenBefore(callback.body, (token) => token.value === '=>');
  if (!imported || !arrow) return undefined;
  const limit = freeName('limit', 'limitRequests', sourceCode);
  const { newline, semicolon } = layoutOf(context);
  const body = sourceCode.getTokenAfter(arrow)?.range[0] ?? callback.body.range[0];
  const edits: Edit[] = [
    ...imported.edits,
    insert(
      statement.range[0],
      `const ${limit} = ${imported.text}(${atOnce})${semicolon}${newline}${indentAt(sourceCode.text, statement.range[0])}`,
    ),
    insert(body, `${limit}(${callback.async ? 'async ' : ''}() => `),
    insert(callback.range[1], ')'),
  ];
  // The function around it hands on a promise now, and awaits nothing itself.
  const first = sourceCode.getFirstToken(callback);
  const second = first && sourceCode.getTokenAfter(first);
  if (callback.async && first && second) edits.push({ span: { start: first.range[0], end: second.range[0] }, text: '' });
  return {
    edits: edits.sort((a, b) => a.span.start - b.span.start),
    applicability: 'unsafe',
    title: TITLES.limitConcurrency(atOnce, '`p-limit`'),
  };
}

function statementAround(node: Node): Node | undefined {
  for (let at: Node = node; at.parent; at = at.parent) if (at.parent.type === 'BlockStatement' || at.parent.type === 'Program') return at;
  return undefined;
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
