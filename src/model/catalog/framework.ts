import type { Source } from './source.js';

/** A web framework whose handlers are an end: whatever they let through, no caller of the project sees. */
export interface AppFramework {
  readonly id: string;
  readonly packages: readonly string[];
  /** Exported names (`default` included) whose call, construction or type is an app or a router. */
  readonly apps: readonly string[];
  /** Methods of an app that take handlers: `get`, `post`, `use`. */
  readonly methods: readonly string[];
  /** Methods of an app that set a handler for errors; `use` counts only with a function of four parameters. */
  readonly errorHandlers: readonly string[];
  /** Exported functions around a handler: `defineEventHandler`. */
  readonly wrappers: readonly string[];
  /** The same, in frameworks that make them global. */
  readonly globalWrappers: readonly string[];
  /**
   * Where a rejected async handler goes: the framework answers 500 (`response`), or it is unhandled (`rejection`:
   * the process ends). `rejectionMajors`: versions of the first package that still do the latter.
   */
  readonly rejected: 'response' | 'rejection';
  readonly rejectionMajors?: readonly number[];
}

/** Files that a framework loads by their place, and the exports that it calls. */
export interface RouteFile {
  readonly framework: string;
  /** Whether an absolute path (with `/`) is such a file. */
  readonly file: RegExp;
  /** Exported names that are handlers; `default` included. */
  readonly exports: ReadonlySet<string>;
}

/** Modules whose functions or objects take callbacks that are not awaited. */
export interface EventModule {
  readonly packages: readonly string[];
  /** Exported functions that take a callback: `createServer`. */
  readonly functions: readonly string[];
  /** Methods of what the module's exports hand out: `on` of `new WebSocket()`. */
  readonly methods: readonly string[];
}

/**
 * Where the failure of a function that a library runs goes:
 * - `unhandled`: the library drops the promise, or ends the process;
 * - `response`: the library answers the request with an error;
 * - `caught`: the library logs the failure, or tells whatever asked;
 * - `caller`: code of the program elsewhere gets it.
 */
export type HostFailure = 'unhandled' | 'response' | 'caught' | 'caller';

/** A library that runs functions of the program: bots, queues, editors, command lines. */
export interface CallbackHost {
  readonly id: string;
  readonly packages: readonly string[];
  /** Exported names whose call or construction takes such a function: `Worker`, `commands.registerCommand`. */
  readonly functions?: readonly string[];
  /** Methods, of what the package's exports make, that take one: `command` of `new Telegraf()`. */
  readonly methods?: readonly string[];
  /** Globals whose call takes one: `Deno.serve`. */
  readonly globals?: readonly string[];
  /** The ends of member chains that count in any file that imports the package: the library passes the object in. */
  readonly members?: readonly string[];
  /** Functions in an object that such a call takes: `consumer.run({ eachMessage })`. */
  readonly options?: readonly string[];
  /** Exported classes by the methods of their subclasses that the library runs. */
  readonly bases?: Readonly<Record<string, readonly string[]>>;
  /** Exported decorators of methods that the library runs. */
  readonly decorators?: readonly string[];
  /** A directive that makes the exports of a file such functions: `use server`. */
  readonly directive?: string;
  readonly failure: HostFailure;
  /** How often the library runs a failed function in all; `1` where it does not run it again. */
  readonly attempts: number;
  /** Methods, options and decorators that set a handler of failures: with one in the file, `failure` may differ. */
  readonly errorHandlers?: readonly string[];
  /** Options that set the number of attempts: with one in the file, `attempts` may differ. */
  readonly retryOptions?: readonly string[];
  readonly source: Source;
}
