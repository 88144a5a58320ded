import type { Intent, Repair } from '../../../model/fix.js';
import { addApiKey } from './options/add-api-key.js';
import { addOnError } from './handlers/add-on-error.js';
import { askForChat } from './options/use-chat-completions.js';
import { catchConnectionError } from './handlers/catch-connection-error.js';
import { checkStatus } from './handlers/check-status.js';
import { chooseWhatToRetry } from './retries/choose-what-to-retry.js';
import type { RepairContext } from './context.js';
import { correctBaseUrl } from './endpoints/correct-base-url.js';
import { correctCheck } from './handlers/correct-check.js';
import { correctOption } from './options/correct-option.js';
import { limitConcurrency } from './retries/limit-concurrency.js';
import { moveReadingIntoHandler } from './handlers/move-reading-into-handler.js';
import { readEndpointFromEnvironment } from './endpoints/read-endpoint-from-environment.js';
import { secureBaseUrl } from './endpoints/secure-base-url.js';
import { setTimeoutOption } from './options/set-timeout.js';
import { setMaxRetries } from './retries/set-max-retries.js';
import { slowDownRetry } from './retries/slow-down-retry.js';
import { tellOfFailure } from './handlers/log-swallowed-error.js';
import { wrapWithRetry } from './retries/wrap-with-retry.js';

/**
 * Writes an intent as edits of one JavaScript or TypeScript file. `undefined` where no text would parse,
 * type-check and keep every comment; never throws for what a file may hold.
 */
export function repairJavaScript(intent: Intent, context: RepairContext): Repair | undefined {
  switch (intent.kind) {
    case 'read-endpoint-from-environment':
      return readEndpointFromEnvironment(intent.endpoint, context);
    case 'catch-connection-error':
      return catchConnectionError(intent.call, intent.then, context);
    case 'set-max-retries':
      return setMaxRetries(intent.call, intent.retries, context, intent.option);
    case 'slow-down-retry':
      return slowDownRetry(intent.hasty, intent.retries, context);
    case 'wrap-with-retry':
      return wrapWithRetry(intent.call, intent.retries, context);
    case 'correct-option':
      return correctOption(intent.option, context);
    case 'secure-base-url':
      return secureBaseUrl(intent.fallback, intent.by, context);
    case 'add-api-key':
      return addApiKey(intent.missing, context);
    case 'ask-for-chat':
      return askForChat(intent.model, context);
    case 'correct-base-url':
      return correctBaseUrl(intent.fault, context);
    case 'add-on-error':
      return addOnError(intent.fault, context);
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
    case 'add-connection-handler':
    case 'use-client':
      return undefined;
  }
}
