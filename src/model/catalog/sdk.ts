import type { CallPurpose, ConnectionErrorTest } from '../facts/call.js';

/**
 * The vocabulary of the catalog: what a library exports, which calls send a request, where options
 * sit, and how a refused connection shows. Entries are plain data; `satisfies Sdk` checks them.
 */

/**
 * A place in the arguments of a call, dotted.
 * - JavaScript: the index, then property names: `'0.configuration.baseURL'`.
 * - Python: a keyword, an index, or both where an argument may be given either way (`'url|0'`), then keys of a
 *   dict or keywords of the call that stands there: `'transport.retries'` of `Client(transport=HTTPTransport(retries=3))`.
 */
export type ArgumentPath = string;

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
  /** Where a text names the model: {@link Sdk.modelIds} says what it tells. */
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

/** A server product whose base URL has an environment variable of its own. */
export interface ServerProduct {
  readonly id: string;
  readonly title: string;
  /** `OLLAMA_BASE_URL`. */
  readonly variable: string;
  /** Default ports that no other LLM server has. */
  readonly ports: readonly number[];
  /** Words of host names, lower case. */
  readonly names: readonly string[];
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

/** An HTTP client. One file under `src/catalog/http` each. A request counts as a call only if its URL is an LLM server's. */
export interface HttpClient {
  readonly id: string;
  /** `` `fetch` ``, `axios`. */
  readonly title: string;
  /** npm names (and `node:http`); a global has none. */
  readonly packages: readonly string[];
  /** Globals it is reached by: `fetch`. */
  readonly globals?: readonly string[];
  readonly versions: string;
  readonly source: string;
  readonly failure: SdkFailure;
  /** Requests by method, where they differ from `failure.attempts`: ky retries GET, not POST. */
  readonly attemptsByMethod?: Readonly<Record<'GET' | 'POST', number>>;
  /** It puts `http://` in front of a URL that has no scheme. */
  readonly addsScheme?: true;
  /** What its answers are made of; only for clients that resolve on every status. */
  readonly answer?: AnswerForm;
  /** Exported names (`default` included) by what they are. */
  readonly exports: Readonly<Record<string, HttpExport>>;
}

/** The answer that an HTTP client hands out whatever the status is. */
export interface AnswerForm {
  /** Members that read the body: `json`, `text`, `body`. Any other member is taken for a look at the answer. */
  readonly reads: readonly string[];
  /** Of them, those that read it piece by piece. */
  readonly streams: readonly string[];
  /** Members that say nothing of the status and read nothing: `close`. */
  readonly silent?: readonly string[];
  /** The member that holds the status: `status`, `statusCode`. */
  readonly status: string;
  /** The member that is true below 300 (below 400 in Requests): `ok`. */
  readonly ok?: string;
  /** A method that throws from 400 on: `raise_for_status`. */
  readonly raises?: string;
  /** Options of the client or the call that make it throw, or may: `raise_for_status=True`, `event_hooks`. */
  readonly options?: readonly ArgumentPath[];
  /** The answer is handed out by this method of the client, not by the request: `getresponse`. */
  readonly from?: string;
}

/** What a name that an HTTP client exports is. */
export type HttpExport =
  /** A function that sends a request. */
  | { readonly kind: 'request'; readonly request: HttpRequest }
  /** A client that is called itself and/or has methods: `axios`, `ky`, `got`, `superagent`. */
  /** Constructing it makes a client: `requests.Session()`, `httpx.AsyncClient(base_url=…)`. */
  | { readonly kind: 'class'; readonly options?: HttpFactory; readonly methods: Readonly<Record<string, HttpRequest>> }
  | {
      readonly kind: 'client';
      readonly request?: HttpRequest;
      readonly methods: Readonly<Record<string, HttpRequest>>;
      readonly factories?: Readonly<Record<string, HttpFactory>>;
    };

/** Where a request function takes its URL and method. */
export interface HttpRequest {
  /** Places of the URL; the first that is there counts. */
  readonly url: readonly ArgumentPath[];
  /** Place of a base URL that comes before the URL: `axios({ baseURL, url })`. */
  readonly baseUrl?: ArgumentPath;
  /** Parts of the URL given one by one: `http.request({ hostname, port, path })`. */
  readonly parts?: { readonly host: readonly ArgumentPath[]; readonly port: ArgumentPath; readonly path: ArgumentPath };
  readonly ignored?: readonly IgnoredName[];
  /** HTTP method: fixed by the function, or the place where it is given. One of `posts` says `POST` where the method is absent or not visible; without them an absent one is `GET`. */
  readonly method: 'GET' | 'POST' | { readonly option: ArgumentPath; readonly posts?: readonly ArgumentPath[] };
  /** Where its body is given; `serializes` where an object is sent as JSON. */
  readonly body?: { readonly at: ArgumentPath; readonly serializes?: true };
  /** Where retries are set, for clients that have them: `1.retry.limit`. */
  readonly maxRetries?: ArgumentPath;
  /**
   * How the failure shows; `event` for `http.request`, whose failure is an `error` event; `read` where it is a
   * context manager or an iterator (`with httpx.stream(…)`). Default `await`.
   */
  readonly surfaces?: 'await' | 'event' | 'read';
  /** It hands out an `Observable`: only its address is looked at, not what becomes of its failure. */
  readonly isObservable?: true;
  /** Python: calling it makes a coroutine or an asynchronous context manager. */
  readonly async?: true;
  /** Overrides of the client's failure, where one function differs: `fetch` of `undici`. */
  readonly failure?: Partial<SdkFailure>;
  readonly timeout?: TimeoutOption;
  readonly signal?: SignalOption;
  /** The same for its answers; `none` where it hands out none that can be read. */
  readonly answer?: AnswerForm | 'none';
}

/** `axios.create({ baseURL })`: hands out a client with a base URL of its own. */
export interface HttpFactory {
  readonly baseUrl?: readonly ArgumentPath[];
  /** Host and port given one by one, the path with each request: `HTTPConnection(host, port)`. */
  readonly parts?: { readonly host: readonly ArgumentPath[]; readonly port: ArgumentPath };
  readonly maxRetries?: ArgumentPath;
  readonly timeout?: TimeoutOption;
}

/** A library that tries again, limits, or turns failures into values. Files under `src/catalog/wrappers`. */
export interface WrapperLibrary {
  readonly id: string;
  readonly packages: readonly string[];
  readonly versions: string;
  readonly source: string;
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
  readonly pace?: RetryPace;
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
export interface RetryPace {
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
  readonly cure?: RetryCure;
}

/** Options of a retry library as a repair writes them. */
export interface RetryCure {
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

/** A Python library that tries again or keeps failures. Files under `src/catalog/python/wrappers`. */
export interface PythonWrapperLibrary {
  readonly id: string;
  readonly packages: readonly string[];
  readonly versions: string;
  readonly source: string;
  readonly exports: Readonly<Record<string, PythonWrapper>>;
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
  readonly pace?: RetryPace;
  /** Place of a function whose result is the answer in the end, instead of an exception. */
  readonly answers?: ArgumentPath;
  /** What decides which failures are tried again; absent = not known. */
  readonly selects?: RetrySelection;
  /** It keeps the failures that it is about and tells nobody: `with suppress(…):`. */
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

/** A hosted provider's documented public address. */
export interface ProviderHost {
  /** `api.openai.com`, or `*.openai.azure.com` for any name below. */
  readonly host: string;
  readonly name: string;
}

/** A path that an OpenAI-compatible server answers. */
export interface ServerPath {
  /** `/v1/chat/completions`; matched at the end of the URL's path, `/v1` optional where `versioned`. */
  readonly path: string;
  /** Who answers: `openai`, `vllm`, `ollama`, `anthropic`. */
  readonly api: string;
  /**
   * How much the path says by itself:
   * - `alone`: nothing else has it (`/chat/completions`);
   * - `own-host`: no other service has it, but for public ones of known names (`/v1/models` of a speech service);
   * - `with-host`: it takes a host that is known to be an LLM server's (`/health`, `/api/chat`).
   */
  readonly proof: 'alone' | 'own-host' | 'with-host';
  /** What a request of it is for; absent = a model has to work for it. */
  readonly purpose?: 'state' | 'management';
  /** It says whether the server works, and nothing but the status of its answer tells. */
  readonly probe?: true;
  /** What it does to the server matters, not its answer: a pull. */
  readonly hasEffect?: true;
}
