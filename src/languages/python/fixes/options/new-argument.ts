import type { Edit } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';

/** Adds an argument behind the last one of a call, on a line of its own where that has one. */
export function newArgument(call: ast.Call, text: string, context: RepairContext): Edit {
  const { file } = context;
  const end = call.range[1];
  const last = [...call.args, ...call.keywords].sort((a, b) => a.range[1] - b.range[1]).at(-1);
  if (!last) return { span: { start: end - 1, end: end - 1 }, text };
  const [start, stop] = last.range;
  const isOwnLine = file.text.slice(lineStart(file.text, start), start).trim() === '';
  if (!isOwnLine) return { span: { start: stop, end: stop }, text: `, ${text}` };
  const { newline } = layoutOf(context);
  // Behind a comma, and a comment on the line of the last argument.
  const comma = /^\s*,/.exec(file.text.slice(stop, end))?.[0];
  const from = stop + (comma?.length ?? 0);
  const rest = file.text.slice(from, lineEnd(file.text, from));
  if (!/^[ \t]*(?:#.*)?$/.test(rest)) return { span: { start: stop, end: stop }, text: `, ${text}` };
  const line = `${newline}${indentAt(file.text, start)}${text},`;
  return comma === undefined
    ? { span: { start: stop, end: stop }, text: `,${line}` }
    : { span: { start: from + rest.length, end: from + rest.length }, text: line };
}
