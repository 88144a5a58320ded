import type { Call } from '../../../../model/facts/call.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import { statementAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { retryHelper } from './retry-helper.js';

/** Sends a call through a helper that tries again: one line at the call, whatever is around it. */
export function wrapWithRetry(call: Call, retries: number, context: RepairContext): Repair | undefined {
  const raw = context.raws.get(call);
  if (raw?.node.type !== 'Call' || (raw.timing !== 'on-call' && raw.timing !== 'on-await')) return undefined;
  // An agent's tools would run again.
  if (raw.runsTools) return undefined;
  const request = raw.node;
  const isAsync = raw.timing === 'on-await';
  if (!canBeWrapped(request, isAsync)) return undefined;
  const helper = retryHelper({ call, request, isAsync, retries }, context);
  const edits = helper && around(request, helper.name, context);
  return (
    helper &&
    edits && {
      edits: [...helper.edits, ...edits].sort((a, b) => a.span.start - b.span.start),
      applicability: 'unsafe',
      title: helper.title,
    }
  );
}

/** A decorator is no place for a call through another; what `async with` enters need not be what a coroutine gives. */
function canBeWrapped(request: ast.Call, isAsync: boolean): boolean {
  const statement = statementAround(request);
  const isDecorator =
    statement &&
    'decorator_list' in statement &&
    statement.decorator_list.some((d) => d.range[0] <= request.range[0] && request.range[1] <= d.range[1]);
  if (isDecorator === true) return false;
  if (isAsync && (request.parent?.type === 'withitem' || request.parent?.type === 'AsyncFor')) return false;
  return !request.args.some((argument) => argument.type === 'GeneratorExp');
}

/** The callee becomes the helper's first argument; its own arguments stay where they are. */
function around(request: ast.Call, name: string, context: RepairContext): readonly Edit[] | undefined {
  const { text } = context.file;
  const [start, end] = request.func.range;
  const open = /^\s*\(/.exec(text.slice(end))?.[0].length;
  if (open === undefined) return undefined;
  const callee = text.slice(start, end);
  const parts = [...request.args, ...request.keywords].sort((a, b) => a.range[0] - b.range[0]);
  const [first, second] = parts;
  const last = parts.at(-1);
  if (!first || !last) return [{ span: { start, end: end + open }, text: `${name}(${callee}` }];
  const behind = text.slice(end + open, lineEnd(text, end + open));
  const isHanging = /^[ \t]*(?:#.*)?$/.test(behind) && text.slice(lineStart(text, first.range[0]), first.range[0]).trim() === '';
  if (!isHanging) return [{ span: { start, end: last.range[1] }, text: `${name}(${callee}, ${text.slice(end + open, last.range[1])}` }];
  // With the others, where they share a line.
  if (second && !text.slice(first.range[0], second.range[0]).includes('\n')) {
    return [
      { span: { start, end }, text: name },
      // All of them are written again: another edit of this line has to wait for the next pass, which sees how long it is.
      { span: { start: first.range[0], end: last.range[1] }, text: `${callee}, ${text.slice(first.range[0], last.range[1])}` },
    ];
  }
  // On a line of its own, as the others; a comment behind the parenthesis stays there.
  const line = end + open + behind.length;
  const { newline } = layoutOf(context);
  return [
    { span: { start, end }, text: name },
    { span: { start: line, end: line }, text: `${newline}${indentAt(text, first.range[0])}${callee},` },
  ];
}
