import { TITLES } from '../../../../engine/fixes/titles.js';
import type { UnboundedConcurrency } from '../../../../model/problems/concurrency.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import { statementAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineStart } from '../text/layout.js';
import { freeName } from '../text/names.js';
import { newArgument } from '../options/new-argument.js';
import { nodeAt } from '../text/node-at.js';

/** Runs the coroutines through a semaphore, or gives `abatch` its option. */
export function limitConcurrency(
  { kind, call, one, option }: UnboundedConcurrency,
  atOnce: number,
  context: RepairContext,
): Repair | undefined {
  const { text } = context.file;
  const { newline, indent, quote } = layoutOf(context);
  if (kind === 'batch') {
    const node = context.raws.get(call)?.node;
    if (node?.type !== 'Call' || option === undefined || node.args.length !== 1 || node.keywords.some((k) => k.arg === 'config'))
      return undefined;
    return {
      edits: [newArgument(node, `config={${quote}${option}${quote}: ${atOnce}}`, context)],
      applicability: 'unsafe',
      title: TITLES.limitConcurrency(atOnce),
    };
  }
  const task = one && nodeAt(one, context);
  const statement = task && statementAround(task);
  // A task that `create_task` makes runs already.
  if (task?.type !== 'Call' || !statement || context.evaluator.qualifiedName(task.func)?.[0] === 'asyncio') return undefined;
  if (text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() !== '') return undefined;
  const semaphore = freeName(['semaphore', 'llm_semaphore'], context);
  const limited = freeName(['limited', 'limited_request'], context);
  const asyncio = context.tree
    .moduleVariable('asyncio')
    ?.bindings.every((b) => b.kind === 'import' && b.statement.type === 'Import' && b.node.asname === null)
    ? 'asyncio'
    : undefined;
  if (semaphore === undefined || limited === undefined || asyncio === undefined) return undefined;
  const base = indentAt(text, statement.range[0]);
  const lines = [
    `${semaphore} = asyncio.Semaphore(${atOnce})`,
    '',
    `async def ${limited}(coroutine):`,
    `${indent}async with ${semaphore}:`,
    `${indent}${indent}return await coroutine`,
    '',
  ];
  const edits: readonly Edit[] = [
    {
      span: { start: lineStart(text, statement.range[0]), end: lineStart(text, statement.range[0]) },
      text: lines.map((line) => (line === '' ? '' : base + line) + newline).join(''),
    },
    { span: { start: task.range[0], end: task.range[0] }, text: `${limited}(` },
    { span: { start: task.range[1], end: task.range[1] }, text: ')' },
  ];
  return { edits, applicability: 'unsafe', title: TITLES.limitConcurrency(atOnce, 'a semaphore') };
}
