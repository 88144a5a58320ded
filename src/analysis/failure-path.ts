import type { End } from '../model/handling.js';
import type { Span } from '../model/span.js';

/** What tries again on the way, or that something unseen may. */
export type Again = { readonly kind: 'loop' } | { readonly kind: 'wrapper'; readonly name: string } | { readonly kind: 'ineffective'; readonly name: string; readonly why: string } | { readonly kind: 'unknown' };

/** One way the failure can go, to where it ends. `Blind` and `Handler` are the language's nodes. */
export interface Path<Blind = never, Handler = never> {
  readonly end: { readonly kind: 'caught' } | { readonly kind: 'lost'; readonly end: End } | { readonly kind: 'exported' } | { readonly kind: 'unknown' };
  readonly again?: Again | undefined;
  /** What it went past: handlers that stand around it and ask for something else; the innermost first. */
  readonly passed?: readonly Blind[];
  /** Handlers that it came to, the innermost first; one that throws on has another behind it. */
  readonly handlers?: readonly Handler[];
  /** For what fails while it is read: the loop in this file that reads it, or the response that it is handed to. */
  readonly read?: { readonly kind: 'loop' | 'response'; readonly span: Span };
}
