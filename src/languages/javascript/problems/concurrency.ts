import { FEW, isPart, speaksOfLimit } from '../../../engine/heuristics/concurrency-limits.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { Call } from '../../../model/facts/call.js';
import type { UnboundedConcurrency } from '../../../model/problems/concurrency.js';
import { argumentAt } from '../values/arguments.js';
import type { RawCall } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluate.js';
import { type FunctionNode, type Node, type Tree, type Variable, isFunction, propertyName, unwrap } from '../syntax/tree.js';

/** Calls of functions on the way to a request beyond which nobody looks. */
const MAX_DEPTH = 3;

/** Finds requests of which as many start at once as an input has elements. */
export function unboundedConcurrency(calls: ReadonlyMap<Call, RawCall>, tree: Tree, evaluator: Evaluator): readonly UnboundedConcurrency[] {
  // A file that limits something may limit this.
  if (calls.size === 0 || speaksOfLimit(tree.text)) return [];
  const found: UnboundedConcurrency[] = [];
  for (const node of tree.calls) {
    if (node.callee.type !== 'MemberExpression' || !/^(?:all|allSettled)$/.test(propertyName(node.callee) ?? '')) continue;
    const value = evaluator.valueOf(node.callee);
    if (value.kind !== 'external' || value.module !== '' || value.path[0] !== 'Promise') continue;
    const mapped = node.arguments[0] && mapOf(node.arguments[0]);
    if (!mapped || isPerServer(mapped.list, mapped.callback)) continue;
    const call = requestIn(mapped.callback, 0);
    if (call)
      found.push({
        kind: 'each',
        call,
        at: spanOf(node.callee),
        name: shownCode(tree.text.slice(...node.callee.range)),
        one: spanOf(mapped.written),
      });
  }
  for (const [call, raw] of calls) {
    if (!raw.sdk?.id.startsWith('langchain') || !call.name.endsWith('.batch')) continue;
    const [inputs] = raw.node.arguments;
    if (!inputs || inputs.type === 'SpreadElement' || isFew(inputs) || isPart(tree.text.slice(...inputs.range))) continue;
    const options = raw.node.arguments[1];
    if (options && argumentAt(raw.node, '1.maxConcurrency', evaluator.valueOf).kind !== 'absent') continue;
    found.push({ kind: 'batch', call, at: call.span, name: call.name, option: 'maxConcurrency' });
  }
  return found.sort((a, b) => a.at.start - b.at.start);

  /** `xs.map(callback)` that is written here or kept in a constant, over a list that may be long. */
  function mapOf(argument: Node): { readonly callback: FunctionNode; readonly written: Node; readonly list: Node } | undefined {
    const expression = unwrap(initOf(argument) ?? argument);
    if (expression.type !== 'CallExpression' || expression.callee.type !== 'MemberExpression' || propertyName(expression.callee) !== 'map')
      return undefined;
    const [written] = expression.arguments;
    const list = expression.callee.object;
    if (!written || written.type === 'SpreadElement' || isFew(list) || isPartOf(list)) return undefined;
    const callback = isFunction(written) ? written : evaluator.functionCalled(written);
    return callback && { callback, written, list };
  }

  /** Whether each element is a server, or a client of one: every server gets one request. */
  function isPerServer(list: Node, callback: FunctionNode): boolean {
    if (SERVERS.test(tree.text.slice(...list.range))) return true;
    const [parameter] = callback.params;
    const names = new Set(
      (parameter ? tree.declaredBy(callback) : []).filter((v) =>
        v.defs.some(({ name }) => name.range[0] >= (parameter?.range[0] ?? 0) && name.range[1] <= (parameter?.range[1] ?? 0)),
      ),
    );
    return [...calls].some(([, { node, client }]) => {
      if (node.range[0] < callback.range[0] || node.range[1] > callback.range[1]) return false;
      if (client && client.range[0] > callback.range[0] && client.range[1] < callback.range[1]) return true;
      let root = unwrap(node.callee);
      while (root.type === 'MemberExpression') root = unwrap(root.object);
      return isOne(root, names) || isOne(originOf(node.arguments[0]), names);
    });
  }

  /** What a URL begins with: `server` of `${server}/v1/models` and `server.url + '/v1/models'`. */
  function originOf(url: Node | undefined): Node | undefined {
    if (url?.type === 'TemplateLiteral')
      return url.quasis[0]?.value.raw.replace(/^https?:\/\//, '') === '' ? originOf(url.expressions[0]) : undefined;
    if (url?.type === 'BinaryExpression' && url.operator === '+') return originOf(url.left);
    return url?.type === 'MemberExpression' ? originOf(url.object) : url;
  }

  function isOne(node: Node | undefined, names: ReadonlySet<Variable>): boolean {
    const variable = node?.type === 'Identifier' ? tree.variableOf(node) : undefined;
    return variable !== undefined && names.has(variable);
  }

  /** The value of a constant. */
  function initOf(node: Node): Node | undefined {
    const variable = node.type === 'Identifier' ? tree.variableOf(node) : undefined;
    const declarator = variable && declaratorOf(variable);
    return declarator?.init ?? undefined;
  }

  function declaratorOf({ defs }: Variable) {
    const node = defs[0]?.node;
    return defs.length === 1 && node?.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node : undefined;
  }

  function isPartOf(list: Node): boolean {
    const init = initOf(unwrap(list));
    return isPart(tree.text.slice(...list.range)) || (init !== undefined && isPart(tree.text.slice(...init.range)));
  }

  /** A list that is written out, or made with a small number. */
  function isFew(list: Node): boolean {
    const expression = unwrap(initOf(unwrap(list)) ?? list);
    if (expression.type === 'ArrayExpression') {
      const [only] = expression.elements;
      if (expression.elements.length === 1 && only?.type === 'SpreadElement') return isFew(only.argument);
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
      return isFew(callee.object);
    if (name === 'filter' && callee.type === 'MemberExpression') return isFew(callee.object);
    // `Object.entries({ … })`, `Array.from({ length: n })`, `Array(n)`
    if (!first || first.type === 'SpreadElement') return false;
    // A number that somebody chose is no input.
    if (name === 'Array' || (name === 'from' && first.type === 'ObjectExpression')) return true;
    return /^(?:keys|values|entries|from)$/.test(name) && isFew(first);
  }

  /** A request that a function sends whenever it runs, by itself or through functions of this file. */
  function requestIn(fn: FunctionNode, depth: number): Call | undefined {
    for (const [call, raw] of calls) if (raw.node.range[0] >= fn.range[0] && raw.node.range[1] <= fn.range[1]) return call;
    if (depth >= MAX_DEPTH) return undefined;
    for (const inner of tree.calls) {
      if (inner.type !== 'CallExpression' || inner.range[0] < fn.range[0] || inner.range[1] > fn.range[1]) continue;
      const next = evaluator.functionCalled(inner.callee);
      const call = next && next !== fn && next.async ? requestIn(next, depth + 1) : undefined;
      if (call) return call;
    }
    return undefined;
  }
}

/** Names of lists of servers. */
const SERVERS = /(?:servers?|hosts|nodes|endpoints|replicas|workers|backends|instances|clients|providers)(?:\(\))?$/i;

function spanOf({ range: [start, end] }: Node): { readonly start: number; readonly end: number } {
  return { start, end };
}
