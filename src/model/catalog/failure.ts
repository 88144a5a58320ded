/** A test that is true for this library's refused connection, in terms that a language can write. */
export type ConnectionErrorTest =
  /** `error instanceof Class`; the class is exported by `module` as `name`, or hangs on the client class as `Owner.name`. */
  | { readonly kind: 'class'; readonly module: string; readonly name: string }
  /** A static method of an exported class: `RetryError.isInstance(error)`. */
  | { readonly kind: 'static-method'; readonly module: string; readonly name: string; readonly method: string }
  /** `error instanceof TypeError`: a class of the language. */
  | { readonly kind: 'builtin'; readonly name: string }
  /** A property path on the error that is `"ECONNREFUSED"`: `['cause', 'code']`. Node sets it, browsers do not. */
  | { readonly kind: 'code'; readonly path: readonly string[] };

/** How calls of this SDK fail when the server refuses, by default. */
export interface SdkFailure {
  /** Requests sent before it gives up (the first one included). 1 = it does not retry. */
  readonly attempts: number;
  /** Seconds until it gives up on a closed port; 0 = at once. */
  readonly seconds: number;
  /** What is thrown, as a person reads it: `APIConnectionError`; in Python its qualified name: `openai.APIConnectionError`. */
  readonly error: string;
  /** How messages write it, with code in backticks, where one class does not say it: `the model's own error`. */
  readonly shown?: string;
  /** Python: qualified names of the classes that it inherits from, `Exception` left out: an `except` of one of them catches it. */
  readonly ancestors?: readonly string[];
  /** Python: what is thrown instead in cases that a call does not show (the model's prefix, an older version). */
  readonly may?: readonly { readonly error: string; readonly ancestors: readonly string[] }[];
  /**
   * Python: what it was before a major version of the library, the oldest first; `coroutines` where what is awaited raises
   * something else.
   */
  readonly before?: readonly EarlierFailure[];
  /** A test for the refused connection that works. */
  readonly test?: ConnectionErrorTest;
  /** Whether 429 and 503 reject too; default true. */
  readonly rejectsOnStatus?: boolean;
  /** What is thrown where retries are off, if that is another class (`ai`: `APICallError` instead of `RetryError`). */
  readonly untried?: { readonly error: string; readonly test?: ConnectionErrorTest; readonly looks?: ErrorLooks };
  /** JavaScript: what can be asked of the error; absent where it was not measured, or depends. */
  readonly looks?: ErrorLooks;
  /**
   * What a retry may ask for, to leave out what fails the same each time (400, 401, 404); absent where it was not read.
   * JavaScript: the property of an error that is the HTTP status, absent on a refused connection. Python: qualified names
   * of the classes of what may pass: no connection, 429, 5xx.
   */
  readonly passing?: { readonly status: string } | { readonly classes: readonly string[] };
}

/** What a library raised before a major version. */
export interface EarlierFailure extends RaisedClass {
  readonly major: number;
  readonly coroutines?: RaisedClass;
}

/** A class that is raised, with its ancestors and a test for it. */
export interface RaisedClass {
  readonly error: string;
  readonly ancestors: readonly string[];
  readonly test: ConnectionErrorTest;
}

/** What the error of a refused connection says of itself, over all versions of an entry. */
export interface ErrorLooks {
  /** `error.name`. */
  readonly names: readonly string[];
  /** Dotted paths of the property that is `"ECONNREFUSED"`: `cause.code`. */
  readonly codes: readonly string[];
  /** `error.message`, where it is always the same. */
  readonly message?: string;
  /** The message names `ECONNREFUSED`, but not where the host has two addresses (`localhost` on most machines). */
  readonly emptyOnDualStack?: true;
  /** Packages whose class it is; none for a builtin's. */
  readonly packages: readonly string[];
}
