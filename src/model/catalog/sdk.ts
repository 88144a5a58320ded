import type { SdkFailure } from './failure.js';
import type { ClientOptions, IgnoredName, ProviderForms, TimeoutOption } from './options.js';
import type { ArgumentPath } from './place.js';

/**
 * The vocabulary of the catalog: what a library exports, which calls send a request, where options
 * sit, and how a refused connection shows. Entries are plain data; `satisfies Sdk` checks them.
 */

/** An LLM SDK. One file under `src/catalog/sdks` each. */
export interface Sdk {
  /** Short name, as labels and `settings.vllm.clients` use it: `openai`. */
  readonly id: string;
  /** What a person calls it, with article: `the OpenAI SDK`. */
  readonly title: string;
  /**
   * npm names; `name/*` also matches sub-paths. A local module path or alias may stand here in settings.
   * Python: dotted names of the modules that export it, sub-modules included.
   */
  readonly packages: readonly string[];
  /** Python: the name of the distribution, where what it raises depends on its version: `google-genai`. */
  readonly distribution?: string;
  /** Versions that the facts hold for: `4–7`. */
  readonly versions: string;
  /** Where the facts come from: a measurement, a file of the package, a page of its documentation. */
  readonly source: string;
  readonly failure: SdkFailure;
  readonly exports: Readonly<Record<string, Export>>;
  /** The kinds of objects that the exports hand out, by a name of the entry's own choosing. */
  readonly objects: Readonly<Record<string, ObjectKind>>;
  /** What a prefix of the model's name changes, where the call says it: `ollama/llama3` of LiteLLM. */
  readonly models?: {
    readonly at: ArgumentPath;
    readonly failures: readonly { readonly prefixes: readonly string[]; readonly failure: Partial<SdkFailure> }[];
  };
  /** The limit of one call, in all that it offers. */
  readonly callTimeout?: TimeoutOption;
  /** Modules whose exports stand in for a model in tests: a call with one of them sends nothing. */
  readonly doubles?: readonly string[];
  /** Environment variables from which the library reads its base URL by itself. */
  readonly environment?: readonly string[];
  /** The hosted provider that its clients ask without a base URL; absent where a server of one's own is as likely (`OPENAI_BASE_URL`). */
  readonly hosted?: string;
  /**
   * What a text that names a model says of who answers: `prefix` where it begins with a provider (`anthropic/…`,
   * `anthropic:…`), `gateway` where all of them go to the AI SDK's gateway.
   */
  readonly modelIds?: 'prefix' | 'gateway';
}

/** What a name that a library exports is. `default` is the default export; a namespace import needs no entry. */
export type Export =
  /** `new Name(options)`; `call: true` where calling it without `new` works too. */
  | {
      readonly kind: 'class';
      readonly object: string;
      readonly options?: ClientOptions;
      readonly call?: boolean;
      readonly statics?: Readonly<Record<string, Export>>;
    }
  /** `name(options)` hands out an object; `sends`: and sends requests to do so. */
  | { readonly kind: 'factory'; readonly object: string; readonly options?: ClientOptions; readonly sends?: CallKind }
  /** An object that is ready to use: the default export of `ollama`. */
  | { readonly kind: 'instance'; readonly object: string }
  /** A function that sends a request: `generateText`. */
  | { readonly kind: 'function'; readonly call: CallKind };

/** An object of an SDK: its methods and what they hand out. */
export interface ObjectKind {
  /** Dotted paths of methods that send a request: `chat.completions.create`. */
  readonly calls: Readonly<Record<string, CallKind>>;
  /** Dotted paths of methods that hand out another object: `{ withOptions: 'client' }`. */
  readonly returns?: Readonly<Record<string, Returns>>;
  /**
   * Members between the object and a method that leave the request the same: `client.with_raw_response.models.list`,
   * `client.models.with_raw_response.list`. `read`: the failure then shows when the answer is entered or read.
   */
  readonly views?: Readonly<Record<string, 'same' | 'read'>>;
  /** Exported places that give it its LLM when its maker does not: `Settings.llm = new Ollama()`. */
  readonly ambient?: readonly string[];
  /** Its calls run functions of the program that the model chooses: an agent. What they did would be done again by a retry. */
  readonly runsTools?: true;
  /** It tries again by itself, whatever the options of what is inside say: `model.withRetry()`. */
  readonly retries?: true;
  /** What calling the object itself hands out: `openai('gpt-4o')` of the AI SDK. */
  readonly callable?: string;
  /** Calling it, or one of `methods`, gives a model that asks `/responses` from this major of its package on; `instead` asks `/chat/completions`. */
  readonly responses?: { readonly package: string; readonly since: number; readonly methods: readonly string[]; readonly instead: string };
  /** Methods that put an object of this kind into a chain, as receiver or argument: `prompt.pipe(model)`, `RunnableSequence.from([prompt, model])`. */
  readonly composes?: readonly string[];
  /** The kind of object that such a chain is; default this kind. */
  readonly composed?: string;
}

/** What a method hands out: the object's kind; `options` where it takes options that override the client's. */
export type Returns = string | { readonly object: string; readonly options?: ClientOptions };

/** A method or function that sends a request. */
export interface CallKind {
  /** Default `model`. */
  readonly purpose?: CallPurpose;
  /** `unary` (default), `stream` always, or a stream where the option at this place is true. */
  readonly stream?: 'always' | { readonly option: ArgumentPath };
  /**
   * Where the refused connection shows:
   * - `await` (default): the returned promise rejects;
   * - `read`: the call returns an object at once; the failure shows when it is read (`for await`) or when
   *   one of its promises (`finalMessage()`) is awaited;
   * - `never`: neither; it is handed to a callback (`onError`) or an error part.
   */
  readonly surfaces?: 'await' | 'read' | 'never';
  /** Python: calling it makes a coroutine, which fails when it is awaited. */
  readonly async?: true;
  /** The same where the answer is a stream; absent = as `surfaces` says. `run(agent, input, { stream: true })`. */
  readonly streamSurfaces?: 'await' | 'read' | 'never';
  /** Where this call's own number of retries is set. */
  readonly maxRetries?: ArgumentPath;
  /** What it does to the server matters, not its answer: a pull, a model that is loaded. */
  readonly hasEffect?: true;
  /** As {@link ObjectKind.runsTools}: always, or where something is given at this place. */
  readonly runsTools?: true | ArgumentPath;
  /** Where the model (and so the client) is handed over, or named: {@link Sdk.modelIds}. */
  readonly model?: ArgumentPath;
  readonly ignored?: readonly IgnoredName[];
  /** Where the call itself takes a base URL: `completion({ baseUrl })` of litellm. */
  readonly baseUrl?: readonly ArgumentPath[];
  readonly byProvider?: ProviderForms;
  /** Overrides of the SDK's failure, where one method differs. */
  readonly failure?: Partial<SdkFailure>;
  /** And where the answer is a stream. */
  readonly streamFailure?: Partial<SdkFailure>;
}

/**
 * What a request is for:
 * - `model`: it asks a model for what the program uses: an answer, a vector, tokens, or gets the model itself (a pull);
 * - `state`: it asks what the server is or has: its health, its version, its models and their details, whether a model answers and
 *   how fast;
 * - `management`: it changes what the server keeps: a file, a batch, a copy of a model, which models are loaded;
 * - `unknown`: neither the method nor the path says.
 */
export type CallPurpose = 'model' | 'state' | 'management' | 'unknown';
