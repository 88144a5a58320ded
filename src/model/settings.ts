import type { Sdk } from './catalog/sdk.js';

/** How the environment is read: one of the runtimes' ways, or a named import from a module of the project. */
export type EnvironmentStyle =
  'process.env' | 'import.meta.env' | 'Deno.env' | 'Bun.env' | { readonly import: string; readonly from: string };

/** A function of the user's own that catches and/or retries: `{ name: 'withRetry', from: '~/lib/retry', retries: true }`. */
export interface WrapperSetting {
  /** Exported name; `default` for a default export. */
  readonly name: string;
  /** Module specifier as the code writes it. */
  readonly from: string;
  /** Place of the function or promise among the arguments; default 0. */
  readonly argument?: number;
  readonly catches?: boolean;
  readonly retries?: boolean;
}

/** `settings.vllm`, with every default filled in. */
export interface Settings {
  /** Environment variable that holds the base URL. */
  readonly envVar: string;
  /** `undefined`: as the file itself reads it, else `process.env`. */
  readonly env: EnvironmentStyle | undefined;
  /** Hosts (`gpu.example.org`, `*.internal`, with or without a port) that may be hard-coded. */
  readonly allowHosts: readonly string[];
  /** The user's own SDK wrappers, in the catalog's form. */
  readonly clients: readonly Sdk[];
  readonly wrappers: readonly WrapperSetting[];
  /** Whether a web framework's handler that lets the failure through is reported. */
  readonly frameworkHandlers: 'report' | 'ignore';
  /** Whether anything in test files is reported: a test that gets no answer fails, and says so. */
  readonly testFiles: 'ignore' | 'report';
  /**
   * Whether other files of the project are read, for callers and for what is imported from them; or the project's root,
   * relative to ESLint's working directory.
   */
  readonly project: boolean | string;
  /** `safe`: only repairs that cannot change behaviour are fixes. `suggested`: each finding's first suggestion is. */
  readonly fixes: 'safe' | 'suggested';
}

export const DEFAULT_SETTINGS: Settings = {
  envVar: 'VLLM_BASE_URL',
  env: undefined,
  allowHosts: [],
  clients: [],
  wrappers: [],
  frameworkHandlers: 'report',
  testFiles: 'ignore',
  project: true,
  fixes: 'safe',
};
