import { TITLES } from '../../../../engine/fixes/titles.js';
import type { IneffectiveCheck } from '../../../../model/problems/connection-check.js';
import type { Repair } from '../../../../model/fix.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from '../context.js';
import { createImports } from '../text/imports.js';
import { nodeAt } from '../text/node-at.js';

/** Adds the class that the library raises to one that it never does: what else is asked for stays. */
export function correctCheck({ span, asked, call, raised }: IneffectiveCheck, context: RepairContext): Repair | undefined {
  // The retry may raise the failure itself (`reraise=True`), or the handler take the retry's class: its author knows.
  if (raised !== undefined) return undefined;
  const node = nodeAt(span, context);
  // A tuple that has a name may hold classes for other calls.
  const kind = node && context.evaluator.valueOf(node).kind;
  if (!node || (kind !== 'external' && kind !== 'builtin')) return undefined;
  const imports = createImports(context);
  const error = connectionErrorClass(call, node, imports, context);
  if (error === undefined || error === asked) return undefined;
  const classes = error.startsWith('(') ? error.slice(1, -1) : error;
  const isListed = node.parent?.type === 'Tuple';
  const written = `${context.tree.textOf(node)}, ${classes}`;
  return {
    edits: [...imports.edits(), { span, text: isListed ? written : `(${written})` }],
    applicability: 'unsafe',
    title: TITLES.catchToo(classes),
  };
}
