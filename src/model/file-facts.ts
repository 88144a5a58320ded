import type { BaseUrlFault } from './problems/base-url.js';
import type { BlindRetry } from './problems/blind-retry.js';
import type { Call } from './facts/call.js';
import type { UnboundedConcurrency } from './problems/concurrency.js';
import type { IneffectiveCheck } from './problems/connection-check.js';
import type { IgnoredOption, ImplicitResponses, MissingKey, ProviderFallback } from './problems/client-options.js';
import { type DeploymentProblems, NO_DEPLOYMENT_PROBLEMS } from './problems/deployment.js';
import type { Endpoint } from './facts/endpoint.js';
import type { EngineAsClient } from './problems/offline-engine.js';
import type { RetryWithoutBackoff, StackedRetries } from './problems/retry-layers.js';
import type { StreamFault } from './problems/stream.js';
import type { SwallowedError } from './problems/swallowed-error.js';
import type { TimeoutFault } from './problems/timeout.js';
import type { UncheckedAnswer } from './problems/unchecked-response.js';

/**
 * What a source file does: which servers it names and which requests it sends, with what becomes of their failures. Plain
 * data: no tree nodes, nothing of ESLint's. A language computes a field when it is first read.
 */
export interface Facts {
  readonly endpoints: readonly Endpoint[];
  readonly calls: readonly Call[];
}

/** What is wrong in a source file: one field a problem, computed when a rule first reads it. Plain data, as {@link Facts}. */
export interface Problems {
  readonly baseUrls: readonly BaseUrlFault[];
  readonly blindRetries: readonly BlindRetry[];
  readonly concurrency: readonly UnboundedConcurrency[];
  readonly connectionChecks: readonly IneffectiveCheck[];
  /** Of a compose file, a manifest, a Dockerfile; none in source code. */
  readonly deployment: DeploymentProblems;
  readonly ignoredOptions: readonly IgnoredOption[];
  readonly implicitResponses: readonly ImplicitResponses[];
  readonly missingKeys: readonly MissingKey[];
  readonly offlineEngines: readonly EngineAsClient[];
  readonly providerFallbacks: readonly ProviderFallback[];
  readonly retriesWithoutBackoff: readonly RetryWithoutBackoff[];
  readonly stackedRetries: readonly StackedRetries[];
  readonly streams: readonly StreamFault[];
  readonly swallowedErrors: readonly SwallowedError[];
  readonly timeouts: readonly TimeoutFault[];
  readonly uncheckedResponses: readonly UncheckedAnswer[];
}

/** The facts of a file that has nothing to do with LLM servers. */
export const NO_FACTS: Facts = { endpoints: [], calls: [] };

/** The problems of a file that has none. */
export const NO_PROBLEMS: Problems = {
  baseUrls: [],
  blindRetries: [],
  concurrency: [],
  connectionChecks: [],
  deployment: NO_DEPLOYMENT_PROBLEMS,
  ignoredOptions: [],
  implicitResponses: [],
  missingKeys: [],
  offlineEngines: [],
  providerFallbacks: [],
  retriesWithoutBackoff: [],
  stackedRetries: [],
  streams: [],
  swallowedErrors: [],
  timeouts: [],
  uncheckedResponses: [],
};
