/**
 * What runs a file's code, as far as a failure shows it:
 * - `browser`: a browser, or an app that is built like a page: an unhandled rejection ends nothing, and errors have no `code`;
 * - `server`: Node, Deno, Bun or Python: a process of its own;
 * - `unknown`: either, or both.
 */
export type Runtime = 'browser' | 'server' | 'unknown';
