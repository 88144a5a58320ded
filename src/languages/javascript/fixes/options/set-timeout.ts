import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Repair } from '../../../../model/fix.js';
import type { TimeoutFault } from '../../../../model/problems/timeout.js';
import type { RepairContext } from '../context.js';
import { variableNamed } from '../text/names.js';
import { newProperty } from './new-property.js';
import { nodeAt } from '../text/node-at.js';

/** Writes a limit that cuts no answer. */
export function setTimeoutOption({ kind, at, whole, proposal }: TimeoutFault, context: RepairContext): Repair | undefined {
  if (proposal === undefined) return undefined;
  if (kind === 'absent') {
    const call = nodeAt(whole, context);
    const options = call?.type === 'CallExpression' ? call.arguments.at(-1) : undefined;
    return options?.type === 'ObjectExpression'
      ? {
          edits: [...newProperty(options, proposal, context)],
          applicability: 'unsafe',
          title: TITLES.setTimeout(`${proposal.replace(/^\w+: /, '')} ms`),
        }
      : undefined;
  }
  if (kind !== 'signal')
    return { edits: [{ span: at, text: proposal }], applicability: 'unsafe', title: TITLES.setTimeout(`${proposal} ms`) };
  const node = nodeAt(whole, context);
  if (node?.type !== 'CallExpression' || variableNamed('AbortSignal', node, context.sourceCode)) return undefined;
  const [, init] = node.arguments;
  return init?.type === 'ObjectExpression' && init.properties.length > 0
    ? { edits: [...newProperty(init, proposal, context)], applicability: 'unsafe', title: TITLES.addSignal() }
    : undefined;
}
