/**
 * What tries a call again after a refused connection:
 * - `sdk`: the SDK itself, by default or by an explicit option;
 * - `wrapper`: a retry library, or a function of this file that tries again;
 * - `loop`: a hand-written loop, or a function that calls itself from its own handler;
 * - `none`: nothing (`reason` says why);
 * - `unknown`: something that this file does not show.
 */
export type Retry =
  | { readonly kind: 'sdk'; readonly attempts: number }
  | { readonly kind: 'wrapper'; readonly name: string }
  | { readonly kind: 'loop' }
  | { readonly kind: 'none'; readonly reason: NoRetryReason }
  | { readonly kind: 'unknown' };

/**
 * Why a call is tried once:
 * - `library`: the SDK or HTTP client does not retry by itself;
 * - `disabled-client`: retries are set to 0 where the client is made;
 * - `disabled-call`: retries are set to 0 at the call;
 * - `ineffective-wrapper`: something wraps the call, and does not retry this failure (`wrapper` says why).
 */
export type NoRetryReason =
  | { readonly kind: 'library' }
  | { readonly kind: 'disabled-client' }
  | { readonly kind: 'disabled-call' }
  | { readonly kind: 'ineffective-wrapper'; readonly wrapper: string; readonly why: string };
