import type { SdkFailure } from './failure.js';
import type { IgnoredName, SignalOption, TimeoutOption } from './options.js';
import type { ArgumentPath } from './place.js';
import type { Source } from './source.js';

/** An HTTP client. One file under `src/catalog/http-clients` each. A request counts as a call only if its URL is an LLM server's. */
export interface HttpClient {
  readonly id: string;
  /** `` `fetch` ``, `axios`. */
  readonly title: string;
  /** npm names (and `node:http`); a global has none. */
  readonly packages: readonly string[];
  /** Globals it is reached by: `fetch`. */
  readonly globals?: readonly string[];
  readonly versions: string;
  readonly source: Source;
  readonly failure: SdkFailure;
  /** Requests by method, where they differ from `failure.attempts`: ky retries GET, not POST. */
  readonly attemptsByMethod?: Readonly<Record<'GET' | 'POST', number>>;
  /** It puts `http://` in front of a URL that has no scheme. */
  readonly addsScheme?: true;
  /** What its answers are made of; only for clients that resolve on every status. */
  readonly answer?: ResponseShape;
  /** Functions that tell its errors of a class, by that class: `isAxiosError`. */
  readonly errorGuards?: Readonly<Record<string, string>>;
  /** Dotted methods that register a function which sees each failure and may send the request again: `interceptors.response.use`. */
  readonly interceptors?: readonly string[];
  /** Python: classes of adapters for its sessions, by the option that makes them retry: `session.mount("http://", HTTPAdapter(max_retries=3))`. */
  readonly adapters?: Readonly<Record<string, string>>;
  /** Exported names (`default` included) by what they are. */
  readonly exports: Readonly<Record<string, HttpExport>>;
}

/** The answer that an HTTP client hands out whatever the status is. */
export interface ResponseShape {
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
  /** Constructing it makes a client: `requests.Session()`, `httpx.AsyncClient(base_url=…)`. */
  | { readonly kind: 'class'; readonly options?: HttpFactory; readonly methods: Readonly<Record<string, HttpRequest>> }
  /** A client that is called itself and/or has methods: `axios`, `ky`, `got`, `superagent`. */
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
  readonly answer?: ResponseShape | 'none';
}

/** `axios.create({ baseURL })`: hands out a client with a base URL of its own. */
export interface HttpFactory {
  readonly baseUrl?: readonly ArgumentPath[];
  /** Host and port given one by one, the path with each request: `HTTPConnection(host, port)`. */
  readonly parts?: { readonly host: readonly ArgumentPath[]; readonly port: ArgumentPath };
  readonly maxRetries?: ArgumentPath;
  readonly timeout?: TimeoutOption;
}
