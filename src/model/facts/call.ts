import type { ConnectionErrorTest } from '../catalog/failure.js';
import type { CallPurpose } from '../catalog/sdk.js';
import type { Endpoint } from './endpoint.js';
import type { Handling } from './handling.js';
import type { Retry } from './retry.js';
import type { Runtime } from '../runtime.js';
import type { Span } from '../span.js';

/** How an SDK or HTTP client behaves on a refused connection: the numbers that messages quote. */
export interface FailureProfile {
  /** What a person calls the library: "the OpenAI SDK", "`fetch`". */
  readonly library: string;
  /** Requests that are sent before it gives up; 0 = not known, because the project has a version that was not measured. */
  readonly attempts: number;
  /** Seconds until it gives up; 0 = at once, or not measured for this number of requests. */
  readonly seconds: number;
  /** What a language calls it. */
  readonly verb: 'throws' | 'raises';
  /** What is thrown, as code: `APIConnectionError`, `TypeError: fetch failed`. */
  readonly error: string;
  /** The same as messages write it: code in backticks, or words where it depends ("the model's own error"). */
  readonly shown: string;
  /** Whether HTTP 503 and 429 reject too (`fetch` resolves). */
  readonly rejectsOnStatus: boolean;
}

/** A request to an LLM server. */
export interface Call {
  /** The call expression's callee name: `create` of `client.chat.completions.create`. Findings point here. */
  readonly span: Span;
  /** The whole call expression. */
  readonly whole: Span;
  /** The library's id in the catalog: `openai`, `ai`, `fetch`. */
  readonly sdk: string;
  /** How it is written: `client.chat.completions.create`, `fetch`. */
  readonly name: string;
  readonly purpose: CallPurpose;
  readonly runtime: Runtime;
  /**
   * Whether it can be sent a second time; not with a body that can be read once, as that of an incoming request, and not where the
   * program's functions would run again.
   */
  readonly repeatable: boolean;
  readonly failure: FailureProfile;
  readonly test: ConnectionErrorTest | undefined;
  /** Where the failure shows: the returned promise (`await`), reading the result (`read`), an `error` event, or nowhere (`never`). */
  readonly surfaces: 'await' | 'read' | 'event' | 'never';
  /** What it returns: one answer, a stream, or (`unknown`) either. */
  readonly answer: 'unary' | 'stream' | 'unknown';
  readonly handling: Handling;
  /** How it gets out where the handling is `lost` and retries stand around it; absent where the library's own failure does. */
  readonly escape?: Escape | undefined;
  readonly retry: Retry;
  readonly endpoint: Endpoint | undefined;
  /** The hosted provider that certainly answers, at its own address: `Anthropic`. Absent for a server of one's own, and where it is not known. */
  readonly provider?: string | undefined;
  /** It runs functions of the program that the model chooses (an agent): sent again, they would run again. */
  readonly runsTools?: true;
  /** Another branch of the same conditional expression makes the same call with the same outcome: one finding says it. */
  readonly isRepeated?: true;
  /** Where retries of this call can be set in one edit; `undefined` where the library has no such option. */
  readonly retryOption: RetryOption | undefined;
}

/** A failure as it gets out of all that tries again. */
export interface Escape {
  /** Requests of all layers together; `undefined` where that is not known. */
  readonly requests: number | undefined;
  /** Seconds that they take where every connection is refused at once; `undefined` where a wait is not known. */
  readonly seconds: number | undefined;
  /** What is thrown in the end, as code: `tenacity.RetryError`. */
  readonly error: string;
}

/** The place of an option that says how often to try again. */
export interface RetryOption {
  /** Option name: `maxRetries`. */
  readonly name: string;
  /** The value that is there now (a number literal), or `undefined` where the option is absent. */
  readonly value: Span | undefined;
  /** Whose options it goes to where it is absent. */
  readonly at?: 'client' | 'call';
}
