import type { IneffectiveCheck } from '../../../model/check.js';
import type { Repair } from '../../../model/repair.js';
import { connectionErrorClass } from './connection-error.js';
import type { RepairContext } from './context.js';
import { createImports } from './imports.js';
import { nodeAt } from './node-at.js';

/** Puts the class that the library raises in the place of one that it never does. */
export function correctCheck({ span, asked, call, raised }: IneffectiveCheck, context: RepairContext): Repair | undefined {
  // The retry may raise the failure itself (`reraise=True`), or the handler take the retry's class: its author knows.
  if (raised !== undefined) return undefined;
  const node = nodeAt(span, context);
  // A tuple that has a name may hold classes for other calls.
  const kind = node && context.evaluator.valueOf(node).kind;
  if (!node || (kind !== 'external' && kind !== 'builtin')) return undefined;
  const imports = createImports(context);
  const error = connectionErrorClass(call, node, imports);
  if (error === undefined || error === asked) return undefined;
  return { edits: [...imports.edits(), { span, text: error }], safety: 'review', title: `Catch \`${error}\` instead of \`${asked}\`` };
}
