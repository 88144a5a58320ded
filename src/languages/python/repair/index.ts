import type { Intent, Repair } from '../../../model/repair.js';
import type { RepairContext } from './context.js';

/** Writes an intent as edits of one Python file; `undefined` where no text would parse, run and keep every comment. */
export function repairPython(_intent: Intent, _context: RepairContext): Repair | undefined {
  return undefined;
}
