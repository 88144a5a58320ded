import type { BaseUrlFault } from './problems/base-url.js';
import type { BlindRetry } from './problems/blind-retry.js';
import type { Call, RetryOption } from './facts/call.js';
import type { UnboundedConcurrency } from './problems/concurrency.js';
import type { IneffectiveCheck } from './problems/connection-check.js';
import type { IgnoredOption, ImplicitResponses, MissingKey, ProviderFallback } from './problems/client-options.js';
import type { Endpoint } from './facts/endpoint.js';
import type { EngineAsClient } from './problems/offline-engine.js';
import type { RetryWithoutBackoff } from './problems/retry-layers.js';
import type { DeploymentChange } from './deployment-change.js';
import type { Span } from './span.js';
import type { StreamFault } from './problems/stream.js';
import type { TimeoutFault } from './problems/timeout.js';
import type { UncheckedAnswer } from './problems/unchecked-response.js';
import type { SwallowedError } from './problems/swallowed-error.js';

/** What a repair is meant to achieve. A rule chooses it; a language knows how it is written. */
export type Intent =
  /** `process.env.NAME || "<the old literal>"`. */
  | { readonly kind: 'read-endpoint-from-environment'; readonly endpoint: Endpoint }
  /** `try`/`catch` around the statement and what depends on it; `then` says what the handler does after logging. */
  | { readonly kind: 'catch-connection-error'; readonly call: Call; readonly then: 'rethrow' | 'fallback' }
  /** Sets the option that says how often the client or the call tries again; `option` where that is not the call's own. */
  | { readonly kind: 'set-max-retries'; readonly call: Call; readonly retries: number; readonly option?: RetryOption }
  /** Makes a retry wait longer after each failure, and end: options of its library, statements in a loop. */
  | { readonly kind: 'slow-down-retry'; readonly hasty: RetryWithoutBackoff; readonly retries: number }
  /** Wraps the call with the project's retry library, or with a small local helper. */
  | { readonly kind: 'wrap-with-retry'; readonly call: Call; readonly retries: number }
  /** Replaces a test that is never true by the one that is, for this library. */
  | { readonly kind: 'correct-check'; readonly check: IneffectiveCheck }
  /** A handler of its own for the refused connection, beside those that ask for the server's answers. */
  | { readonly kind: 'add-connection-handler'; readonly check: IneffectiveCheck }
  /** An `onError` that logs, for a stream whose call never throws. */
  | { readonly kind: 'add-on-error'; readonly fault: StreamFault }
  /** The loop that reads a stream goes into the `try` that its call is in. */
  | { readonly kind: 'move-reading-into-handler'; readonly fault: StreamFault }
  /** Logs the error that a handler takes without a word; `rethrow` throws it on behind that. */
  | { readonly kind: 'log-swallowed-error'; readonly swallowed: SwallowedError; readonly then: 'go-on' | 'rethrow' }
  /** Tells a retry library which failures to try again. */
  | { readonly kind: 'choose-what-to-retry'; readonly retry: BlindRetry }
  /** Replaces an in-process engine by the client of a server. */
  | { readonly kind: 'use-client'; readonly engine: EngineAsClient }
  /** Writes a base URL as its reader needs it; `safe` where nothing else reads the literal. */
  | { readonly kind: 'correct-base-url'; readonly fault: BaseUrlFault }
  /** Writes an option where the library reads it. */
  | { readonly kind: 'correct-option'; readonly option: IgnoredOption }
  /** Gives a variable a literal to fall back to, or makes the program fail without it. */
  | { readonly kind: 'secure-base-url'; readonly fallback: ProviderFallback; readonly by: 'literal' | 'failure' }
  /** Gives a client a key that a server without keys takes: the variable's, or `EMPTY`. */
  | { readonly kind: 'add-api-key'; readonly missing: MissingKey }
  /** Fails on an answer whose status says that it is an error. */
  | { readonly kind: 'check-status'; readonly answer: UncheckedAnswer }
  /** Gives a request a limit that cuts no answer. */
  | { readonly kind: 'set-timeout'; readonly fault: TimeoutFault }
  /** Lets only so many requests run at once. */
  | { readonly kind: 'limit-concurrency'; readonly concurrency: UnboundedConcurrency; readonly atOnce: number }
  /** Changes a compose file, a manifest or a Dockerfile. */
  | { readonly kind: 'change-deployment'; readonly change: DeploymentChange }
  /** Asks for chat completions by name. */
  | { readonly kind: 'use-chat-completions'; readonly model: ImplicitResponses };

/** One change of the text. Edits of a repair do not overlap. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/**
 * How far a repair may be applied unseen:
 * - `safe`: a running program does the same when the environment is unset; no comment is lost, and no value that a person chose is replaced;
 * - `unsafe`: behaviour may change, so a person chooses it.
 */
export type Applicability = 'safe' | 'unsafe';

/** A repair as one language writes it. */
export interface Repair {
  readonly edits: readonly Edit[];
  readonly applicability: Applicability;
  /** A verb phrase for the editor's menu: "Retry with `p-retry`". */
  readonly title: string;
}

/** What writes the intents of each kind in one language; a kind without an entry has no fix in it. */
export type Writers<Context> = {
  readonly [Kind in Intent['kind']]?: (intent: Extract<Intent, { readonly kind: Kind }>, context: Context) => Repair | undefined;
};
