import type { TSESTree } from '@typescript-eslint/utils';
import type { Edit } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd } from '../text/layout.js';

/** Adds a property behind the last one of an object, on a line of its own where the last one has one. */
export function newProperty(object: TSESTree.ObjectExpression, text: string, context: RepairContext): readonly Edit[] {
  const { sourceCode } = context;
  const last = object.properties.at(-1);
  if (!last) return [insert(object.range[0] + 1, sourceCode.getText(object) === '{}' ? ` ${text} ` : ` ${text},`)];
  const comma = sourceCode.getTokenAfter(last);
  const hasComma = comma?.value === ',';
  const isOwnLine = sourceCode.getTokenBefore(last)?.loc.end.line !== last.loc.start.line;
  if (!isOwnLine) return [insert(last.range[1], `, ${text}`)];
  // The comment on the last property's line stays with it.
  const end = hasComma ? comma.range[1] : last.range[1];
  const rest = sourceCode.text.slice(end, lineEnd(sourceCode.text, end));
  const at = /^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(rest) ? end + rest.length : end;
  const line = `${layoutOf(context).newline}${indentAt(sourceCode.text, last.range[0])}${text}${hasComma ? ',' : ''}`;
  if (hasComma) return [insert(at, line)];
  return at === end ? [insert(end, `,${line}`)] : [insert(end, ','), insert(at, line)];
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}
