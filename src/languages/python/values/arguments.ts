import type { ArgumentPath } from '../../../model/catalog/place.js';
import type * as ast from '../syntax/ast.js';
import { stringOf } from '../syntax/tree.js';
import type { Value } from './value.js';

/**
 * What stands at a place of a call's arguments:
 * - `given`: this expression;
 * - `absent`: nothing;
 * - `unknown`: `**options` or `*arguments` may hold it.
 */
export type Argument =
  { readonly kind: 'given'; readonly node: ast.Expression } | { readonly kind: 'absent' } | { readonly kind: 'unknown' };

const ABSENT: Argument = { kind: 'absent' };
const UNKNOWN: Argument = { kind: 'unknown' };
const NONE: ReadonlySet<ast.Node> = new Set();
/** Dicts spread into one another that are followed. */
const MAX_SPREADS = 8;

/** Reads `base_url`, `url|0`, `transport.retries` or `config_list.*.base_url` of a call; dicts behind names are followed with `valueOf`. */
export function argumentAt(call: ast.Call, place: ArgumentPath, valueOf: (node: ast.Node) => Value): Argument {
  const [first = '', ...path] = place.split('.');
  let found = among(call, first, valueOf);
  for (const name of path) {
    if (found.kind !== 'given') return found;
    found = inside(found.node, name, valueOf);
  }
  return found;
}

/** `url|0`: a keyword, or an argument by its position. */
function among(call: ast.Call, names: string, valueOf: (node: ast.Node) => Value): Argument {
  let found: Argument = ABSENT;
  for (const name of names.split('|')) {
    const at = /^\d+$/.test(name) ? positional(call, Number(name)) : keyword(call, name, valueOf);
    if (at.kind === 'given') return at;
    if (at.kind === 'unknown') found = at;
  }
  return found;
}

function positional(call: ast.Call, index: number): Argument {
  if (call.args.slice(0, index + 1).some((a) => a.type === 'Starred')) return UNKNOWN;
  const node = call.args[index];
  return node ? { kind: 'given', node } : ABSENT;
}

function keyword(call: ast.Call, name: string, valueOf: (node: ast.Node) => Value, seen: ReadonlySet<ast.Node> = NONE): Argument {
  const own = call.keywords.find((k) => k.arg === name);
  if (own) return { kind: 'given', node: own.value };
  let open = false;
  for (const spread of call.keywords.filter((k) => k.arg === null)) {
    const value = valueOf(spread.value);
    const found = stays(value, name) ? entryOf(value.node, name, valueOf, seen) : UNKNOWN;
    if (found.kind === 'given') return found;
    if (found.kind === 'unknown') open = true;
  }
  return open ? UNKNOWN : ABSENT;
}

/** Whether a dict says what stands under a key: nothing sets it afterwards. */
function stays(value: Value, key: string): value is Value & { readonly kind: 'dict' } {
  return value.kind === 'dict' && value.changes !== 'any' && !value.changes?.has(key);
}

/** A key of a dict, a keyword of a call, or an element of a list (`*`: the first that has what follows). */
function inside(node: ast.Expression, name: string, valueOf: (node: ast.Node) => Value): Argument {
  if (name === '*' || /^\d+$/.test(name)) {
    const list = valueOf(node);
    const element = list.kind === 'list' ? list.node.elts[name === '*' ? 0 : Number(name)] : undefined;
    return element ? { kind: 'given', node: element } : UNKNOWN;
  }
  if (node.type === 'Call') return among(node, name, valueOf);
  const value = valueOf(node);
  if (value.kind === 'dict') return stays(value, name) ? entryOf(value.node, name, valueOf) : UNKNOWN;
  if (value.kind === 'made-by' && value.node.type === 'Call') return among(value.node, name, valueOf);
  if (value.kind === 'instance' && value.made) return among(value.made, name, valueOf);
  return UNKNOWN;
}

const cache = new WeakMap<ast.Dict, ReadonlyMap<string, ast.Expression> | null>();

/** The entries of a dict by their keys, read once; nothing where another dict is spread into it. */
function entriesOf(dict: ast.Dict): ReadonlyMap<string, ast.Expression> | null {
  const known = cache.get(dict);
  if (known !== undefined) return known;
  const entries = new Map<string, ast.Expression>();
  for (const [i, key] of dict.keys.entries()) {
    const text = stringOf(key);
    const value = dict.values[i];
    if (text !== undefined && value) entries.set(text, value);
  }
  const found = dict.keys.includes(null) ? null : entries;
  cache.set(dict, found);
  return found;
}

/** The last entry of that key in `{"key": …}` or `dict(key=…)`; what is spread into it later may be another. */
export function entryOf(
  dict: ast.Dict | ast.Call,
  key: string,
  valueOf: (node: ast.Node) => Value,
  seen: ReadonlySet<ast.Node> = NONE,
): Argument {
  // `a = {**b}` and `b = {**a}`
  if (seen.has(dict) || seen.size > MAX_SPREADS) return UNKNOWN;
  const inner = new Set([...seen, dict]);
  if (dict.type === 'Call') return keyword(dict, key, valueOf, inner);
  const known = entriesOf(dict);
  const entry = known?.get(key);
  if (known) return entry ? { kind: 'given', node: entry } : ABSENT;
  let open = false;
  for (let i = dict.keys.length - 1; i >= 0; i--) {
    const at = dict.keys[i];
    const node = dict.values[i];
    if (!node) continue;
    if (!at) {
      const value = node.type === 'Dict' ? { kind: 'dict' as const, node } : valueOf(node);
      const found = stays(value, key) ? entryOf(value.node, key, valueOf, inner) : UNKNOWN;
      if (found.kind === 'given') return open ? UNKNOWN : found;
      if (found.kind === 'unknown') open = true;
    } else if (stringOf(at) === key) return open ? UNKNOWN : { kind: 'given', node };
  }
  return open ? UNKNOWN : ABSENT;
}
