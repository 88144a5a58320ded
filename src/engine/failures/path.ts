import type { RetryEvidence, PathEnd } from '../../model/facts/failure-path.js';
import type { Span } from '../../model/span.js';

export type { RetryEvidence } from '../../model/facts/failure-path.js';

/**
 * A layer that tries again, as the flow passes it; `At` is the language's node.
 * - `loop`: a handler in a loop that success leaves;
 * - `recursion`: a handler (or what follows it) that calls its own function;
 * - `repeated`: a function that runs again when its failure has become a value: a poll, `setInterval`;
 * - `wrapper`: a retry library.
 */
export interface Layer<At> {
  readonly kind: 'loop' | 'recursion' | 'repeated' | 'wrapper';
  readonly at: At;
  /** How many of the path's handlers stand behind it; the others are inside, a loop's own is the last of them. */
  readonly beyond: number;
}

/** One way the failure can go, to where it ends. `Blind`, `Handler` and `At` are the language's nodes. */
export interface Path<Blind = never, Handler = never, At = never> {
  readonly end: PathEnd;
  readonly again?: RetryEvidence | undefined;
  /** What it went past: handlers that stand around it and ask for something else; the innermost first. */
  readonly passed?: readonly Blind[];
  /** Handlers that it came to, the innermost first; one that throws on has another behind it. */
  readonly handlers?: readonly Handler[];
  /** For what fails while it is read: the loop in this file that reads it, or the response that it is handed to. */
  readonly read?: { readonly kind: 'loop' | 'response'; readonly span: Span };
  /** The class that comes out, where a layer on the way raises another one than what it was given. */
  readonly raises?: string | undefined;
  /** What tries again on the way, the innermost first. */
  readonly layers?: readonly Layer<At>[];
}
