import type { BaseUrlFault } from './base-url.js';
import type { BlindRetry } from './blind-retry.js';
import type { Call } from './call.js';
import type { UnboundedConcurrency } from './concurrency.js';
import type { IneffectiveCheck } from './check.js';
import type { IgnoredOption, ImplicitResponses, MissingKey, ProviderFallback } from './client.js';
import type { Endpoint } from './endpoint.js';
import type { EngineAsClient } from './offline-engine.js';
import type { HastyRetry, StackedRetries } from './retry-layers.js';
import type { StreamFault } from './stream.js';
import type { SwallowedError } from './swallowed.js';
import type { TimeoutFault } from './timeout.js';
import type { UncheckedAnswer } from './unchecked-answer.js';

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
