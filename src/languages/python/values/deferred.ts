import { DEFERRED_CALLS, DEFERRED_METHODS, type DeferredCall } from '../../../catalog/runtimes/python-deferred-calls.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { type Tree, stringOf } from '../syntax/tree.js';
import type { Value } from './value.js';

/** What tells which function is meant. */
interface Callees {
  valueOf(node: Node): Value;
  functionCalled(node: Node): FunctionNode | undefined;
}

/** The calls by which a function of this file is run later or elsewhere, as if it were called there: `Process(target=worker, args=(url,))`. */
export function deferredCallsOf(fn: FunctionNode, tree: Tree, evaluator: Callees): readonly ast.Call[] {
  if (fn.type === 'Lambda') return [];
  const reads: readonly ast.Expression[] = [...(tree.variableBoundBy(fn)?.reads ?? []), ...(tree.attributeReads.get(fn.name) ?? [])];
  return reads.flatMap((read) => {
    const call = callGiven(read);
    if (!call || evaluator.functionCalled(read) !== fn) return [];
    const deferred = deferredBy(call, evaluator);
    return deferred && isAt(read, call, deferred) ? (asCall(read, call, deferred) ?? []) : [];
  });
}

/** The call among whose arguments an expression stands. */
function callGiven(read: ast.Expression): ast.Call | undefined {
  const parent: Node | null | undefined = read.parent;
  const call = parent?.type === 'keyword' ? parent.parent : parent;
  return call?.type === 'Call' && call.func !== read ? call : undefined;
}

function deferredBy({ func }: ast.Call, { valueOf }: Callees): DeferredCall | undefined {
  const value = valueOf(func);
  if (value.kind === 'external')
    return getOwn(DEFERRED_CALLS, value.path.join('.')) ?? (func.type === 'Attribute' ? getOwn(DEFERRED_METHODS, func.attr) : undefined);
  return func.type === 'Attribute' && value.kind !== 'function' ? getOwn(DEFERRED_METHODS, func.attr) : undefined;
}

function isAt(read: ast.Expression, call: ast.Call, { index, keyword }: DeferredCall): boolean {
  return call.args[index] === read || call.keywords.some((k) => k.value === read && k.arg === keyword);
}

function asCall(func: ast.Expression, call: ast.Call, deferred: DeferredCall): ast.Call | undefined {
  const given = deferred.arguments;
  if (given === 'rest') return { ...call, func, args: call.args.slice(deferred.index + 1), keywords: call.keywords };
  const positional = call.keywords.find((k) => k.arg === given.keyword)?.value ?? call.args[given.index];
  const named = given.named === undefined ? undefined : call.keywords.find((k) => k.arg === given.named)?.value;
  if (positional && positional.type !== 'Tuple' && positional.type !== 'List') return undefined;
  return { ...call, func, args: positional?.elts ?? [], keywords: named?.type === 'Dict' ? keywordsOf(named) : [] };
}

function keywordsOf({ keys, values }: ast.Dict): readonly ast.Keyword[] {
  return keys.flatMap((key, i): readonly ast.Keyword[] => {
    const name = key ? stringOf(key) : undefined;
    const value = values[i];
    return name === undefined || !key || !value
      ? []
      : [{ type: 'keyword', range: [key.range[0], value.range[1]], loc: value.loc, parent: key.parent, arg: name, value }];
  });
}
