import type { Intent, Repair } from '../../../model/fix.js';
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
import { tellOfFailure } from './handlers/log-swallowed-error.js';
import { useClient } from './options/use-client.js';
import { wrapWithRetry } from './retries/wrap-with-retry.js';

/**
 * Writes an intent as edits of one Python file; `undefined` where no text would parse, run and keep every comment.
 * Never throws for what a file may hold.
 */
export function repairPython(intent: Intent, context: RepairContext): Repair | undefined {
  const repair = written(intent, context);
  if (!repair) return undefined;
  return fitLines(repair.safety === 'safe' ? repair : withoutUnusedImports(repair, context), context);
}

function written(intent: Intent, context: RepairContext): Repair | undefined {
  switch (intent.kind) {
    case 'read-endpoint-from-environment':
      return readEndpointFromEnvironment(intent.endpoint, context);
    case 'catch-connection-error':
      return catchConnectionError(intent.call, intent.then, context);
    case 'set-max-retries':
      return setMaxRetries(intent.call, intent.retries, context, intent.option);
    case 'wrap-with-retry':
      return wrapWithRetry(intent.call, intent.retries, context);
    case 'add-connection-handler':
      return addConnectionHandler(intent.check, context);
    case 'slow-down-retry':
      return slowDownRetry(intent.hasty, intent.retries, context);
    case 'add-on-error':
      return undefined;
    case 'tell-of-failure':
      return tellOfFailure(intent.swallowed, intent.then, context);
    case 'choose-what-to-retry':
      return chooseWhatToRetry(intent.retry, context);
    case 'move-reading-into-handler':
      return moveReadingIntoHandler(intent.fault, context);
    case 'set-timeout':
      return setTimeoutOption(intent.fault, context);
    case 'limit-concurrency':
      return limitConcurrency(intent.concurrency, intent.atOnce, context);
    case 'check-status':
      return checkStatus(intent.answer, context);
    case 'correct-check':
      return correctCheck(intent.check, context);
    case 'correct-option':
      return correctOption(intent.option);
    case 'secure-base-url':
      return secureBaseUrl(intent.fallback, intent.by, context);
    case 'add-api-key':
      return addApiKey(intent.missing, context);
    case 'ask-for-chat':
      return undefined;
    case 'correct-base-url':
      return correctBaseUrl(intent.fault, context);
    case 'use-client':
      return useClient(intent.engine, context);
  }
}
