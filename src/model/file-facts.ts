import type { BaseUrlFault } from './problems/base-url.js';
import type { BlindRetry } from './problems/blind-retry.js';
import type { Call } from './facts/call.js';
import type { UnboundedConcurrency } from './problems/concurrency.js';
import type { IneffectiveCheck } from './problems/connection-check.js';
import type { IgnoredOption, ImplicitResponses, MissingKey, ProviderFallback } from './problems/client-options.js';
import type { Endpoint } from './facts/endpoint.js';
import type { EngineAsClient } from './problems/offline-engine.js';
import type { HastyRetry, StackedRetries } from './problems/retry-layers.js';
import type { StreamFault } from './problems/stream.js';
import type { SwallowedError } from './problems/swallowed-error.js';
import type { TimeoutFault } from './problems/timeout.js';
import type { UncheckedAnswer } from './problems/unchecked-response.js';

/** All that is known of one source file. Plain data: no tree nodes, nothing of ESLint's. */
export interface Facts {
  readonly endpoints: readonly Endpoint[];
  readonly calls: readonly Call[];
  readonly checks: readonly IneffectiveCheck[];
  readonly engines: readonly EngineAsClient[];
  readonly streams: readonly StreamFault[];
  readonly answers: readonly UncheckedAnswer[];
  readonly concurrency: readonly UnboundedConcurrency[];
  readonly timeouts: readonly TimeoutFault[];
  readonly stackedRetries: readonly StackedRetries[];
  readonly hastyRetries: readonly HastyRetry[];
  readonly baseUrlFaults: readonly BaseUrlFault[];
  readonly ignoredOptions: readonly IgnoredOption[];
  readonly providerFallbacks: readonly ProviderFallback[];
  readonly missingKeys: readonly MissingKey[];
  readonly implicitResponses: readonly ImplicitResponses[];
  readonly swallowed: readonly SwallowedError[];
  readonly blindRetries: readonly BlindRetry[];
}

/** What is known of clients where they are made, and of options that nobody reads. */
export type ClientFacts = Pick<Facts, 'ignoredOptions' | 'providerFallbacks' | 'missingKeys' | 'implicitResponses'>;

/** The facts of a file that has nothing to do with LLM servers. */
export const NO_FACTS: Facts = {
  endpoints: [],
  calls: [],
  checks: [],
  engines: [],
  streams: [],
  answers: [],
  timeouts: [],
  stackedRetries: [],
  hastyRetries: [],
  concurrency: [],
  baseUrlFaults: [],
  ignoredOptions: [],
  providerFallbacks: [],
  missingKeys: [],
  implicitResponses: [],
  swallowed: [],
  blindRetries: [],
};
