import type { Intent, Repair } from '../../../model/repair.js';
import { addApiKey } from './add-api-key.js';
import { addOnError } from './add-on-error.js';
import { askForChat } from './ask-for-chat.js';
import { catchConnectionError } from './catch-connection-error.js';
import { checkStatus } from './check-status.js';
import { chooseWhatToRetry } from './choose-what-to-retry.js';
import type { RepairContext } from './context.js';
import { correctBaseUrl } from './correct-base-url.js';
import { correctCheck } from './correct-check.js';
import { correctOption } from './correct-option.js';
import { limitConcurrency } from './limit-concurrency.js';
import { moveReadingIntoHandler } from './move-reading-into-handler.js';
import { readEndpointFromEnvironment } from './read-endpoint-from-environment.js';
import { secureBaseUrl } from './secure-base-url.js';
import { setTimeoutOption } from './set-timeout.js';
import { setMaxRetries } from './set-max-retries.js';
import { slowDownRetry } from './slow-down-retry.js';
import { tellOfFailure } from './tell-of-failure.js';
import { wrapWithRetry } from './wrap-with-retry.js';

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
