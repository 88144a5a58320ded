import type { MissingKey } from '../../../model/client.js';
import type { Edit, Repair } from '../../../model/repair.js';
import type { RepairContext } from './context.js';
import { readVariable } from './environment-read.js';
import { createImports } from './imports.js';
import { indentAt, layoutOf, lineEnd, lineStart } from './layout.js';

/** Gives a client the variable's key, or one that a server without keys takes. */
export function addApiKey({ whole, option, variable, blank }: MissingKey, context: RepairContext): Repair | undefined {
  const call = context.tree.calls.find((c) => c.range[0] === whole.start && c.range[1] === whole.end);
  if (!call) return undefined;
  const imports = createImports(context);
  const { quote } = layoutOf(context);
  const read = readVariable(variable, call, quote, imports, context);
  if (!read) return undefined;
  const value = `${read.text} or ${quote}EMPTY${quote}`;
  const edit: Edit | undefined = blank ? { span: blank, text: value } : added(`${option}=${value}`, whole.end, context);
  return edit && { edits: [...imports.edits(), edit].sort((a, b) => a.span.start - b.span.start), safety: 'review', title: `Give it \`${variable}\`, or \`EMPTY\`` };

  /** Behind the last argument, on a line of its own where that has one. */
  function added(text: string, end: number, { file }: RepairContext): Edit | undefined {
    const last = [...(call?.args ?? []), ...(call?.keywords ?? [])].sort((a, b) => a.range[1] - b.range[1]).at(-1);
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
    return comma === undefined ? { span: { start: stop, end: stop }, text: `,${line}` } : { span: { start: from + rest.length, end: from + rest.length }, text: line };
  }
}
