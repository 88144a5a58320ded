import { TITLES } from '../../../../engine/fixes/titles.js';
import type { MissingKey } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';
import { propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { readVariable } from '../endpoints/environment-read.js';
import { layoutOf, quoted } from '../text/layout.js';
import { newProperty } from './new-property.js';
import { nodeAt } from '../text/node-at.js';

/** Gives a client the variable's key, or one that a server without keys takes. */
export function addApiKey({ whole, option, variable, blank }: MissingKey, context: RepairContext): Repair | undefined {
  const node = nodeAt(whole, context);
  if (node?.type !== 'NewExpression' && node?.type !== 'CallExpression') return undefined;
  const [options] = node.arguments;
  const read = readVariable(variable, node, context);
  if (!read) return undefined;
  const value = `${read.text} || ${quoted('EMPTY', layoutOf(context).quote)}`;
  const title = TITLES.passKey(variable);
  if (blank) return { edits: [...read.edits, { span: blank, text: value }], applicability: 'unsafe', title };
  if (
    options?.type !== 'ObjectExpression' ||
    options.properties.length === 0 ||
    options.properties.some((p) => p.type === 'SpreadElement' || propertyName(p) === option)
  )
    return undefined;
  return { edits: [...read.edits, ...newProperty(options, `${option}: ${value}`, context)], applicability: 'unsafe', title };
}
