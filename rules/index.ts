// Generated from the folder by `npm run new-rule`; do not edit.
import { noBlindRetry } from './no-blind-retry.js';
import { noHardcodedBaseUrl } from './no-hardcoded-base-url.js';
import { noIgnoredEndpointOption } from './no-ignored-endpoint-option.js';
import { noImplicitResponsesApi } from './no-implicit-responses-api.js';
import { noIneffectiveConnectionCheck } from './no-ineffective-connection-check.js';
import { noOfflineEngineAsClient } from './no-offline-engine-as-client.js';
import { noProviderFallback } from './no-provider-fallback.js';
import { noStackedRetries } from './no-stacked-retries.js';
import { noSwallowedConnectionError } from './no-swallowed-connection-error.js';
import { noUnboundedConcurrency } from './no-unbounded-concurrency.js';
import { requireApiKey } from './require-api-key.js';
import { requireConnectionErrorHandling } from './require-connection-error-handling.js';
import { requireRetry } from './require-retry.js';
import { requireRetryBackoff } from './require-retry-backoff.js';
import { requireStatusCheck } from './require-status-check.js';
import { requireStreamErrorHandling } from './require-stream-error-handling.js';
import { requireTimeout } from './require-timeout.js';
import { validBaseUrl } from './valid-base-url.js';

/** Every rule by its id. */
export const rules = {
  'no-blind-retry': noBlindRetry,
  'no-hardcoded-base-url': noHardcodedBaseUrl,
  'no-ignored-endpoint-option': noIgnoredEndpointOption,
  'no-implicit-responses-api': noImplicitResponsesApi,
  'no-ineffective-connection-check': noIneffectiveConnectionCheck,
  'no-offline-engine-as-client': noOfflineEngineAsClient,
  'no-provider-fallback': noProviderFallback,
  'no-stacked-retries': noStackedRetries,
  'no-swallowed-connection-error': noSwallowedConnectionError,
  'no-unbounded-concurrency': noUnboundedConcurrency,
  'require-api-key': requireApiKey,
  'require-connection-error-handling': requireConnectionErrorHandling,
  'require-retry': requireRetry,
  'require-retry-backoff': requireRetryBackoff,
  'require-status-check': requireStatusCheck,
  'require-stream-error-handling': requireStreamErrorHandling,
  'require-timeout': requireTimeout,
  'valid-base-url': validBaseUrl,
};
