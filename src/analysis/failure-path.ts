import type { End } from '../model/handling.js';

/** What tries again on the way, or that something unseen may. */
export type Again = { readonly kind: 'loop' } | { readonly kind: 'wrapper'; readonly name: string } | { readonly kind: 'ineffective'; readonly name: string; readonly why: string } | { readonly kind: 'unknown' };

/** One way the failure can go, to where it ends. */
export interface Path {
  readonly end: { readonly kind: 'caught' } | { readonly kind: 'lost'; readonly end: End } | { readonly kind: 'exported' } | { readonly kind: 'unknown' };
  readonly again?: Again | undefined;
}
