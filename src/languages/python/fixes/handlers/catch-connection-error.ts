import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Call } from '../../../../model/facts/call.js';
import type { Repair } from '../../../../model/fix.js';
import { movableStatement } from './block.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from '../context.js';
import { fallbackLines, withDependents } from '../endpoints/fallback.js';
import { evaluatedBefore, headerOf } from '../text/header.js';
import { createImports } from '../text/imports.js';
import { layoutOf } from '../text/layout.js';
import { logStatement } from './log.js';
import { surfacingOf } from './surfacing.js';
import { surround } from './surround.js';

/**
 * Handles a refused connection where it is raised. To throw it on, the statement alone goes into a `try` block: names
 * that it binds can be seen behind it. Of a statement with a block only what is evaluated first goes there. With a fallback, what needs the answer goes with it.
 */
export function catchConnectionError(call: Call, then: 'rethrow' | 'fallback', context: RepairContext): Repair | undefined {
  const at = surfacingOf(call, context);
  const statement = at && movableStatement(at, context);
  if (!at || !statement) return undefined;
  const imports = createImports(context);
  const error = connectionErrorClass(call, at, imports, context);
  const log = logStatement(call, at, imports, context);
  if (error === undefined || log === undefined) return undefined;
  const { indent } = layoutOf(context);
  const first = statement.block[statement.first];
  const header = first && headerOf(call, at, first, context);
  // What would come of a loop or a condition without the answer is for its author to say.
  if (header === 'no' || (header && then === 'fallback')) return undefined;
  const statements = then === 'fallback' ? withDependents(statement, context) : statement;
  const handler = then === 'fallback' ? [log, ...fallbackLines(statements, context)] : [log, 'raise'];
  // An answer like 404 is a `URLError` too, and a handler may wait for it.
  const status =
    call.test?.kind === 'class' && call.test.name === 'URLError'
      ? imports.text({ module: 'urllib.error', name: 'HTTPError' }, at)
      : undefined;
  const others = status === undefined ? [] : [`except ${status}:`, `${indent}raise`];
  const after = [...others, `except ${error}:`, ...handler.map((line) => indent + line)];
  const around = header ? undefined : surround(statements, { before: ['try:'], levels: 1, after }, context);
  const edits = header ? evaluatedBefore(header, ['try:'], after, context) : around && [around];
  if (!edits) return undefined;
  return {
    edits: [...imports.edits(), ...edits],
    applicability: 'unsafe',
    title: then === 'rethrow' ? TITLES.rethrow('raises') : TITLES.fallBack(),
  };
}
