// Generated from the folder by `npm run new-rule`; do not edit.
import { noHardcodedBaseUrl } from './no-hardcoded-base-url.js';
import { requireConnectionErrorHandling } from './require-connection-error-handling.js';
import { requireRetry } from './require-retry.js';

/** Every rule by its id. */
export const rules = {
  'no-hardcoded-base-url': noHardcodedBaseUrl,
  'require-connection-error-handling': requireConnectionErrorHandling,
  'require-retry': requireRetry,
};
