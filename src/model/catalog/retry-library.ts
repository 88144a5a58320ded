import type { ArgumentPath } from './place.js';
import type { Source } from './source.js';

/** A library that tries again, limits, or turns failures into values. Files under `src/catalog/retry-libraries/javascript`. */
export interface WrapperLibrary {
  readonly id: string;
  readonly packages: readonly string[];
  readonly versions: string;
  readonly source: Source;
  /** Exported names (`default` included; dotted for members and static methods: `ResultAsync.fromPromise`). */
  readonly exports: Readonly<Record<string, Wrapper>>;
  /** How `require-retry` writes a call through it; absent where it is not one to propose. */
  readonly proposal?: RetryProposal;
}

/** What a function does with a failure of the function (or promise) that it is given. */
export interface Wrapper {
  /** Place of the function or promise. */
  readonly argument: number;
  /**
   * Whether it takes a function to call, a promise that already runs, or an HTTP client that it changes in
   * place: after `axiosRetry(axios)` the client's own requests are tried again.
   */
  readonly takes: 'function' | 'promise' | 'client';
  /** Whether it tries again after a refused connection. */
  readonly retries: 'yes' | 'no';
  /** Whether it keeps the failure from its caller (an error value, an event); otherwise it passes it on. */
  readonly catches: 'yes' | 'no';
  /** Whether what it rejects with in the end is known to be the last error itself. */
  readonly keepsError?: true;
  /** Place of the option that may say 0. */
  readonly maxRetries?: ArgumentPath;
  /** The number in `maxRetries` that means "one request": 0, or 1 where it counts attempts. */
  readonly none?: number;
  /** How often and how soon it tries again by itself. */
  readonly pace?: BackoffPolicy;
  /** What decides which failures are tried again; absent = not known. */
  readonly selects?: RetrySelection;
  /** What it hands out: the result at once (default), a function that does it when called, or an object whose method does. */
  readonly returns?: 'result' | 'function';
  /** Object-style wrappers: methods of what the export hands out when constructed or called, `{ execute: {...} }`. */
  readonly methods?: Readonly<Record<string, Wrapper>>;
  /** A trap: failures that it does not try again although people expect it to; per library major where given. */
  readonly traps?: readonly WrapperTrap[];
  /**
   * It tries again only if the function uses its first parameter: `promiseRetry((retry) => f().catch(retry))`.
   * A sentence part for the message where the function does not.
   */
  readonly needsParameter?: string;
}

/** What a retry library may look at before it tries again. Without any of it, every failure is tried again. */
export interface RetrySelection {
  /** Options that choose: a predicate, exception classes. In Python the place in `on` is one of them. */
  readonly by: readonly ArgumentPath[];
  /** Options whose function hears of each failure and ends the retry by throwing. */
  readonly listeners?: readonly ArgumentPath[];
  /** How `no-blind-retry` writes a choice, where it is one option. */
  readonly proposal?: SelectionProposal;
}

/** How an option of a retry library chooses by what failed. */
export interface SelectionProposal {
  /** Place of the option: `1.shouldRetry`; a keyword in Python. */
  readonly at: ArgumentPath;
  /**
   * JavaScript: the option's value with `TEST` (true for what may pass) about `error` in it:
   * `({ error }) => TEST`. Python: with `CLASSES` (a tuple) in it; `imports` are the names in it.
   */
  readonly template: string;
  readonly imports?: readonly { readonly module: string; readonly name: string }[];
  /** Majors of the package that the proposal is right for; absent = all. */
  readonly majors?: readonly number[];
}

/** How often and how soon a retry library tries again where its options say nothing: measured. */
export interface BackoffPolicy {
  /** Calls in all, the first one included; `endless` where nothing but success ends them. */
  readonly attempts: number | 'endless';
  /** Where the options stand: at the call that gets the function (default), or at the one that made the object whose method it is. */
  readonly options?: 'maker';
  /** Place of the number of retries, where it is not the wrapper's `maxRetries`. */
  readonly retries?: ArgumentPath;
  /** Place of a bare number that means what the option for the number of retries does: `retry(f, 3)`. */
  readonly number?: ArgumentPath;
  /**
   * Seconds from a failure to the next call, what each wait is multiplied by for the one after, and the most it comes to;
   * with jitter, the middle. Absent = it calls again at once.
   */
  readonly wait?: { readonly seconds: number; readonly factor: number; readonly most?: number };
  /** Seconds in all after which it tries no more by itself. */
  readonly within?: number;
  /** Places of options that set the waits. */
  readonly waits?: readonly ArgumentPath[];
  /** Places of other options than those of `selects` that decide whether it tries again, as a time in all. Where one is given the number is not known. */
  readonly ends?: readonly ArgumentPath[];
  /** The export that stands at a place of `ends` where every failure is tried again: `handleAll`. */
  readonly all?: string;
  /** How a repair writes the options; absent = it writes none. */
  readonly cure?: BackoffProposal;
}

