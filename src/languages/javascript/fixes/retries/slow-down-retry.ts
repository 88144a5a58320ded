import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { RetryWithoutBackoff, BackoffFix, LoopCounter, RetryLayer } from '../../../../model/problems/retry-layers.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import { type CallNode, type Node, propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { importName } from '../text/import-name.js';
import { indentAt, layoutOf, lineEnd } from '../text/layout.js';
import { freeName, variableNamed } from '../text/names.js';
import { newProperty } from '../options/new-property.js';
import { nodeAt } from '../text/node-at.js';

/** Makes a retry wait longer after each failure, and end where it has no limit. */
export function slowDownRetry({ layer }: RetryWithoutBackoff, retries: number, context: RepairContext): Repair | undefined {
  const { cure } = layer;
  if (!cure) return undefined;
  return cure.kind === 'loop' ? slowLoop(cure, context) : withOptions(layer, cure, retries, context);
}

function withOptions(
  { waits, attempts }: RetryLayer,
  { whole, module, options }: Extract<BackoffFix, { kind: 'options' }>,
  retries: number,
  context: RepairContext,
): Repair | undefined {
  const call = nodeAt(whole, context);
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return undefined;
  const wanted = { ...(waits === 'no' ? options.wait : undefined), ...(attempts === 'endless' ? options.limit : undefined) };
  const names = (options.names ?? []).filter((name) => Object.values(wanted).some((text) => text.includes(name)));
  const imports = names.map((imported) => importName({ module, imported, local: imported }, call, context));
  if (Object.keys(wanted).length === 0 || imports.includes(undefined)) return undefined;
  const properties = Object.entries(wanted).map(([name, text]) => `${name}: ${filled(text)}`);
  const edits = written(call, options.argument ?? 0, properties, Object.keys(wanted), options.limit, context);
  return (
    edits && { edits: [...imports.flatMap((i) => i?.edits ?? []), ...edits], applicability: 'unsafe', title: titleOf(waits, attempts) }
  );

  function filled(text: string): string {
    let full = text.replace('RETRIES + 1', String(retries + 1)).replace('RETRIES', String(retries));
    full = full.replace('WRAPPER', context.sourceCode.getText((call as CallNode).callee));
    for (const [i, name] of names.entries()) full = full.replace(name, imports[i]?.text ?? name);
    return full;
  }
}

/** Adds properties to the options, or the options; a bare number of retries moves into them. */
function written(
  call: CallNode,
  index: number,
  properties: readonly string[],
  names: readonly string[],
  limit: Readonly<Record<string, string>> | undefined,
  context: RepairContext,
): readonly Edit[] | undefined {
  const { sourceCode } = context;
  if (call.arguments.slice(0, index + 1).some((a) => a.type === 'SpreadElement')) return undefined;
  const argument = call.arguments[index];
  const joined = properties.join(', ');
  if (!argument) {
    const last = call.arguments.at(-1);
    return call.arguments.length === index && last
      ? [{ span: { start: last.range[1], end: last.range[1] }, text: `, { ${joined} }` }]
      : undefined;
  }
  const [start, end] = argument.range;
  if (argument.type !== 'ObjectExpression') {
    const [number] = Object.keys(limit ?? {});
    return argument.type === 'Literal' && typeof argument.value === 'number' && number !== undefined
      ? [{ span: { start, end }, text: `{ ${number}: ${sourceCode.getText(argument)}, ${joined} }` }]
      : undefined;
  }
  if (argument.properties.some((p) => p.type === 'SpreadElement' || names.includes(propertyName(p) ?? ''))) return undefined;
  if (argument.properties.length === 0 && sourceCode.getCommentsInside(argument).length === 0)
    return [{ span: { start, end }, text: `{ ${joined} }` }];
  return newProperty(argument, joined, context);
}

/**
 * With a counter, a wait before every attempt but the first: whatever the handler does, and none after the last. Without one,
 * a delay that doubles in the handler.
 */
function slowLoop({ whole, handler, counter }: Extract<BackoffFix, { kind: 'loop' }>, context: RepairContext): Repair | undefined {
  const loop = nodeAt(whole, context);
  if (!loop || !('body' in loop)) return undefined;
  const body = loop.body as Node;
  if (
    body.type !== 'BlockStatement' ||
    variableNamed('setTimeout', loop, context.sourceCode) ||
    variableNamed('Promise', loop, context.sourceCode)
  )
    return undefined;
  const edits = counter ? waitFirst(body, counter, context) : doublingDelay(loop, handler, context);
  return edits && { edits, applicability: 'unsafe', title: TITLES.backOff(true) };
}

