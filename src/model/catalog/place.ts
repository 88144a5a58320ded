import * as v from 'valibot';

/**
 * A place in the arguments of a call, dotted.
 * - JavaScript: the index, then property names: `'0.configuration.baseURL'`.
 * - Python: a keyword, an index, or several of them where an argument may be given either way (`'url|0'`), then keys of a
 *   dict or keywords of the call that stands there: `'transport.retries'` of `Client(transport=HTTPTransport(retries=3))`.
 */
export const argumentPath = v.pipe(
  v.string(),
  v.regex(
    /^(?:\d+|[\p{ID_Start}_]\p{ID_Continue}*)(?:\|(?:\d+|[\p{ID_Start}_]\p{ID_Continue}*))*(?:\.(?:[\p{ID_Continue}$-]+|\*))*$/u,
    'must be a place among the arguments, such as "0.baseURL" or, in Python, "base_url" or "url|0"',
  ),
);
export type ArgumentPath = v.InferOutput<typeof argumentPath>;
