import { TITLES } from '../../../../engine/fixes/titles.js';
import type { MissingKey } from '../../../../model/problems/client-options.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { readVariable } from '../endpoints/environment-read.js';
import { createImports } from '../text/imports.js';
import { layoutOf } from '../text/layout.js';
import { newArgument } from './new-argument.js';

/** Gives a client the variable's key, or one that a server without keys takes. */
export function addApiKey({ whole, option, variable, blank }: MissingKey, context: RepairContext): Repair | undefined {
  const call = context.tree.calls.find((c) => c.range[0] === whole.start && c.range[1] === whole.end);
  if (!call) return undefined;
  const imports = createImports(context);
  const { quote } = layoutOf(context);
  const read = readVariable(variable, call, quote, imports, context);
  if (!read) return undefined;
  const value = `${read.text} or ${quote}EMPTY${quote}`;
  const edit: Edit = blank ? { span: blank, text: value } : newArgument(call, `${option}=${value}`, context);
  return {
    edits: [...imports.edits(), edit].sort((a, b) => a.span.start - b.span.start),
    applicability: 'unsafe',
    title: TITLES.passKey(variable),
  };
}
