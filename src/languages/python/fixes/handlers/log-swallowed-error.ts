import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { SwallowedError } from '../../../../model/problems/swallowed-error.js';
import type * as ast from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { createImports } from '../text/imports.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { logStatement } from './log.js';

/** Logs the exception in a handler that did nothing with it, and raises it again where that is asked for. */
export function logSwallowedError(fault: SwallowedError, then: 'go-on' | 'rethrow', context: RepairContext): Repair | undefined {
  const handler = context.swallowing().get(fault);
  if (!handler) return undefined;
  const imports = createImports(context);
  const log = logStatement(fault.call, handler, imports, context);
  if (log === undefined) return undefined;
  const edits = handler.type === 'withitem' ? insteadOfSuppress(handler, log, then, context) : inClause(handler, log, then, context);
  return (
    edits && {
      edits: [...imports.edits(), ...edits],
      applicability: 'unsafe',
      title: then === 'go-on' ? TITLES.log('exception') : TITLES.logAndRethrow('exception'),
    }
  );
}

function inClause(
  { body }: ast.ExceptHandler,
  log: string,
  then: 'go-on' | 'rethrow',
  context: RepairContext,
): readonly Edit[] | undefined {
  const { text } = context.file;
  const last = body.at(-1);
  if (!last) return undefined;
  const isInline = text.slice(lineStart(text, last.range[0]), last.range[0]).trim() !== '';
  const separator = isInline ? '; ' : layoutOf(context).newline + indentAt(text, last.range[0]);
  const span = { start: last.range[0], end: last.range[1] };
  if (then === 'rethrow') return [{ span, text: `${log}${separator}raise` }];
  // `pass` says that nothing is done; another way out stays.
  if (last.type === 'Return' || last.type === 'Continue')
    return [{ span: { start: span.start, end: span.start }, text: `${log}${separator}` }];
  return last.type === 'Pass' || (last.type === 'Expr' && text.slice(...last.range) === '...')
    ? [{ span, text: log }]
    : [{ span: { start: span.end, end: span.end }, text: `${separator}${log}` }];
}

/** `with suppress(A, B):` becomes `try:` with an `except (A, B):` behind it. */
function insteadOfSuppress(
  item: ast.WithItem,
  log: string,
  then: 'go-on' | 'rethrow',
  context: RepairContext,
): readonly Edit[] | undefined {
  const { text } = context.file;
  const statement = item.parent;
  const call = item.context_expr;
  if (
    statement?.type !== 'With' ||
    statement.items.length !== 1 ||
    call.type !== 'Call' ||
    call.keywords.length > 0 ||
    call.args.some(({ type }) => type === 'Starred')
  )
    return undefined;
  const [first, last] = [statement.body[0], statement.body.at(-1)];
  const head = first && text.slice(statement.range[0], first.range[0]);
  // Only what is written in the plain form: one line up to the colon, the block below it.
  if (!last || head === undefined || !/^with[ \t]+[^\n#]*:[ \t]*(?:#[^\n]*)?\r?\n/.test(head) || call.args.length === 0) return undefined;
  const { newline, indent } = layoutOf(context);
  const base = indentAt(text, statement.range[0]);
  const end = lineEnd(text, last.range[1]);
  const classes = call.args.map((argument) => text.slice(...argument.range)).join(', ');
  const caught = call.args.length === 1 ? classes : `(${classes})`;
  const lines = [`except ${caught}:`, `${indent}${log}`, ...(then === 'rethrow' ? [`${indent}raise`] : [])];
  return [
    { span: { start: statement.range[0], end: item.range[1] }, text: 'try' },
    { span: { start: end, end }, text: lines.map((line) => newline + base + line).join('') },
  ];
}
