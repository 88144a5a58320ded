import type * as ast from '../syntax/ast.js';
import type { Call } from '../../../model/facts/call.js';
import { type Tree, type Variable, childrenOf, isWithin } from '../syntax/tree.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import { FEW, isPart } from '../../../engine/heuristics/concurrency-limits.js';
import type { UnboundedConcurrency } from '../../../model/problems/concurrency.js';
import type { Evaluator } from '../values/evaluator.js';
import type { UnresolvedCall } from '../calls/calls.js';

/** What tells which request a task sends. */
export interface ConcurrencyContext {
  readonly faults: UnboundedConcurrency[];
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly calls: ReadonlyMap<Call, UnresolvedCall>;
}

/** A request, and the variables at its place that hold something of the element. */
interface Request {
  readonly call: Call;
  readonly node: ast.Call;
  readonly each: ReadonlySet<Variable>;
}

/** Calls of functions between a task and its request, beyond which the answer is none. */
const MAX_DEPTH = 3;

/** Options that say where a request goes. */
const ADDRESSES = /^(?:url|base_?url|api_?base|host|endpoint)$/i;

/** Methods of HTTP clients whose first argument is a URL, or a method and then a URL. */
const HTTP_METHODS: ReadonlySet<string> = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'request',
  'stream',
  'ws_connect',
]);

/** The request that a task sends: by itself, through `create_task`, or through coroutines of this file. */
export function requestOf(context: ConcurrencyContext, task: ast.Expression, each: ReadonlySet<Variable>): Request | undefined {
  for (const [call, raw] of context.calls) if (raw.node.type === 'Call' && isWithin(raw.node, task)) return { call, node: raw.node, each };
  const inner = task.type === 'Call' ? [task, ...task.args.filter((a): a is ast.Call => a.type === 'Call')] : [];
  for (const at of inner) {
    const fn = context.evaluator.functionCalled(at.func);
    const request = fn && requestIn(context, fn, argumentGiven(context, fn, at, each), 0);
    if (request) return request;
  }
  return undefined;
}

function requestIn(context: ConcurrencyContext, fn: FunctionNode, each: ReadonlySet<Variable>, depth: number): Request | undefined {
  if (fn.type !== 'AsyncFunctionDef') return undefined;
  for (const [call, raw] of context.calls)
    if (raw.node.type === 'Call' && raw.timing === 'on-await' && isWithin(raw.node, fn)) return { call, node: raw.node, each };
  if (depth >= MAX_DEPTH) return undefined;
  for (const inner of context.tree.calls) {
    if (!isWithin(inner, fn)) continue;
    const next = context.evaluator.functionCalled(inner.func);
    const request = next && next !== fn ? requestIn(context, next, argumentGiven(context, next, inner, each), depth + 1) : undefined;
    if (request) return request;
  }
  return undefined;
}

/** The parameters of a function that a call gives something of the element. */
function argumentGiven(context: ConcurrencyContext, fn: FunctionNode, call: ast.Call, each: ReadonlySet<Variable>): ReadonlySet<Variable> {
  return new Set(
    [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs].flatMap((parameter): readonly Variable[] => {
      const argument = context.evaluator.argumentFor(call, fn, parameter);
      const variable = argument && reads(context, argument, each) ? context.tree.variableBoundBy(parameter) : undefined;
      return variable ? [variable] : [];
    }),
  );
}

/** Whether the element decides where the request goes: it is in the URL, or what the request is sent with is made of it. */
export function isAddressed(context: ConcurrencyContext, { node, each }: Request): boolean {
  const [first, second] = node.args;
  const urls = node.keywords.filter(({ arg }) => arg !== null && ADDRESSES.test(arg)).map(({ value }) => value);
  const isHttp = node.func.type === 'Attribute' && HTTP_METHODS.has(node.func.attr);
  return [node.func, ...urls, ...(isHttp ? [first, ...(first?.type === 'Constant' ? [second] : [])] : [])].some(
    (part) => part && reads(context, part, each),
  );
}

/** Whether an expression reads one of some variables, also through names that were made of them. */
function reads(context: ConcurrencyContext, root: Node, each: ReadonlySet<Variable>, depth = 0): boolean {
  if (root.type === 'Name') {
    const variable = context.tree.variableOf(root);
    if (!variable) return false;
    if (each.has(variable)) return true;
    return (
      depth < MAX_DEPTH &&
      variable.bindings.some((binding) => {
        const made = binding.kind === 'assign' ? binding.value : binding.kind === 'with' ? binding.item.context_expr : undefined;
        return made ? reads(context, made, each, depth + 1) : false;
      })
    );
  }
  return childrenOf(root).some((child) => reads(context, child, each, depth));
}

export function variablesIn(context: ConcurrencyContext, target: Node): readonly Variable[] {
  const variable = target.type === 'Name' ? context.tree.variableOf(target) : undefined;
  return variable ? [variable] : childrenOf(target).flatMap((target) => variablesIn(context, target));
}

function valueAssigned(context: ConcurrencyContext, node: ast.Expression): ast.Expression {
  const variable = node.type === 'Name' ? context.tree.variableOf(node) : undefined;
  const [binding, ...others] = variable?.bindings ?? [];
  return binding?.kind === 'assign' && others.length === 0 && binding.value ? binding.value : node;
}

export function isPartOf(context: ConcurrencyContext, list: ast.Expression): boolean {
  return (
    list.type === 'Subscript' ||
    valueAssigned(context, list).type === 'Subscript' ||
    isPart(context.tree.textOf(list)) ||
    isPart(context.tree.textOf(valueAssigned(context, list)))
  );
}

/** A list that is written out, or made with a small number. */
export function isFew(context: ConcurrencyContext, list: ast.Expression): boolean {
  const value = valueAssigned(context, list);
  if (value.type === 'List' || value.type === 'Tuple' || value.type === 'Set')
    return value.elts.length <= FEW && value.elts.every((e) => e.type !== 'Starred');
  if (value.type === 'Dict') return value.keys.length <= FEW && !value.keys.includes(null);
  if (value.type !== 'Call') return false;
  const [first] = value.args;
  if (value.func.type === 'Attribute' && /^(?:items|keys|values)$/.test(value.func.attr)) return isFew(context, value.func.value);
  if (!first || value.func.type !== 'Name') return false;
  if (value.func.id === 'range') {
    if (value.args.length !== 1) return false;
    const number = context.evaluator.literalOf(first);
    // A number that is an argument is no input; a length is one.
    return number ? Number(number.value) <= FEW : !/\blen\(/.test(context.tree.textOf(valueAssigned(context, first)));
  }
  return /^(?:enumerate|zip|list|sorted|reversed)$/.test(value.func.id) && isFew(context, first);
}
