import type { TSESTree } from '@typescript-eslint/utils';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import { type CallNode, type Node, propertyName, unwrap } from '../syntax/tree.js';
import type { Value } from './value.js';

/**
 * What stands at a place of a call's arguments:
 * - `given`: this expression, `overridable` where a spread after it may replace it;
 * - `absent`: nothing; `object` is the options object it could be added to, if there is one;
 * - `unknown`: the options are not written here.
 */
export type Argument =
  | { readonly kind: 'given'; readonly node: Node; readonly overridable: boolean }
  | { readonly kind: 'absent'; readonly object: TSESTree.ObjectExpression | undefined }
  | { readonly kind: 'unknown' };

/**
 * Reads `'0.configuration.baseURL'` of a call; objects behind names are followed with `valueOf`. A keyword is a place of Python's
 * calls: what stands there is unknown.
 */
export function argumentAt(call: CallNode, place: ArgumentPath, valueOf: (node: Node) => Value): Argument {
  const [index, ...path] = place.split('.') as [string, ...string[]];
  const at = Number(index);
  if (Number.isNaN(at)) return { kind: 'unknown' };
  if (call.arguments.slice(0, at + 1).some((a) => a.type === 'SpreadElement')) return { kind: 'unknown' };
  const first = call.arguments[at];
  if (!first) return { kind: 'absent', object: undefined };
  let node: Node = first;
  let overridable = false;
  for (const name of path) {
    const object = objectBehind(node, name, valueOf);
    if (!object) return { kind: 'unknown' };
    const found = propertyOf(object, name, valueOf);
    if (found.kind !== 'given') return found;
    node = found.node;
    overridable ||= found.overridable;
  }
  return { kind: 'given', node, overridable };
}

/** The literal that says what a property is; `undefined` where something sets it afterwards. */
function objectBehind(node: Node, name: string, valueOf: (node: Node) => Value): TSESTree.ObjectExpression | undefined {
  const expression = unwrap(node);
  if (expression.type === 'ObjectExpression') return expression;
  const value = valueOf(expression);
  if (value.kind !== 'object' || value.changes === 'any' || value.changes?.has(name)) return undefined;
  return value.node;
}

/** Spreads inside spreads beyond which an object is not known: objects may spread each other in a ring. */
const MAX_SPREADS = 10;

/** The last property of that name; a spread of something unknown after it may override it. */
export function propertyOf(object: TSESTree.ObjectExpression, name: string, valueOf: (node: Node) => Value, spreads = 0): Argument {
  if (spreads > MAX_SPREADS) return { kind: 'unknown' };
  let overridable = false;
  for (const property of [...object.properties].reverse()) {
    if (property.type === 'SpreadElement') {
      const spread = objectBehind(property.argument, name, valueOf);
      const found = spread ? propertyOf(spread, name, valueOf, spreads + 1) : undefined;
      if (found?.kind === 'given') return { ...found, overridable: found.overridable || overridable };
      if (!found || found.kind === 'unknown') overridable = true;
    } else if (propertyName(property) === name) {
      return { kind: 'given', node: property.value, overridable };
    }
  }
  return overridable ? { kind: 'unknown' } : { kind: 'absent', object };
}
