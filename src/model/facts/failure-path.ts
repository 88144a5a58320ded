import type { EscapingFunction, Place } from '../export-path.js';
import type { End } from './handling.js';

/** What tries again on a failure's way, or that something unseen may. */
export type RetryEvidence =
  | { readonly kind: 'loop' }
  | { readonly kind: 'wrapper'; readonly name: string }
  | { readonly kind: 'ineffective'; readonly name: string; readonly why: string }
  | { readonly kind: 'unknown' };

/**
 * Where one way of a failure ends: `at` is the line of another file where it is unhandled, `exit` how it leaves this
 * one, `unused` that no file of the project uses what is exported, `inObject` that it is a member of an object, which code
 * that gets the object may call unseen.
 */
export type PathEnd =
  | { readonly kind: 'caught' }
  | { readonly kind: 'lost'; readonly end: End; readonly at?: Place }
  | { readonly kind: 'exported'; readonly exit?: EscapingFunction; readonly unused?: true; readonly inObject?: true }
  | { readonly kind: 'unknown' };
