import { writeFix } from '../../../engine/fixes/write-fix.js';
import type { Intent, Repair, Writers } from '../../../model/fix.js';
import { addApiKey } from './options/add-api-key.js';
import { addOnError } from './handlers/add-on-error.js';
import { useChatCompletions } from './options/use-chat-completions.js';
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
import { logSwallowedError } from './handlers/log-swallowed-error.js';
import { wrapWithRetry } from './retries/wrap-with-retry.js';

/**
 * Writes an intent as edits of one JavaScript or TypeScript file. `undefined` where no text would parse,
 * type-check and keep every comment; never throws for what a file may hold.
 */
export function repairJavaScript(intent: Intent, context: RepairContext): Repair | undefined {
  return writeFix(WRITERS, intent, context);
}

const WRITERS = {
  'read-endpoint-from-environment': ({ endpoint }, context) => readEndpointFromEnvironment(endpoint, context),
  'catch-connection-error': ({ call, then }, context) => catchConnectionError(call, then, context),
  'set-max-retries': ({ call, retries, option }, context) => setMaxRetries(call, retries, context, option),
  'slow-down-retry': ({ hasty, retries }, context) => slowDownRetry(hasty, retries, context),
  'wrap-with-retry': ({ call, retries }, context) => wrapWithRetry(call, retries, context),
  'correct-option': ({ option }, context) => correctOption(option, context),
  'secure-base-url': ({ fallback, by }, context) => secureBaseUrl(fallback, by, context),
  'add-api-key': ({ missing }, context) => addApiKey(missing, context),
  'use-chat-completions': ({ model }, context) => useChatCompletions(model, context),
  'correct-base-url': ({ fault }, context) => correctBaseUrl(fault, context),
  'add-on-error': ({ fault }, context) => addOnError(fault, context),
  'log-swallowed-error': ({ swallowed, then }, context) => logSwallowedError(swallowed, then, context),
  'choose-what-to-retry': ({ retry }, context) => chooseWhatToRetry(retry, context),
  'move-reading-into-handler': ({ fault }, context) => moveReadingIntoHandler(fault, context),
  'set-timeout': ({ fault }, context) => setTimeoutOption(fault, context),
  'limit-concurrency': ({ concurrency, atOnce }, context) => limitConcurrency(concurrency, atOnce, context),
  'check-status': ({ answer }, context) => checkStatus(answer, context),
  'correct-check': ({ check }, context) => correctCheck(check, context),
} satisfies Writers<RepairContext>;
