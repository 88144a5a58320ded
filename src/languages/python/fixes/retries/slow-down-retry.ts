import { TITLES } from '../../../../engine/fixes/titles.js';
import type { RetryWithoutBackoff, BackoffFix, LoopCounter, RetryLayer } from '../../../../model/problems/retry-layers.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { functionAround, isFunction } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { createImports } from '../text/imports.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { freeName } from '../text/names.js';
import { newArgument } from '../options/new-argument.js';
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
  // A decorator stands outside of the range of its function.
  const { calls, functions } = context.tree;
  const node = [...calls, ...functions.flatMap((fn) => fn.decorator_list)].find(
    ({ range: [start, end] }) => start === whole.start && end === whole.end,
  );
  const wanted = Object.entries({
    ...(waits === 'no' ? options.wait : undefined),
    ...(attempts === 'endless' ? options.limit : undefined),
  });
  if (!node || wanted.length === 0) return undefined;
  const imports = createImports(context);
  const texts: string[] = [];
  for (const [option, text] of wanted) {
    let full = text.replace('RETRIES + 1', String(retries + 1)).replace('RETRIES', String(retries));
    for (const name of options.names ?? []) {
      if (!full.includes(name)) continue;
      const imported = imports.text({ module, name }, node);
      if (imported === undefined) return undefined;
      full = full.replace(name, imported);
    }
    texts.push(`${option}=${full}`);
  }
  const edit = optionsAt(
    node,
    wanted.map(([option]) => option),
    texts.join(', '),
    context,
  );
  return (
    edit && {
      edits: [...imports.edits(), edit].sort((a, b) => a.span.start - b.span.start),
      applicability: 'unsafe',
      title: titleOf(waits, attempts),
    }
  );
}

/** More keywords of a call; a bare decorator becomes a call. */
function optionsAt(node: ast.Expression, names: readonly string[], text: string, context: RepairContext): Edit | undefined {
  if (node.type === 'Call')
    return node.keywords.some((k) => k.arg === null || names.includes(k.arg)) ? undefined : newArgument(node, text, context);
  const isDecorator = (node.type === 'Name' || node.type === 'Attribute') && isFunction(node.parent);
  return isDecorator ? { span: { start: node.range[1], end: node.range[1] }, text: `(${text})` } : undefined;
}

/**
 * With a counter, a wait before every attempt but the first: whatever the handler does, and none after the last. Without one,
 * a delay that doubles in the handler.
 */
function slowLoop({ whole, handler, counter }: Extract<BackoffFix, { kind: 'loop' }>, context: RepairContext): Repair | undefined {
  const loop = nodeAt(whole, context);
  if (loop?.type !== 'For' && loop?.type !== 'While') return undefined;
  const imports = createImports(context);
  const isAsync = functionAround(loop)?.type === 'AsyncFunctionDef';
  const sleep = isAsync
    ? imports.text({ module: 'asyncio', alias: '_asyncio' }, loop)
    : imports.text({ module: 'time', alias: '_time' }, loop);
  const random = imports.text({ module: 'random', alias: '_random' }, loop);
  if (sleep === undefined || random === undefined) return undefined;
  const wait = (seconds: string): string => `${isAsync ? 'await ' : ''}${sleep}.sleep(${seconds} * ${random}.uniform(0.5, 1))`;
  const edits = counter ? waitFirst(loop, counter, wait, context) : doublingDelay(loop, handler.end, wait, context);
  return (
    edits && {
      edits: [...imports.edits(), ...edits].sort((a, b) => a.span.start - b.span.start),
      applicability: 'unsafe',
      title: TITLES.backOff(true),
    }
  );
}

