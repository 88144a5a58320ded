import * as v from 'valibot';
import { failureOverrides, sdkFailure } from './failure.js';
import { clientOptions, ignoredAttribute, ignoredName, providerForms, timeoutOption } from './options.js';
import { argumentPath } from './place.js';
import { flag, list, moduleName, name, object, optional, table } from './shapes.js';
import { source } from './source.js';

/**
 * The vocabulary of the catalog: what a library exports, which calls send a request, where options
 * sit, and how a refused connection shows. Entries are plain data. The schemas give their types, and read the entries that
 * users write in `settings.vllm.clients`; languages import the types alone.
 */

/**
 * What a request is for:
 * - `model`: it asks a model for what the program uses: an answer, a vector, tokens, or gets the model itself (a pull);
 * - `state`: it asks what the server is or has: its health, its version, its models and their details, whether a model answers and
 *   how fast;
 * - `management`: it changes what the server keeps: a file, a batch, a copy of a model, which models are loaded;
 * - `unknown`: neither the method nor the path says.
 */
const callPurpose = v.picklist(['model', 'state', 'management', 'unknown']);
export type CallPurpose = v.InferOutput<typeof callPurpose>;

/**
 * Where the refused connection shows:
 * - `await` (default): the returned promise rejects;
 * - `read`: the call returns an object at once; the failure shows when it is read (`for await`) or when
 *   one of its promises (`finalMessage()`) is awaited;
 * - `never`: neither; it is handed to a callback (`onError`) or an error part.
 */
const surfaces = v.picklist(['await', 'read', 'never']);

/** A method or function that sends a request. */
const callKind = object({
  /** Default `model`. */
  purpose: optional(callPurpose),
  /** `unary` (default), `stream` always, or a stream where the option at this place is true. */
  stream: optional(v.union([v.literal('always'), object({ option: argumentPath })])),
  surfaces: optional(surfaces),
  /** Python: calling it makes a coroutine, which fails when it is awaited. */
  async: flag,
  /** The same where the answer is a stream; absent = as `surfaces` says. `run(agent, input, { stream: true })`. */
  streamSurfaces: optional(surfaces),
  /** JavaScript: what it returns is a promise of the whole answer and an iterator over its parts as well. */
  isIterable: flag,
  /** It sends a request for each element of its first argument; the option that limits how many at a time. */
  concurrency: optional(argumentPath),
  /** Where this call's own number of retries is set. */
  maxRetries: optional(argumentPath),
  /** What it does to the server matters, not its answer: a pull, a model that is loaded. */
  hasEffect: flag,
  /** As `runsTools` of an object: always, or where something is given at this place. */
  runsTools: optional(v.union([v.literal(true), argumentPath])),
  /** Where the model (and so the client) is handed over, or named: `modelIds` of the SDK. */
  model: optional(argumentPath),
  ignored: optional(list(ignoredName)),
  /** Where the call itself takes a base URL: `completion({ baseUrl })` of litellm. */
  baseUrl: optional(list(argumentPath)),
  byProvider: optional(providerForms),
  /** Overrides of the SDK's failure, where one method differs. */
  failure: optional(failureOverrides),
  /** And where the answer is a stream. */
  streamFailure: optional(failureOverrides),
});
export type CallKind = v.InferOutput<typeof callKind>;

/** What a method hands out: the object's kind; `options` where it takes options that override the client's. */
const returns = v.union([name, object({ object: name, options: optional(clientOptions) })]);
export type Returns = v.InferOutput<typeof returns>;

/** An object of an SDK: its methods and what they hand out. */
const objectKind = object({
  /** Dotted paths of methods that send a request: `chat.completions.create`. */
  calls: table(callKind),
  /** Dotted paths of methods that hand out another object: `{ withOptions: 'client' }`. */
  returns: optional(table(returns)),
  /**
   * Members between the object and a method that leave the request the same: `client.with_raw_response.models.list`,
   * `client.models.with_raw_response.list`. `read`: the failure then shows when the answer is entered or read.
   */
  views: optional(table(v.picklist(['same', 'read']))),
  /**
   * Exported places that give it its LLM when its maker does not: `Settings.llm = new Ollama()`.
   * Python: behind the first, those whose models its calls ask besides.
   */
  ambient: optional(list(name)),
  /** Its calls run functions of the program that the model chooses: an agent. What they did would be done again by a retry. */
  runsTools: flag,
  /** It tries again by itself, whatever the options of what is inside say: `model.withRetry()`. */
  retries: flag,
  /** What calling the object itself hands out: `openai('gpt-4o')` of the AI SDK. */
  callable: optional(name),
  /** Calling it, or one of `methods`, gives a model that asks `/responses` from this major of its package on; `instead` asks `/chat/completions`. */
  responses: optional(object({ package: name, since: v.number(), methods: list(name), instead: name })),
  /** Methods that put an object of this kind into a chain, as receiver or argument: `prompt.pipe(model)`, `RunnableSequence.from([prompt, model])`. */
  composes: optional(list(name)),
  /** The kind of object that such a chain is; default this kind. */
  composed: optional(name),
});
export type ObjectKind = v.InferOutput<typeof objectKind>;

