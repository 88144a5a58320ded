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
