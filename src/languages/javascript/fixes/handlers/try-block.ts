import type { Edit } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import type { ProtectedStatements } from './protected-statements.js';

/** Writes `try { … } catch (error) { … }` around statements, their comments and their text kept as they are. */
export function tryBlock(
  { first, last, isBody }: ProtectedStatements,
  error: string,
  handler: readonly string[],
  context: RepairContext,
): Edit {
  const { sourceCode } = context;
  const { text } = sourceCode;
  const { newline, indent } = layoutOf(context);
  const isOwnLine = text.slice(lineStart(text, first.range[0]), first.range[0]).trim() === '';
  const start = isOwnLine ? startWithComments(first, context) : first.range[0];
  const end = endWithComment(last.range[1], text);

  const outer = indentAt(text, first.range[0]);
  const opensHere = !isOwnLine && !isBody && ['{', ':'].includes(sourceCode.getTokenBefore(first)?.value ?? '');
  const own = opensHere ? outer + indent : outer;
  const block = [
    'try {',
    `${own}${indent}${indented(start, end, opensHere ? indent + indent : indent, context)}`,
    `${own}} catch (${error}) {`,
    ...handler.map((line) => own + indent + line),
    `${own}}`,
  ].join(newline);

  const before = isOwnLine || isBody ? '' : newline + own;
  const rest = text.slice(end, lineEnd(text, end));
  const after = rest.trim() === '' || isBody ? '' : newline + (rest.trimStart().startsWith('}') ? outer : own);
  const from = before === '' ? start : start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0);
  const to = after === '' ? end : end + (/^[ \t]*/.exec(rest)?.[0].length ?? 0);
  return { span: { start: from, end: to }, text: before + block + after };
}

/** The text from `start` to `end`, every line after the first one level deeper, save inside strings, templates and plain block comments. */
function indented(start: number, end: number, indent: string, { sourceCode }: RepairContext): string {
  const { text, ast } = sourceCode;
  const fixed = [
    ...ast.tokens.filter((t) => t.type === 'Template' || t.type === 'String' || t.type === 'RegularExpression'),
    ...sourceCode.getAllComments().filter((c) => c.type === 'Block' && !/^(?:[^\n]*\n\s*\*)+[^\n]*$/.test(c.value)),
  ].filter((t) => t.loc.start.line !== t.loc.end.line);
  let result = '';
  for (let at = start; at < end;) {
    const next = text.indexOf('\n', at);
    const stop = next === -1 || next >= end ? end : next + 1;
    result += text.slice(at, stop);
    at = stop;
    if (at < end && !/[\r\n]/.test(text.charAt(at)) && !fixed.some((t) => t.range[0] < at && at < t.range[1])) result += indent;
  }
  return result;
}

/** The start of a statement, or of the comments on the lines right above it; a file's header stays where it is. */
function startWithComments(first: ProtectedStatements['first'], { sourceCode }: RepairContext): number {
  let start = first.range[0];
  let line = first.loc.start.line;
  for (const comment of sourceCode.getCommentsBefore(first).toReversed()) {
    const ownLine = sourceCode.text.slice(lineStart(sourceCode.text, comment.range[0]), comment.range[0]).trim() === '';
    if (!ownLine || comment.loc.end.line < line - 1 || comment.loc.start.line === 1) break;
    start = comment.range[0];
    line = comment.loc.start.line;
  }
  return start;
}

function endWithComment(end: number, text: string): number {
  const rest = text.slice(end, lineEnd(text, end));
  return /^[ \t]*(?:\/\/|\/\*(?:(?!\*\/).)*\*\/[ \t]*$)/.test(rest) ? end + rest.trimEnd().length : end;
}
