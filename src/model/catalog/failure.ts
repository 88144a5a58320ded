import * as v from 'valibot';
import { allOptional, flag, list, name, object, optional } from './shapes.js';

/** A test that is true for this library's refused connection, in terms that a language can write. */
export const connectionErrorTest = v.variant('kind', [
  /** `error instanceof Class`; the class is exported by `module` as `name`, or hangs on the client class as `Owner.name`. */
  object({ kind: v.literal('class'), module: name, name }),
  /** A static method of an exported class: `RetryError.isInstance(error)`. */
  object({ kind: v.literal('static-method'), module: name, name, method: name }),
  /** `error instanceof TypeError`: a class of the language. */
  object({ kind: v.literal('builtin'), name }),
  /** A property path on the error that is `"ECONNREFUSED"`: `['cause', 'code']`. Node sets it, browsers do not. */
  object({ kind: v.literal('code'), path: list(name) }),
]);
export type ConnectionErrorTest = v.InferOutput<typeof connectionErrorTest>;

/** What the error of a refused connection says of itself, over all versions of an entry. */
const errorSignature = object({
  /** `error.name`. */
  names: list(name),
  /** Dotted paths of the property that is `"ECONNREFUSED"`: `cause.code`. */
  codes: list(name),
  /** A part of the `name` of what the same library throws for an answer such as 404. */
  answerError: optional(name),
  /** `error.message`, where it is always the same. */
  message: optional(v.string()),
  /** The message names `ECONNREFUSED`, but not where the host has two addresses (`localhost` on most machines). */
  emptyOnDualStack: flag,
  /** Packages whose class it is; none for a builtin's. */
  packages: list(name),
});
export type ErrorSignature = v.InferOutput<typeof errorSignature>;

const raisedEntries = { error: name, ancestors: list(name), test: connectionErrorTest };
/** A class that is raised, with its ancestors and a test for it. */
const raisedClass = object(raisedEntries);

/** What a library raised before a major version; `coroutines` where what is awaited raises something else. */
const earlierFailure = object({
  ...raisedEntries,
  major: v.number(),
  coroutines: optional(raisedClass),
});

/** How calls of an SDK fail when the server refuses, by default. */
const entries = {
  /** Requests sent before it gives up (the first one included). 1 = it does not retry. */
  attempts: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  /** Seconds until it gives up on a closed port; 0 = at once. */
  seconds: v.pipe(v.number(), v.finite('must be a number of seconds'), v.minValue(0)),
  /** What is thrown, as a person reads it: `APIConnectionError`; in Python its qualified name: `openai.APIConnectionError`. */
  error: name,
  /** How messages write it, with code in backticks, where one class does not say it: `the model's own error`. */
  shown: optional(name),
  /** Python: qualified names of the classes that it inherits from, `Exception` left out: an `except` of one of them catches it. */
  ancestors: optional(list(name)),
  /** Python: what is thrown instead in cases that a call does not show (the model's prefix, an older version). */
  may: optional(list(object({ error: name, ancestors: list(name), test: optional(connectionErrorTest) }))),
  /** Python: what it was before a major version of the library, the oldest first. */
  before: optional(list(earlierFailure)),
  /** A test for the refused connection that works. */
  test: optional(connectionErrorTest),
  /** Whether 429 and 503 reject too; default true. */
  rejectsOnStatus: optional(v.boolean()),
  /** What is thrown where retries are off, if that is another class (`ai`: `APICallError` instead of `RetryError`). */
  untried: optional(object({ error: name, test: optional(connectionErrorTest), looks: optional(errorSignature) })),
  /** JavaScript: what can be asked of the error; absent where it was not measured, or depends. */
  looks: optional(errorSignature),
  /**
   * What a retry may ask for, to leave out what fails the same each time (400, 401, 404); absent where it was not read.
   * JavaScript: the property of an error that is the HTTP status, absent on a refused connection. Python: qualified names
   * of the classes of what may pass: no connection, 429, 5xx.
   */
  passing: optional(v.union([object({ status: name }), object({ classes: list(name) })])),
};

export const sdkFailure = object(entries);
export type SdkFailure = v.InferOutput<typeof sdkFailure>;

/** Overrides of a failure. */
export const failureOverrides = v.pipe(v.strictObject(allOptional(entries)), v.readonly()) as unknown as v.GenericSchema<
  Partial<SdkFailure>
>;
