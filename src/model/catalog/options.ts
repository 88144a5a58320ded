import type { ArgumentPath } from './place.js';

/** Where a constructor or factory takes its options. Several places are tried in turn. */
export interface ClientOptions {
  readonly baseUrl?: readonly ArgumentPath[];
  /** Where the number of retries is set; one place. `counts` says what the number means; default `retries`. */
  readonly maxRetries?: ArgumentPath;
  readonly counts?: 'retries' | 'attempts';
  /**
   * Options whose value is an LLM object itself: `new SimpleChatEngine({ llm })`. The object is one of an LLM only
   * if one of these is. A place that holds an array or an object literal counts if one of its members does.
   * Its calls fail as those of the object inside do (retries, error, client).
   */
  readonly wraps?: readonly ArgumentPath[];
  /**
   * Options whose value is the LLM object inside, for objects that send requests in any case: `Agent(model)`. Where
   * the object inside is visible its calls fail as that one's do, otherwise as the entry says.
   */
  readonly inner?: readonly ArgumentPath[];
  /** What the base URL looks like; absent = not known, or several forms are right. */
  readonly form?: BaseUrlForm;
  /** For clients of many providers: the same by the provider that a model's name begins with. */
  readonly byProvider?: ProviderForms;
  /** The one server product that speaks the client's API: an id of `src/catalog/servers/self-hosted.ts`. */
  readonly server?: string;
  /** The client of a cloud: what it is given is a cloud's address, whatever its host is called. */
  readonly isCloud?: true;
  /** The hosted provider that this client asks without a base URL, where that is not the SDK's. */
  readonly hosted?: string;
  /** Where a text names the model: `modelIds` of the SDK says what it tells. */
  readonly model?: ArgumentPath;
  /** Where requests go without a base URL; absent = it fails, or that is not known. */
  readonly publicDefault?: PublicDefault;
  readonly apiKey?: ApiKeyOption;
  /** Names that people write here and that it never reads. */
  readonly ignored?: readonly IgnoredName[];
  readonly timeout?: TimeoutOption;
}

/** The provider's public API that a client asks where it is given no base URL. */
export interface PublicDefault {
  readonly host: string;
  /** Values of the option that count as none. */
  readonly when: readonly ('unset' | 'blank')[];
}

/** Where a client takes its key, and what comes of none. */
export interface ApiKeyOption {
  /** Places of the key; the first is the one to write. */
  readonly at: readonly ArgumentPath[];
  /** The variable that it reads by itself. */
  readonly variable: string;
  readonly error: string;
  readonly missing: 'construction' | 'call';
  /** Whether a blank key counts as none. */
  readonly refusesBlank?: true;
}

/** An option that limits how long a request may take, and what its odd values do. */
export interface TimeoutOption {
  readonly at: ArgumentPath;
  /** Values with which a request waits without end. */
  readonly endless?: readonly TimeoutValue[];
  /** Values with which every request fails at once, or is refused by the library. */
  readonly fails?: readonly TimeoutValue[];
  /** Without it a request waits without end. */
  readonly required?: true;
  /** Options that end a request, too: `signal`. */
  readonly others?: readonly ArgumentPath[];
  /** A value that cuts no answer of a model, as code: the library's own default where it has one. */
  readonly proposal?: string;
}

/** `null` is Python's `None`, too. */
export type TimeoutValue = 'null' | 'zero' | 'false' | 'infinity';

/** A signal that ends a request. */
export interface SignalOption {
  readonly at: ArgumentPath;
  /** Seconds without headers after which the client gives up by itself; absent = never. */
  readonly seconds?: number;
  /** Options that limit a request, too. */
  readonly others: readonly ArgumentPath[];
}

/** A name of an option that is not read. */
export interface IgnoredName {
  readonly at: ArgumentPath;
  /** What happens instead, as a sentence part. */
  readonly effect: string;
  /** Where the value belongs: in the same object, or in one inside it. */
  readonly meant?: ArgumentPath;
  /** The value is a number of milliseconds, and `meant` takes a signal. */
  readonly asSignal?: true;
  /** It is read from this major of the package on; only reported where the project's version is known. */
  readonly until?: { readonly package: string; readonly major: number };
}

/** What a base URL looks like by the provider that the model's name begins with: `hosted_vllm` of `hosted_vllm/Qwen/Qwen3-8B`. */
export interface ProviderForms {
  /** Place of the model's name. */
  readonly at: ArgumentPath;
  readonly forms: Readonly<Record<string, Pick<ClientOptions, 'form' | 'server'>>>;
}

/** What a client takes as its base URL, and what it makes of it. */
export interface BaseUrlForm {
  /** What the client appends for a chat: `/chat/completions`, `/v1/messages`, `/api/chat`. */
  readonly appends: string;
  /** Whether the base URL has to end in the version (`/v1`), because the client does not add it. */
  readonly versioned: boolean;
  /** Ends that make a wrong URL, because the client adds them itself: `['/v1']`. */
  readonly excess?: readonly string[];
  /** It puts `http://` in front of a bare `host:port`. */
  readonly addsScheme?: true;
}