const plainClass = v.strictObject({
  kind: v.literal('class'),
  object: name,
  options: optional(clientOptions),
  /** Calling it without `new` works too. */
  call: optional(v.boolean()),
});

/** `new Name(options)`. */
type ClassExport = Readonly<v.InferOutput<typeof plainClass>> & { readonly statics?: Readonly<Record<string, Export>> };
const classExport = object({
  ...plainClass.entries,
  statics: optional(v.lazy((): v.GenericSchema<Readonly<Record<string, Export>>> => table(exported))),
});
/** `name(options)` hands out an object; `sends`: and sends requests to do so. */
const factoryExport = object({ kind: v.literal('factory'), object: name, options: optional(clientOptions), sends: optional(callKind) });
/** An object that is ready to use: the default export of `ollama`. */
const instanceExport = object({ kind: v.literal('instance'), object: name });
/** A function that sends a request: `generateText`. */
const functionExport = object({ kind: v.literal('function'), call: callKind });

/** What a name that a library exports is. `default` is the default export; a namespace import needs no entry. */
export type Export =
  ClassExport | v.InferOutput<typeof factoryExport> | v.InferOutput<typeof instanceExport> | v.InferOutput<typeof functionExport>;
const exported: v.GenericSchema<Export> = v.variant('kind', [classExport, factoryExport, instanceExport, functionExport]);

/** The keys of an SDK's entry. */
export const sdkEntries = {
  /** Short name, as labels and `settings.vllm.clients` use it: `openai`. */
  id: name,
  /** What a person calls it, with article: `the OpenAI SDK`. */
  title: name,
  /**
   * npm names; `name/*` also matches sub-paths. A local module path or alias may stand here in settings.
   * Python: dotted names of the modules that export it, sub-modules included.
   */
  packages: v.pipe(v.array(moduleName), v.nonEmpty('must name a module'), v.readonly()),
  /** Python: the name of the distribution, where what it raises depends on its version: `google-genai`. */
  distribution: optional(name),
  /** Versions that the facts hold for: `4–7`. */
  versions: name,
  source,
  failure: sdkFailure,
  exports: v.pipe(
    v.record(name, exported),
    v.check((exports) => Object.keys(exports).length > 0, 'must name an export'),
    v.readonly(),
  ),
  /** The kinds of objects that the exports hand out, by a name of the entry's own choosing. */
  objects: table(objectKind),
  /** What a prefix of the model's name changes, where the call says it: `ollama/llama3` of LiteLLM. */
  models: optional(object({ at: argumentPath, failures: list(object({ prefixes: list(name), failure: failureOverrides })) })),
  /** The limit of one call, in all that it offers. */
  callTimeout: optional(timeoutOption),
  /** Modules whose exports stand in for a model in tests: a call with one of them sends nothing. */
  doubles: optional(list(name)),
  /** Attributes of its module that set a default, and that it does not read. */
  ignoredAttributes: optional(list(ignoredAttribute)),
  /** Environment variables from which the library reads its base URL by itself. */
  environment: optional(list(name)),
  /** The hosted provider that its clients ask without a base URL; absent where a server of one's own is as likely (`OPENAI_BASE_URL`). */
  hosted: optional(name),
  /**
   * What a text that names a model says of who answers: `prefix` where it begins with a provider (`anthropic/…`,
   * `anthropic:…`), `gateway` where all of them go to the AI SDK's gateway.
   */
  modelIds: optional(v.picklist(['prefix', 'gateway'])),
};

/** An LLM SDK. One file under `src/catalog/sdks` for each language. */
export const sdkSchema = object(sdkEntries);
export type Sdk = v.InferOutput<typeof sdkSchema>;
