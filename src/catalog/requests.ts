import type { CallKind } from '../model/catalog.js';

/**
 * The same kind of call for several methods: `requests('chat.completions', ['create', 'list'])` gives
 * `{ 'chat.completions.create': {}, 'chat.completions.list': {} }`. The empty prefix stands for the object itself.
 */
export function requests(prefix: string, names: readonly string[], kind: CallKind = {}): Readonly<Record<string, CallKind>> {
  return Object.fromEntries(names.map((name) => [prefix === '' ? name : `${prefix}.${name}`, kind]));
}
