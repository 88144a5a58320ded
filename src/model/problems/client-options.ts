import type { Span } from '../span.js';

/** An option or a variable that is meant for a library and that the library never reads. */
export interface IgnoredOption {
  /** The name as it is written. Findings point here. */
  readonly span: Span;
  /** The option with its value: `baseUrl: url`, `api_base=url`; for a variable, its name alone. */
  readonly whole: Span;
  /** `baseUrl`. */
  readonly name: string;
  /** Who ignores it: `new OpenAI()`. */
  readonly reaches: string;
  /** What happens instead, as a sentence part: "requests go to https://api.openai.com/v1". */
  readonly effect: string;
  /** Where it would be read: `baseURL`, `configuration.baseURL`; absent where it cannot be set. */
  readonly meant?: string;
  /**
   * How it is put right:
   * - `rename`: the same value under another name of the same object;
   * - `nest`: the same value one object deeper;
   * - `signal`: a number of milliseconds becomes a signal;
   * - `none`: by nothing that this place can write.
   */
  readonly remedy: 'rename' | 'nest' | 'signal' | 'none';
}

/** A client whose base URL comes from a variable without which its requests go to a provider's public API. */
export interface ProviderFallback {
  /** The expression that reads the variable, with what stands behind it. */
  readonly span: Span;
  readonly variable: string;
  /** Which value of the variable does it: none at all, or a text without characters. */
  readonly when: 'unset' | 'blank';
  /** `api.openai.com`. */
  readonly host: string;
  readonly reaches: string;
  /** What says that a server of one's own is meant, as code: `VLLM_URL`, `EMPTY`, `Qwen/Qwen3-8B`. */
  readonly sign: string;
  /** A URL to propose where no literal stands there yet. */
  readonly proposal: string;
}

/** A client of a server of one's own that is given no key, though the library refuses to work without one. */
export interface MissingKey {
  /** The client's name where it is made. Findings point here. */
  readonly span: Span;
  /** The call that makes it. */
  readonly whole: Span;
  readonly name: string;
  /** The option that takes the key, in the call's own object or among its keywords: `apiKey`. */
  readonly option: string;
  /** A value that stands there and counts as none: `''`. */
  readonly blank?: Span;
  /** The variable that the library reads by itself. */
  readonly variable: string;
  /** What it throws, and when. */
  readonly error: string;
  readonly at: 'construction' | 'call';
  readonly url: string;
}

/** A model that sends its requests to `/responses`, on a server that need not have it. */
export interface ImplicitResponses {
  /** What is called for a model: `vllm` of `vllm("m")`. */
  readonly span: Span;
  /** As it is written: `vllm`. */
  readonly name: string;
  /** The package and its first major that does so. */
  readonly library: string;
  readonly since: number;
  /** The method that asks for chat completions: `chat`. */
  readonly instead: string;
  /** Method that is called, to be replaced: `languageModel`. */
  readonly method?: string;
}