function waitFirst(
  loop: ast.For | ast.While,
  { name, from }: LoopCounter,
  wait: (seconds: string) => string,
  context: RepairContext,
): readonly Edit[] | undefined {
  const [first] = loop.body;
  const { text } = context.file;
  if (!first || (from !== 0 && from !== 1)) return undefined;
  const start = lineStart(text, first.range[0]);
  if (text.slice(start, first.range[0]).trim() !== '') return undefined;
  // `_` says that it is not read.
  const isUnread =
    loop.type === 'For' && loop.target.type === 'Name' && name === '_' && (context.tree.variableOf(loop.target)?.reads.length ?? 0) === 0;
  if (name.startsWith('_') && !isUnread) return undefined;
  const counter = isUnread ? freeName(['attempt', 'retry_attempt', 'llm_attempt'], context) : name;
  if (counter === undefined) return undefined;
  const { newline, indent } = layoutOf(context);
  const inner = indentAt(text, first.range[0]);
  const lines = [
    `if ${counter} > ${from}:`,
    `${indent}# Exponential backoff with jitter.`,
    indent + wait(from === 1 ? `0.25 * 2 ** min(${counter}, 7)` : `0.5 * 2 ** min(${counter}, 6)`),
  ];
  const renamed: readonly Edit[] = isUnread ? [{ span: { start: loop.target.range[0], end: loop.target.range[1] }, text: counter }] : [];
  return [...renamed, { span: { start, end: start }, text: lines.map((line) => inner + line + newline).join('') }];
}

function doublingDelay(
  loop: ast.For | ast.While,
  end: number,
  wait: (seconds: string) => string,
  context: RepairContext,
): readonly Edit[] | undefined {
  const name = freeName(['retry_delay', 'next_retry_delay'], context);
  const handler = handlerThatEnds(loop, end);
  const last = handler?.body.at(-1);
  const { text } = context.file;
  // Another way out of the handler to the next attempt would pass the wait by.
  if (
    name === undefined ||
    !handler ||
    !last ||
    handler.body.some((s) => s !== last && !PLAIN.has(s.type)) ||
    (last.type !== 'Continue' && !PLAIN.has(last.type))
  )
    return undefined;
  const { newline } = layoutOf(context);
  const inner = indentAt(text, last.range[0]);
  if (
    text.slice(lineStart(text, last.range[0]), last.range[0]).trim() !== '' ||
    text.slice(lineStart(text, loop.range[0]), loop.range[0]).trim() !== ''
  )
    return undefined;
  const lines = ['# Exponential backoff with jitter.', wait(name), `${name} = min(${name} * 2, 30)`];
  const start = lineStart(text, loop.range[0]);
  const before: Edit = { span: { start, end: start }, text: `${indentAt(text, loop.range[0])}${name} = 0.5${newline}` };
  if (last.type === 'Continue' || last.type === 'Pass') {
    const at = lineStart(text, last.range[0]);
    const block = lines.map((line) => inner + line + newline).join('');
    return last.type === 'Continue'
      ? [before, { span: { start: at, end: at }, text: block }]
      : [before, { span: { start: last.range[0], end: last.range[1] }, text: lines.join(newline + inner) }];
  }
  const at = lineEnd(text, last.range[1]);
  return [before, { span: { start: at, end: at }, text: lines.map((line) => newline + inner + line).join('') }];
}

/** The handler in a loop whose last statement ends at an offset. */
function handlerThatEnds(loop: ast.For | ast.While, end: number): ast.ExceptHandler | undefined {
  const stack: readonly ast.Statement[][] = [[...loop.body]];
  for (const block of stack) {
    for (const statement of block) {
      if (statement.type !== 'Try' && statement.type !== 'TryStar') continue;
      const found = statement.handlers.find(({ body }) => body.at(-1)?.range[1] === end);
      if (found) return found;
    }
  }
  return undefined;
}

const PLAIN: ReadonlySet<string> = new Set(['Expr', 'Assign', 'AugAssign', 'AnnAssign', 'Pass']);

function titleOf(waits: RetryLayer['waits'], attempts: RetryLayer['attempts']): string {
  if (waits !== 'no') return TITLES.limitAttempts();
  return TITLES.backOff(attempts !== 'endless');
}
