import type { ArgumentPath } from '../../../model/catalog/place.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { FEW, isPart, speaksOfLimit } from '../../../engine/heuristics/concurrency-limits.js';
import type { Call } from '../../../model/facts/call.js';
import type { UnboundedConcurrency } from '../../../model/problems/concurrency.js';
import type { UnresolvedCall } from '../calls/calls.js';
import { type FunctionNode, type Node, type Tree, type Variable, isFunction, propertyName, unwrap } from '../syntax/tree.js';
import { argumentAt } from '../values/arguments.js';
import type { Evaluator } from '../values/evaluate.js';

/** What finding calls that are started all at once needs to know of the file. */
interface ConcurrencyContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  /** The file's calls with what is not resolved of them. */
  readonly calls: ReadonlyMap<Call, UnresolvedCall>;
}

/** Finds requests of which as many start at once as an input has elements. */
export function unboundedConcurrency(
  calls: ReadonlyMap<Call, UnresolvedCall>,
  tree: Tree,
  evaluator: Evaluator,
): readonly UnboundedConcurrency[] {
  // A file that limits something may limit this.
  if (calls.size === 0 || speaksOfLimit(tree.text)) return [];
  const context: ConcurrencyContext = { tree, evaluator, calls };
  const found: UnboundedConcurrency[] = [];
  for (const node of tree.calls) {
    if (node.callee.type !== 'MemberExpression' || !/^(?:all|allSettled)$/.test(propertyName(node.callee) ?? '')) continue;
    const value = evaluator.valueOf(node.callee);
    if (value.kind !== 'external' || value.module !== '' || value.path[0] !== 'Promise') continue;
    const mapped = node.arguments[0] && mapOf(context, node.arguments[0]);
    if (!mapped || isPerServer(context, mapped.list, mapped.callback)) continue;
    const call = requestIn(context, mapped.callback, 0);
    if (call)
      found.push({
        kind: 'each',
        call,
        at: spanOf(node.callee),
        name: codeExcerpt(tree.text.slice(...node.callee.range)),
        one: spanOf(mapped.written),
      });
  }
  for (const [call, raw] of calls) {
    if (raw.concurrency === undefined) continue;
    const [inputs] = raw.node.arguments;
    if (!inputs || inputs.type === 'SpreadElement' || isFew(context, inputs) || isPart(tree.text.slice(...inputs.range))) continue;
    if (argumentAt(raw.node, raw.concurrency, evaluator.valueOf).kind !== 'absent') continue;
    found.push({ kind: 'batch', call, at: call.span, name: call.name, option: lastNameOf(raw.concurrency) });
  }
  return found.sort((a, b) => a.at.start - b.at.start);
}

/** `xs.map(callback)` that is written here or kept in a constant, over a list that may be long. */
function mapOf(
  context: ConcurrencyContext,
  argument: Node,
): { readonly callback: FunctionNode; readonly written: Node; readonly list: Node } | undefined {
  const expression = unwrap(initOf(context, argument) ?? argument);
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression' || propertyName(expression.callee) !== 'map')
    return undefined;
  const [written] = expression.arguments;
  const list = expression.callee.object;
  if (!written || written.type === 'SpreadElement' || isFew(context, list) || isPartOf(context, list)) return undefined;
  const callback = isFunction(written) ? written : context.evaluator.functionCalled(written);
  return callback && { callback, written, list };
}

/** Whether each element is a server, or a client of one: every server gets one request. */
function isPerServer(context: ConcurrencyContext, list: Node, callback: FunctionNode): boolean {
  if (SERVERS.test(context.tree.text.slice(...list.range))) return true;
  const [parameter] = callback.params;
  const names = new Set(
    (parameter ? context.tree.declaredBy(callback) : []).filter((v) =>
      v.defs.some(({ name }) => name.range[0] >= (parameter?.range[0] ?? 0) && name.range[1] <= (parameter?.range[1] ?? 0)),
    ),
  );
  return [...context.calls].some(([, { node, client }]) => {
    if (node.range[0] < callback.range[0] || node.range[1] > callback.range[1]) return false;
    if (client && client.range[0] > callback.range[0] && client.range[1] < callback.range[1]) return true;
    let root = unwrap(node.callee);
    while (root.type === 'MemberExpression') root = unwrap(root.object);
    return isOne(context, root, names) || isOne(context, originOf(node.arguments[0]), names);
  });
}

