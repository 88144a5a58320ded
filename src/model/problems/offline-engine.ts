import type { Call } from '../facts/call.js';
import type { Span } from '../span.js';

/**
 * An in-process engine (`vllm.LLM`) that is used as if it were a client of a server: it is given an address, or methods
 * of the OpenAI client are called on it.
 */
export interface EngineAsClient {
  /** The constructor's name. Findings point here. */
  readonly span: Span;
  /** The constructor call. */
  readonly whole: Span;
  /** As it is written: `LLM`. */
  readonly name: string;
  /** The first sign that a client is meant: an option (`api_base`) or a method (`chat.completions.create`). */
  readonly sign: { readonly kind: 'option' | 'method'; readonly name: string };
  /** Calls of methods that a client has and the engine has not. */
  readonly calls: readonly Call[];
}
