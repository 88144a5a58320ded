import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { SwallowedError } from '../../../../model/problems/swallowed-error.js';
import type { FunctionNode } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, quoted } from '../text/layout.js';
import { logMessage } from './log-message.js';
import { variableNamed } from '../text/names.js';

/** Logs the error in a handler that did nothing with it, and throws it on where that is asked for. */
export function logSwallowedError(fault: SwallowedError, then: 'go-on' | 'rethrow', context: RepairContext): Repair | undefined {
  const swallowing = context.swallowing(fault);
  const at = 'clause' in swallowing ? swallowing.clause : swallowing.call;
  // The handler logs with the global `console`.
  if ((variableNamed('console', at, context.sourceCode)?.defs.length ?? 0) > 0) return undefined;
  const edits =
    'clause' in swallowing
      ? inClause(swallowing.clause, fault, then, context)
      : inCallback(swallowing.fn, swallowing.call, fault, then, context);
  return edits && { edits, applicability: 'unsafe', title: then === 'go-on' ? TITLES.log('error') : TITLES.logAndRethrow('error') };
}

function inClause(
  clause: TSESTree.CatchClause,
  fault: SwallowedError,
  then: 'go-on' | 'rethrow',
  context: RepairContext,
): readonly Edit[] | undefined {
  if (clause.param && clause.param.type !== 'Identifier') return undefined;
  const error = clause.param?.name ?? nameAt(clause, context);
  const named: readonly Edit[] = clause.param ? [] : [insert(clause.range[0] + 'catch'.length, ` (${error})`)];
  return [...named, ...inBlock(clause.body, error, fault, then, context)];
}

/** `.catch(() => {})`; a function from elsewhere (`noop`) gives its place to one that logs. */
function inCallback(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  fault: SwallowedError,
  then: 'go-on' | 'rethrow',
  context: RepairContext,
): readonly Edit[] | undefined {
  // No handler catches what a promise throws that is not awaited.
  if (then === 'rethrow' && call.parent.type !== 'AwaitExpression') return undefined;
  const { sourceCode } = context;
  const given = call.arguments.at(-1);
  const [param] = fn.params;
  const error = param?.type === 'Identifier' ? param.name : param ? undefined : nameAt(call, context);
  if (!given || error === undefined) return undefined;
  const isOwn = given === (fn as TSESTree.Node);
  if (isOwn && fn.type === 'ArrowFunctionExpression' && fn.body.type === 'BlockStatement') {
    const brackets = param ? undefined : sourceCode.getFirstToken(fn, (token) => token.value === '(');
    if (!param && !brackets) return undefined;
    return [...(brackets ? [insert(brackets.range[1], error)] : []), ...inBlock(fn.body, error, fault, then, context)];
  }
  if (sourceCode.getCommentsInside(given).length > 0 || (isOwn && fn.type !== 'ArrowFunctionExpression')) return undefined;
  const { newline, indent } = layoutOf(context);
  const base = indentAt(sourceCode.text, call.range[1]);
  const lines = linesOf(error, fault, then, context).map((line) => base + indent + line);
  return [{ span: { start: given.range[0], end: given.range[1] }, text: [`(${error}) => {`, ...lines, `${base}}`].join(newline) }];
}

/** Writes the log into a handler's block, whose comments stay. */
function inBlock(
  block: TSESTree.BlockStatement,
  error: string,
  fault: SwallowedError,
  then: 'go-on' | 'rethrow',
  context: RepairContext,
): readonly Edit[] {
  const { sourceCode } = context;
  const { newline, indent, semicolon } = layoutOf(context);
  const [start, end] = block.range;
  const base = indentAt(sourceCode.text, start);
  const [log = '', ...rest] = linesOf(error, fault, then, context);
  if (sourceCode.text.slice(start + 1, end - 1).trim() === '') {
    const lines = [log, ...rest].map((line) => base + indent + line);
    return [{ span: { start, end }, text: ['{', ...lines, `${base}}`].join(newline) }];
  }
  const isLong = block.loc.start.line !== block.loc.end.line;
  const own = isLong ? newline + base + indent : ' ';
  // On one line the statements behind need their `;` in every style.
  const edits: Edit[] = [insert(start + 1, own + (isLong || semicolon === ';' ? log : `${log};`))];
  const [rethrow] = rest;
  if (rethrow === undefined) return edits;
  const last = block.body.at(-1);
  if (last?.type === 'ReturnStatement' || last?.type === 'ContinueStatement')
    return [...edits, { span: { start: last.range[0], end: last.range[1] }, text: rethrow }];
  // Behind a comment the line has to end first.
  const close = isLong ? (/[ \t]*$/.exec(sourceCode.text.slice(0, end - 1))?.[0].length ?? 0) : 0;
  return [
    ...edits,
    isLong
      ? insert(end - 1 - close, `${base}${indent}${rethrow}${newline}`)
      : insert(end - 1, `${sourceCode.text.charAt(end - 2) === ' ' ? '' : ' '}${rethrow} `),
  ];
}

function linesOf(error: string, { call }: SwallowedError, then: 'go-on' | 'rethrow', context: RepairContext): readonly string[] {
  const { quote, semicolon } = layoutOf(context);
  const log = `console.error(${quoted(logMessage(call), quote)}, ${error})${semicolon}`;
  return then === 'rethrow' ? [log, `throw ${error}${semicolon}`] : [log];
}

function nameAt(node: TSESTree.Node, context: RepairContext): string {
  return ['error', 'err', 'connectionError'].find((name) => !variableNamed(name, node, context.sourceCode)) ?? 'llmError';
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