function waitFirst(body: TSESTree.BlockStatement, { name, from }: LoopCounter, context: RepairContext): readonly Edit[] | undefined {
  const [first] = body.body;
  if (!first) return undefined;
  const { newline, indent, semicolon } = layoutOf(context);
  const { text } = context.sourceCode;
  const start = body.range[0] + 1;
  const end = lineEnd(text, start);
  const isOwnLine = text.slice(start, end).trim() === '' && first.loc.start.line > body.loc.start.line;
  const delay = `Math.min(${from === 1 ? 250 : 500} * 2 ** ${name}, 30_000)`;
  if (from !== 0 && from !== 1) return undefined;
  const inner = isOwnLine ? indentAt(text, first.range[0]) : '';
  const lines = [
    `if (${name} > ${from}) {`,
    `${indent}// Exponential backoff with jitter.`,
    `${indent}await new Promise((resolve) => setTimeout(resolve, ${delay} * (0.5 + Math.random() / 2)))${semicolon}`,
    '}',
  ];
  return isOwnLine ? [{ span: { start: end, end }, text: lines.map((line) => newline + inner + line).join('') }] : undefined;
}

function doublingDelay(loop: Node, handler: RetryWithoutBackoff['layer']['span'], context: RepairContext): readonly Edit[] | undefined {
  const block = nodeAt(handler, context);
  if (block?.type !== 'BlockStatement' || (loop.parent?.type !== 'BlockStatement' && loop.parent?.type !== 'Program')) return undefined;
  const last = block.body.at(-1);
  const isJump = last?.type === 'ContinueStatement';
  // Another way out of the handler to the next attempt would pass the wait by.
  if (
    block.body.some((s) => s !== last && s.type !== 'ExpressionStatement' && s.type !== 'VariableDeclaration') ||
    (last && !isJump && last.type !== 'ExpressionStatement' && last.type !== 'VariableDeclaration')
  )
    return undefined;
  const { newline, indent, semicolon } = layoutOf(context);
  const { text } = context.sourceCode;
  const name = freeName('retryDelay', 'nextRetryDelay', context.sourceCode);
  const outer = indentAt(text, loop.range[0]);
  const inner = last ? indentAt(text, last.range[0]) : outer + indent + indent;
  const wait = [
    `// Exponential backoff with jitter.`,
    `await new Promise((resolve) => setTimeout(resolve, ${name} * (0.5 + Math.random() / 2)))${semicolon}`,
    `${name} = Math.min(${name} * 2, 30_000)${semicolon}`,
  ];
  const before: Edit = { span: { start: loop.range[0], end: loop.range[0] }, text: `let ${name} = 500${semicolon}${newline}${outer}` };
  if (isJump)
    return [before, { span: { start: last.range[0], end: last.range[0] }, text: wait.map((line) => line + newline + inner).join('') }];
  const [start, end] = block.range;
  if (!last) {
    // A comment alone stays in front of what is written.
    const rest = text.slice(start + 1, end - 1);
    const hasLines = rest.includes('\n');
    const at = hasLines ? start + 1 + rest.trimEnd().length : end - 1;
    const closing = hasLines ? '' : newline + indentAt(text, start);
    return [
      before,
      {
        span: { start: at, end: hasLines ? at : end - 1 },
        text:
          wait.map((line) => newline + (hasLines ? indentAt(text, start) + indent : indentAt(text, start) + indent) + line).join('') +
          closing,
      },
    ];
  }
  const at = lineEnd(text, last.range[1]);
  const isAlone = /^[ \t]*(?:\/\/.*)?$/.test(text.slice(last.range[1], at)) && last.loc.start.line > block.loc.start.line;
  return isAlone ? [before, { span: { start: at, end: at }, text: wait.map((line) => newline + inner + line).join('') }] : undefined;
}

function titleOf(waits: RetryLayer['waits'], attempts: RetryLayer['attempts']): string {
  if (waits !== 'no') return TITLES.limitAttempts();
  return TITLES.backOff(attempts !== 'endless');
}
