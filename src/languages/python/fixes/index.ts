import { writeFix } from '../../../engine/fixes/write-fix.js';
import type { Intent, Repair, Writers } from '../../../model/fix.js';
import { addConnectionHandler } from './handlers/add-connection-handler.js';
import { addApiKey } from './options/add-api-key.js';
import { catchConnectionError } from './handlers/catch-connection-error.js';
import { checkStatus } from './handlers/check-status.js';
import { chooseWhatToRetry } from './retries/choose-what-to-retry.js';
import type { RepairContext } from './context.js';
import { correctBaseUrl } from './endpoints/correct-base-url.js';
import { correctCheck } from './handlers/correct-check.js';
import { correctOption } from './options/correct-option.js';
import { fitLines } from './text/fit-lines.js';
import { limitConcurrency } from './retries/limit-concurrency.js';
import { moveReadingIntoHandler } from './handlers/move-reading-into-handler.js';
import { readEndpointFromEnvironment } from './endpoints/read-endpoint-from-environment.js';
import { withoutUnusedImports } from './text/removed-import.js';
import { secureBaseUrl } from './endpoints/secure-base-url.js';
import { setTimeoutOption } from './options/set-timeout.js';
import { setMaxRetries } from './retries/set-max-retries.js';
import { slowDownRetry } from './retries/slow-down-retry.js';
import { logSwallowedError } from './handlers/log-swallowed-error.js';
import { useClient } from './options/use-client.js';
import { wrapWithRetry } from './retries/wrap-with-retry.js';

/**
 * Writes an intent as edits of one Python file; `undefined` where no text would parse, run and keep every comment.
 * Never throws for what a file may hold.
 */
export function repairPython(intent: Intent, context: RepairContext): Repair | undefined {
  const repair = writeFix(WRITERS, intent, context);
  if (!repair) return undefined;
  return fitLines(repair.applicability === 'safe' ? repair : withoutUnusedImports(repair, context), context);
}

const WRITERS = {
  'read-endpoint-from-environment': ({ endpoint }, context) => readEndpointFromEnvironment(endpoint, context),
  'catch-connection-error': ({ call, then }, context) => catchConnectionError(call, then, context),
  'set-max-retries': ({ call, retries, option }, context) => setMaxRetries(call, retries, context, option),
  'wrap-with-retry': ({ call, retries }, context) => wrapWithRetry(call, retries, context),
  'add-connection-handler': ({ check }, context) => addConnectionHandler(check, context),
  'slow-down-retry': ({ hasty, retries }, context) => slowDownRetry(hasty, retries, context),
  'log-swallowed-error': ({ swallowed, then }, context) => logSwallowedError(swallowed, then, context),
  'choose-what-to-retry': ({ retry }, context) => chooseWhatToRetry(retry, context),
  'move-reading-into-handler': ({ fault }, context) => moveReadingIntoHandler(fault, context),
  'set-timeout': ({ fault }, context) => setTimeoutOption(fault, context),
  'limit-concurrency': ({ concurrency, atOnce }, context) => limitConcurrency(concurrency, atOnce, context),
  'check-status': ({ answer }, context) => checkStatus(answer, context),
  'correct-check': ({ check }, context) => correctCheck(check, context),
  'correct-option': ({ option }) => correctOption(option),
  'secure-base-url': ({ fallback, by }, context) => secureBaseUrl(fallback, by, context),
  'add-api-key': ({ missing }, context) => addApiKey(missing, context),
  'correct-base-url': ({ fault }, context) => correctBaseUrl(fault, context),
  'use-client': ({ engine }, context) => useClient(engine, context),
} satisfies Writers<RepairContext>;
