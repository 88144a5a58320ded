import type { Intent, Repair } from '../../../model/repair.js';
import type { RepairContext } from './context.js';
import { readEndpointFromEnvironment } from './read-endpoint-from-environment.js';

/** Writes an intent as edits of one Python file; `undefined` where no text would parse, run and keep every comment. */
export function repairPython(intent: Intent, context: RepairContext): Repair | undefined {
  switch (intent.kind) {
    case 'read-endpoint-from-environment':
      return readEndpointFromEnvironment(intent.endpoint, context);
    default:
      return undefined;
  }
}
