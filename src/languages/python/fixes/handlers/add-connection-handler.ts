import { TITLES } from '../../../../engine/fixes/titles.js';
import type { IneffectiveCheck } from '../../../../model/problems/connection-check.js';
import type { Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from '../context.js';
import { createImports } from '../text/imports.js';
import { indentAt, layoutOf, lineEnd, lineStart } from '../text/layout.js';
import { logStatement } from './log.js';
import { nodeAt } from '../text/node-at.js';

/** A clause of its own for the refused connection, behind those that ask for answers of the server; it logs and raises. */
export function addConnectionHandler({ span, call }: IneffectiveCheck, context: RepairContext): Repair | undefined {
  const { text } = context.file;
  const node = nodeAt(span, context);
  const statement = node && tryOf(node);
  const last = statement?.handlers.at(-1);
  if (!statement || !last) return undefined;
  const imports = createImports(context);
  const error = connectionErrorClass(call, statement, imports, context);
  const log = logStatement(call, statement, imports, context);
  if (error === undefined || log === undefined) return undefined;
  const { indent, newline } = layoutOf(context);
  const base = indentAt(text, statement.range[0]);
  const end = lineEnd(text, last.range[1]);
  // Something else on the handler's last line, or in front of the `try`.
  if (
    !/^[ \t]*;?[ \t]*(?:#.*)?$/.test(text.slice(last.range[1], end)) ||
    text.slice(lineStart(text, statement.range[0]), statement.range[0]).trim() !== ''
  )
    return undefined;
  const star = statement.type === 'TryStar' ? '*' : '';
  const lines = [`except${star} ${error}:`, `${indent}${log}`, `${indent}raise`].map((line) => newline + base + line);
  return {
    edits: [...imports.edits(), { span: { start: end, end }, text: lines.join('') }],
    applicability: 'unsafe',
    title: TITLES.logToo(error),
  };
}

function tryOf(node: Node): ast.Try | undefined {
  let at: Node | null = node;
  while (at && at.type !== 'Try' && at.type !== 'TryStar') at = at.parent;
  return at ?? undefined;
}
