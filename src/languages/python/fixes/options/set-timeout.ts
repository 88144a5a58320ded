import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Repair } from '../../../../model/fix.js';
import type { TimeoutFault } from '../../../../model/problems/timeout.js';
import type { RepairContext } from '../context.js';
import { newArgument } from './new-argument.js';

/** Writes a limit that cuts no answer: in Python it counts from one piece of an answer to the next. */
export function setTimeoutOption({ kind, at, whole, proposal }: TimeoutFault, context: RepairContext): Repair | undefined {
  if (proposal === undefined) return undefined;
  const call = context.tree.calls.find((c) => c.range[0] === whole.start && c.range[1] === whole.end);
  if (kind !== 'absent')
    return { edits: [{ span: at, text: proposal }], applicability: 'unsafe', title: TITLES.setTimeout(`${proposal} s`) };
  return call && !call.args.some((a) => a.type === 'GeneratorExp')
    ? { edits: [newArgument(call, proposal, context)], applicability: 'unsafe', title: TITLES.set(proposal) }
    : undefined;
}
