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
   * Where a rejected async handler goes: the framework answers 500 (`response`), or nobody has it (`rejection`:
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

/** Modules whose functions or objects take callbacks that nobody waits for. */
export interface EventModule {
  readonly packages: readonly string[];
  /** Exported functions that take a callback: `createServer`. */
  readonly functions: readonly string[];
  /** Methods of what the module's exports hand out: `on` of `new WebSocket()`. */
  readonly methods: readonly string[];
}