/** Options of a retry library as a repair writes them. */
export interface BackoffProposal {
  /** JavaScript: index of the argument that holds the options. */
  readonly argument?: number;
  /** Waits that grow, with jitter, by option; absent where its own are so. */
  readonly wait?: Readonly<Record<string, string>>;
  /** A limit, by option: `RETRIES`, or `RETRIES + 1` where the first call counts. */
  readonly limit?: Readonly<Record<string, string>>;
  /** Exports of the library that stand in these texts. */
  readonly names?: readonly string[];
}

/** When a wrapper does not do what people expect of it. */
export interface WrapperTrap {
  /** Majors of the wrapper's package that it holds for; absent = all. Read from the project's `package.json`. */
  readonly majors?: readonly number[];
  /** Ids of SDKs or HTTP clients whose refused connection is meant; absent = all. */
  readonly of?: readonly string[];
  /** A sentence part for the message: "`p-retry` 4 gives up at once on every `TypeError`, and `fetch failed` is one". */
  readonly why: string;
}

/** A Python library that tries again or keeps failures. Files under `src/catalog/retry-libraries/python`. */
export interface PythonWrapperLibrary {
  readonly id: string;
  readonly packages: readonly string[];
  readonly versions: string;
  readonly source: Source;
  readonly exports: Readonly<Record<string, PythonWrapper>>;
  /** How `require-retry` writes a decorator of it; absent where it is not one to propose. */
  readonly proposal?: PythonRetryProposal;
}

/** A decorator that retries a function on some classes of exceptions. */
export interface PythonRetryProposal {
  /** Of several libraries the one with the lowest rank is written. */
  readonly rank: number;
  /** Exports of the library that stand in the lines as `<name>`. */
  readonly names: readonly string[];
  /** The lines, with `CLASSES` (one class or a tuple) and `ATTEMPTS` (a number) in them. A line may begin with one space: a step of indentation. */
  readonly lines: readonly string[];
}

/** What one function or class of such a library does with a failure. */
export interface PythonWrapper {
  /**
   * How it is put around code:
   * - `decorator`: `@retry`, `@retry(…)`, `retry(…)(function)`;
   * - `iterator`: `for attempt in Retrying(…):` with `with attempt:` inside, or called with a function;
   * - `context`: `with suppress(…):`.
   */
  readonly form: 'decorator' | 'iterator' | 'context';
  /** Calling it with a function makes a coroutine: `await AsyncRetrying(…)(function)`. */
  readonly async?: true;
  readonly retries: 'yes' | 'no';
  /** Whether it keeps the failure from what is around it. */
  readonly catches: 'yes' | 'no';
  /** Place of the exception classes that it is about; without it, or where it is not given, every `Exception`. */
  readonly on?: ArgumentPath;
  /** `all`: every positional argument is an exception class: `suppress(A, B)`. */
  readonly onArguments?: 'all';
  /** Place of the number of attempts, and the number that means one request. */
  readonly attempts?: ArgumentPath;
  /** The function that stands there with the number, if it is not the number itself: `stop_after_attempt` of `stop=stop_after_attempt(3)`. */
  readonly counter?: string;
  /** How often and how soon it tries again by itself. */
  readonly pace?: BackoffPolicy;
  /** Place of a function whose result is the answer in the end, instead of an exception. */
  readonly answers?: ArgumentPath;
  /** What decides which failures are tried again; absent = not known. */
  readonly selects?: RetrySelection;
  /** It keeps the failures that it is about and logs nothing: `with suppress(…):`. */
  readonly silent?: true;
  /** `no`: a generator function that it decorates is called once and handed out before it runs, so nothing of its failure is seen. */
  readonly generators?: 'no';
  /** What it throws in the end instead of the failure, unless the option at `unless` is true. */
  readonly throws?: { readonly error: string; readonly ancestors: readonly string[]; readonly unless: ArgumentPath };
}

/** How a call is written through a retry library. */
export interface RetryProposal {
  /** The import's module and what is imported; `default` for a default import. */
  readonly module: string;
  readonly imported: string;
  /** Local name for the import: `pRetry`. */
  readonly local: string;
  /** The text with `CALL` (an `async () => …` function) and `RETRIES` (a number) in it: `pRetry(CALL, { retries: RETRIES })`. */
  readonly template: string;
  /** What else of the module stands in the template, by its exported name. */
  readonly also?: readonly string[];
  /** Majors that the proposal is right for; absent = all. */
  readonly majors?: readonly number[];
}
