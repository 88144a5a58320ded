import * as v from 'valibot';
import { argumentPath } from './place.js';
import { flag, list, name, object, optional, table } from './shapes.js';

/** What a client takes as its base URL, and what it makes of it. */
const baseUrlForm = object({
  /** What the client appends for a chat: `/chat/completions`, `/v1/messages`, `/api/chat`. */
  appends: v.string(),
  /** Whether the base URL has to end in the version (`/v1`), because the client does not add it. */
  versioned: v.boolean(),
  /** Ends that make a wrong URL, because the client adds them itself: `['/v1']`. */
  excess: optional(list(name)),
  /** It puts `http://` in front of a bare `host:port`. */
  addsScheme: flag,
});
export type BaseUrlForm = v.InferOutput<typeof baseUrlForm>;

const ofServer = {
  /** What the base URL looks like; absent = not known, or several forms are right. */
  form: optional(baseUrlForm),
  /** The one server product that speaks the client's API: an id of `src/catalog/servers/self-hosted.ts`. */
  server: optional(name),
};

/** What a base URL looks like by the provider that the model's name begins with: `hosted_vllm` of `hosted_vllm/Qwen/Qwen3-8B`. */
export const providerForms = object({
  /** Place of the model's name. */
  at: argumentPath,
  /** The library that such clients are made of, where it has the name of a server: a file that names it does not name a server. */
  library: optional(name),
  forms: table(object(ofServer)),
});
export type ProviderForms = v.InferOutput<typeof providerForms>;

/** A variable or an attribute that is not read. */
const ignoredSetting = object({
  name,
  /** The one that is read instead. */
  meant: name,
  /** What happens instead, as a sentence part. */
  effect: name,
});
export type IgnoredSetting = v.InferOutput<typeof ignoredSetting>;

/** Attributes of a library's module that only its earlier versions read: `openai.api_base`. */
export const ignoredAttribute = object({
  ...ignoredSetting.pipe[0].entries,
  /** The module of the errors that calls of those versions raise: a program with such a call has such a version. */
  readBy: name,
});

/** The provider's public API that a client asks where it is given no base URL. */
const publicDefault = object({
  host: name,
  /** Values of the option that count as none. */
  when: list(v.picklist(['unset', 'blank'])),
  /** Environment variables that people set for the base URL, and that are not read. */
  ignoredVariables: optional(list(ignoredSetting)),
});
export type PublicDefault = v.InferOutput<typeof publicDefault>;

/** Where a client takes its key, and what comes of none. */
const apiKeyOption = object({
  /** Places of the key; the first is the one to write. */
  at: list(argumentPath),
  /** The variable that it reads by itself. */
  variable: name,
  error: name,
  missing: v.picklist(['construction', 'call']),
  /** Whether a blank key counts as none. */
  refusesBlank: flag,
});
export type ApiKeyOption = v.InferOutput<typeof apiKeyOption>;

/** `null` is Python's `None`, too. */
const timeoutValue = v.picklist(['null', 'zero', 'false', 'infinity']);
export type TimeoutValue = v.InferOutput<typeof timeoutValue>;

/** An option that limits how long a request may take, and what its odd values do. */
export const timeoutOption = object({
  at: argumentPath,
  /** Values with which a request waits without end. */
  endless: optional(list(timeoutValue)),
  /** Values with which every request fails at once, or is refused by the library. */
  fails: optional(list(timeoutValue)),
  /** Without it a request waits without end. */
  required: flag,
  /** Options that end a request, too: `signal`. */
  others: optional(list(argumentPath)),
  /** A value that cuts no answer of a model, as code: the library's own default where it has one. */
  proposal: optional(name),
});
export type TimeoutOption = v.InferOutput<typeof timeoutOption>;

/** A signal that ends a request. */
export interface SignalOption {
  readonly at: string;
  /** Seconds without headers after which the client gives up by itself; absent = never. */
  readonly seconds?: number;
  /** Options that limit a request, too. */
  readonly others: readonly string[];
}

/** A name of an option that is not read. */
export const ignoredName = object({
  at: argumentPath,
  /** What happens instead, as a sentence part. */
  effect: name,
  /** Where the value belongs: in the same object, or in one inside it. */
  meant: optional(argumentPath),
  /** The value is a number of milliseconds, and `meant` takes a signal. */
  asSignal: flag,
  /** It is read from this major of the package on; only reported where the project's version is known. */
  until: optional(object({ package: name, major: v.number() })),
});
export type IgnoredName = v.InferOutput<typeof ignoredName>;

/** Where a constructor or factory takes its options. Several places are tried in turn. */
export const clientOptions = object({
  baseUrl: optional(list(argumentPath)),
  /** Where the number of retries is set; one place. `counts` says what the number means; default `retries`. */
  maxRetries: optional(argumentPath),
  counts: optional(v.picklist(['retries', 'attempts'])),
  /**
   * Options whose value is an LLM object itself: `new SimpleChatEngine({ llm })`. The object is one of an LLM only
   * if one of these is. A place that holds an array or an object literal counts if one of its members does.
   * Its calls fail as those of the object inside do (retries, error, client).
   */
  wraps: optional(list(argumentPath)),
  /**
   * Options whose value is the LLM object inside, for objects that send requests in any case: `Agent(model)`. Where
   * the object inside is visible its calls fail as that one's do, otherwise as the entry says.
   */
  inner: optional(list(argumentPath)),
  ...ofServer,
  /** For clients of many providers: the same by the provider that a model's name begins with. */
  byProvider: optional(providerForms),
  /** The client of a cloud: what it is given is a cloud's address, whatever its host is called. */
  isCloud: flag,
  /** The hosted provider that this client asks without a base URL, where that is not the SDK's. */
  hosted: optional(name),
  /** Where a text names the model: `modelIds` of the SDK says what it tells. */
  model: optional(argumentPath),
  /** The place of `baseUrl` that takes the name of a model, too: a text without a scheme is one. */
  modelOrUrl: optional(argumentPath),
  /**
   * Options that hold the LLM objects which its calls ask, or objects around them, also in a list: `Crew(agents=[…])`. They say who
   * answers; unlike `inner` they say nothing of errors and retries.
   */
  asks: optional(list(argumentPath)),
  /** Where requests go without a base URL; absent = it fails, or that is not known. */
  publicDefault: optional(publicDefault),
  apiKey: optional(apiKeyOption),
  /** Names that people write here and that it never reads. */
  ignored: optional(list(ignoredName)),
  timeout: optional(timeoutOption),
});
export type ClientOptions = v.InferOutput<typeof clientOptions>;
