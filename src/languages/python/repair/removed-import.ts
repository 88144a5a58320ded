import type { Edit } from '../../../model/repair.js';
import type * as ast from '../ast.js';
import type { RepairContext } from './context.js';
import { lineEnd, lineStart } from './layout.js';

/** Takes away the import of a name that only one expression reads; `undefined` where something else needs it, or a comment would go with it. */
export function removedImport(use: ast.Expression, { tree, file }: RepairContext): Edit | undefined {
  const { text } = file;
  let name = use;
  while (name.type === 'Attribute') name = name.value;
  const variable = name.type === 'Name' ? tree.variableOf(name) : undefined;
  const [binding, ...more] = variable?.bindings ?? [];
  if (binding?.kind !== 'import' || more.length > 0 || variable?.reads.length !== 1) return undefined;
  const { statement, node: alias } = binding;
  if (/\b__all__\b/.test(text)) return undefined;
  const { names } = statement;
  if (names.length > 1) {
    const index = names.indexOf(alias);
    const [before, after] = [names[index - 1], names[index + 1]];
    const span = after ? { start: alias.range[0], end: after.range[0] } : { start: before?.range[1] ?? alias.range[0], end: alias.range[1] };
    return text.slice(span.start, span.end).includes('#') ? undefined : { span, text: '' };
  }
  const start = lineStart(text, statement.range[0]);
  const end = lineEnd(text, statement.range[1]);
  const isAlone = (text.slice(start, statement.range[0]) + text.slice(statement.range[1], end)).trim() === '' && !text.slice(...statement.range).includes('#');
  const { parent } = statement;
  const isNeeded = parent?.type !== 'Module' && !(parent && 'body' in parent && Array.isArray(parent.body) && parent.body.length > 1 && parent.body.includes(statement));
  if (!isAlone || isNeeded) return undefined;
  return { span: { start, end: Math.min(end + (text[end] === '\r' ? 2 : 1), text.length) }, text: '' };
}