/** What a URL begins with: `server` of `${server}/v1/models` and `server.url + '/v1/models'`. */
function originOf(url: Node | undefined): Node | undefined {
  if (url?.type === 'TemplateLiteral')
    return url.quasis[0]?.value.raw.replace(/^https?:\/\//, '') === '' ? originOf(url.expressions[0]) : undefined;
  if (url?.type === 'BinaryExpression' && url.operator === '+') return originOf(url.left);
  return url?.type === 'MemberExpression' ? originOf(url.object) : url;
}

function isOne(context: ConcurrencyContext, node: Node | undefined, names: ReadonlySet<Variable>): boolean {
  const variable = node?.type === 'Identifier' ? context.tree.variableOf(node) : undefined;
  return variable !== undefined && names.has(variable);
}

/** The value of a constant. */
function initOf(context: ConcurrencyContext, node: Node): Node | undefined {
  const variable = node.type === 'Identifier' ? context.tree.variableOf(node) : undefined;
  const declarator = variable && declaratorOf(variable);
  return declarator?.init ?? undefined;
}

function declaratorOf({ defs }: Variable) {
  const node = defs[0]?.node;
  return defs.length === 1 && node?.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node : undefined;
}

function isPartOf(context: ConcurrencyContext, list: Node): boolean {
  const init = initOf(context, unwrap(list));
  return isPart(context.tree.text.slice(...list.range)) || (init !== undefined && isPart(context.tree.text.slice(...init.range)));
}

/** A list that is written out, or made with a small number. */
function isFew(context: ConcurrencyContext, list: Node): boolean {
  const expression = unwrap(initOf(context, unwrap(list)) ?? list);
  if (expression.type === 'ArrayExpression') {
    const [only] = expression.elements;
    if (expression.elements.length === 1 && only?.type === 'SpreadElement') return isFew(context, only.argument);
    return expression.elements.length <= FEW && expression.elements.every((e) => e?.type !== 'SpreadElement');
  }
  if (expression.type === 'ObjectExpression')
    return expression.properties.length <= FEW && expression.properties.every((p) => p.type === 'Property');
  if (expression.type !== 'CallExpression' && expression.type !== 'NewExpression') return false;
  const { callee } = expression;
  const [first] = expression.arguments;
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? (propertyName(callee) ?? '') : '';
  if (
    (name === 'filter' || name === 'map' || name === 'fill' || name === 'keys' || name === 'concat') &&
    callee.type === 'MemberExpression' &&
    callee.object.type !== 'Identifier'
  )
    return isFew(context, callee.object);
  if (name === 'filter' && callee.type === 'MemberExpression') return isFew(context, callee.object);
  // `Object.entries({ … })`, `Array.from({ length: n })`, `Array(n)`
  if (!first || first.type === 'SpreadElement') return false;
  // A chosen number is no input.
  if (name === 'Array' || (name === 'from' && first.type === 'ObjectExpression')) return true;
  return /^(?:keys|values|entries|from)$/.test(name) && isFew(context, first);
}

/** A request that a function sends whenever it runs, by itself or through functions of this file. */
function requestIn(context: ConcurrencyContext, fn: FunctionNode, depth: number): Call | undefined {
  for (const [call, raw] of context.calls) if (raw.node.range[0] >= fn.range[0] && raw.node.range[1] <= fn.range[1]) return call;
  if (depth >= MAX_DEPTH) return undefined;
  for (const inner of context.tree.calls) {
    if (inner.type !== 'CallExpression' || inner.range[0] < fn.range[0] || inner.range[1] > fn.range[1]) continue;
    const next = context.evaluator.functionCalled(inner.callee);
    const call = next && next !== fn && next.async ? requestIn(context, next, depth + 1) : undefined;
    if (call) return call;
  }
  return undefined;
}

/** Calls of functions on the way to a request that are followed at most. */
const MAX_DEPTH = 3;

/** Names of lists of servers. */
const SERVERS = /(?:servers?|hosts|nodes|endpoints|replicas|workers|backends|instances|clients|providers)(?:\(\))?$/i;

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}

/** `max_concurrency` of `config|1.max_concurrency`. */
function lastNameOf(place: ArgumentPath): string {
  return place.slice(Math.max(place.lastIndexOf('.'), place.lastIndexOf('|')) + 1);
}
