import type { Call } from '../../../../model/facts/call.js';
import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { isWithin } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineStart } from './layout.js';
import { freeName } from './names.js';

/** An expression in the first line of a statement that has a block: it can be evaluated before the statement. */
export interface Header {
  readonly statement: ast.Statement;
  readonly node: ast.Expression;
}

/**
 * Where a call stands in the first line of a statement with a block, and the block is none of its own: a handler around
 * the statement would cover the block too. `undefined` where the statement can stand in a `try` as it is: a simple one, and
 * one that reads the stream of the call.
 *
 * @param at Where the failure is raised.
 * @returns `no` where the expression cannot be taken out.
 */
export function headerOf(call: Call, at: Node, statement: ast.Statement, context: RepairContext): Header | 'no' | undefined {
  switch (statement.type) {
    case 'If':
      return isWithin(at, statement.test) ? header(statement, at, statement.test, context) : undefined;
    case 'Match':
      return isWithin(at, statement.subject) ? header(statement, at, statement.subject, context) : undefined;
    case 'While':
      // It is evaluated again before each turn.
      return isWithin(at, statement.test) ? 'no' : undefined;
    case 'For':
    case 'AsyncFor':
      if (!isWithin(at, statement.iter) || call.answer !== 'unary') return undefined;
      return header(statement, at, statement.iter, context);
    case 'With':
    case 'AsyncWith': {
      const index = statement.items.findIndex((item) => isWithin(at, item.context_expr));
      const item = statement.items[index];
      // The block belongs to what the call itself gives: a response that is closed behind it.
      if (!item || isEntered(call, item.context_expr)) return undefined;
      return index === 0 ? header(statement, at, item.context_expr, context) : 'no';
    }
    default:
      return undefined;
  }
}

function isEntered(call: Call, entered: ast.Expression): boolean {
  const node = entered.type === 'Await' ? entered.value : entered;
  return (
    node.range[0] <= call.whole.start && call.whole.end <= node.range[1] && (call.answer !== 'unary' || node.range[1] === call.whole.end)
  );
}

/** The request alone where it is the first thing that is evaluated, else all that stands there. */
function header(statement: ast.Statement, at: Node, whole: ast.Expression, context: RepairContext): Header | 'no' {
  const node = isFirst(at, whole) ? (at as ast.Expression) : whole;
  // An iterator fails when it is read.
  return isReadLater(at, node, context) ? 'no' : { statement, node };
}

/** Whether the value of an expression is an iterator that runs the call when it is read. */
function isReadLater(at: Node, whole: ast.Expression, { evaluator }: RepairContext): boolean {
  const nameOf = (node: Node): string | undefined => {
    const callee = node.type === 'Call' ? evaluator.valueOf(node.func) : undefined;
    return callee?.kind === 'builtin' ? callee.name : undefined;
  };
  const isLazy = (node: Node): boolean => node.type === 'GeneratorExp' || RUNS_LATER.has(nameOf(node) ?? '');
  if (isLazy(whole)) return true;
  if (whole.type === 'Call' && !PASSES_ON.has(nameOf(whole) ?? '')) return false;
  for (let node: Node | null = at; node && node !== whole; node = node.parent) if (isLazy(node)) return true;
  return false;
}

const RUNS_LATER: ReadonlySet<string> = new Set(['map', 'filter']);
const PASSES_ON: ReadonlySet<string> = new Set(['zip', 'enumerate', 'iter']);

/** Whether a part of an expression is evaluated once, and before all that could do or change something. */
function isFirst(at: Node, whole: Node): boolean {
  let child = at;
  for (let parent = at.parent; child !== whole; child = parent, parent = parent.parent) {
    if (!parent) return false;
    switch (parent.type) {
      case 'Attribute':
      case 'Await':
      case 'UnaryOp':
      case 'NamedExpr':
        break;
      case 'Subscript':
        if (parent.value !== child) return false;
        break;
      case 'Call':
        if (parent.func !== child && !(parent.args[0] === child && parent.func.type === 'Name')) return false;
        break;
      case 'Compare':
      case 'BinOp':
        if (parent.left !== child) return false;
        break;
      case 'BoolOp':
        if (parent.values[0] !== child) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

/**
 * Evaluates an expression before its statement, between lines of its own.
 *
 * @param before Lines in front, as `try:`; the assignment stands one level deeper.
 * @returns `undefined` where the text has no room for it, or no name is free.
 */
export function evaluatedBefore(
  { statement, node }: Header,
  before: readonly string[],
  after: readonly string[],
  context: RepairContext,
): readonly Edit[] | undefined {
  const { text } = context.file;
  const { newline, indent } = layoutOf(context);
  const start = lineStart(text, statement.range[0]);
  const base = indentAt(text, statement.range[0]);
  const written = text.slice(...node.range);
  const name = freeName(NAMES, context);
  if (name === undefined || text.slice(start, statement.range[0]).trim() !== '' || !canMove(node, written, text)) return undefined;
  const lines = [...before, `${indent}${name} = ${written.replace(/\n(?=[^\r\n])/g, `\n${indent}`)}`, ...after];
  return [
    { span: { start, end: start }, text: lines.map((line) => base + line + newline).join('') },
    { span: withParentheses(node, text), text: name },
  ];
}

/** `(await f()).choices` needs its parentheses, `response.choices` does not. */
function withParentheses({ range: [start, end], parent }: ast.Expression, text: string): Edit['span'] {
  const isOwn = (parent?.type === 'Attribute' || parent?.type === 'Subscript') && text[start - 1] === '(' && text[end] === ')';
  return isOwn ? { start: start - 1, end: end + 1 } : { start, end };
}

/** Whether an expression means the same on a line of its own: its line breaks stand in brackets of its own, and in no string. */
function canMove(node: ast.Expression, written: string, text: string): boolean {
  if (!written.includes('\n')) return true;
  const call = node.type === 'Await' ? node.value : node;
  return call.type === 'Call' && !/"""|'''|\\\r?\n/.test(written) && !text.slice(node.range[0], call.func.range[1]).includes('\n');
}

const NAMES = ['response', 'answer', 'reply', 'llm_response', 'llm_answer'];
