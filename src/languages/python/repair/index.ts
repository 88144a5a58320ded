import type { Intent, Repair } from '../../../model/repair.js';
import { catchConnectionError } from './catch-connection-error.js';
import type { RepairContext } from './context.js';
import { readEndpointFromEnvironment } from './read-endpoint-from-environment.js';

/** Writes an intent as edits of one Python file; `undefined` where no text would parse, run and keep every comment. */
export function repairPython(intent: Intent, context: RepairContext): Repair | undefined {
  switch (intent.kind) {
    case 'read-endpoint-from-environment':
      return readEndpointFromEnvironment(intent.endpoint, context);
    case 'catch-connection-error':
      return catchConnectionError(intent.call, intent.then, context);
    default:
      return undefined;
  }
}
