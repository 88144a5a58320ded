import { FEW, isPart, speaksOfLimit } from '../../../engine/heuristics/concurrency-limits.js';
import { shownCode } from '../../../engine/heuristics/code-excerpt.js';
import type { Call } from '../../../model/facts/call.js';
import type { UnboundedConcurrency } from '../../../model/problems/concurrency.js';
import { argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { RawCall } from '../calls/calls.js';
import type { Evaluator } from '../values/evaluator.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import { type Tree, type Variable, childrenOf, isWithin } from '../syntax/tree.js';

/** Calls of functions on the way to a request beyond which nobody looks. */
const MAX_DEPTH = 3;

/** What gives the elements one by one: a loop, a part of a comprehension. */
type Turn = Pick<ast.For, 'target' | 'iter'>;

/** A request, and the variables at its place that hold something of the element. */
interface Request {
  readonly call: Call;
  readonly node: ast.Call;
  readonly each: ReadonlySet<Variable>;
}

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

/** Finds requests of which as many start at once as an input has elements. */
export function unboundedConcurrency(calls: ReadonlyMap<Call, RawCall>, tree: Tree, evaluator: Evaluator): readonly UnboundedConcurrency[] {
  // A file that limits something may limit this.
  if (calls.size === 0 || speaksOfLimit(tree.text)) return [];
  const faults: UnboundedConcurrency[] = [];
  for (const node of tree.calls) {
    if (node.func.type !== 'Attribute' && node.func.type !== 'Name') continue;
    if (evaluator.qualifiedName(node.func)?.join('.') === 'asyncio.gather') {
      const [tasks] = node.args;
      const list = tasks?.type === 'Starred' ? comprehensionOf(tasks.value) : undefined;
      if (list) note(node, list.elt, list.generators, list.elt);
    } else if (node.func.type === 'Attribute' && node.func.attr === 'create_task' && isTaskGroup(node.func.value)) {
      const loop = loopAround(node);
      if (loop && node.args[0]) note(node, node.args[0], [loop]);
    }
  }
  for (const [call, raw] of calls) {
    if (!raw.sdk?.id.startsWith('langchain') || raw.node.type !== 'Call' || !call.name.endsWith('.abatch')) continue;
    const [inputs] = raw.node.args;
    const config = raw.node.args[1] ?? raw.node.keywords.find((k) => k.arg === 'config' || k.arg === null)?.value;
    if (!inputs || inputs.type === 'Starred' || isFew(inputs) || isPartOf(inputs)) continue;
    if (config && argumentAt(raw.node, 'config|1.max_concurrency', evaluator.valueOf).kind !== 'absent') continue;
    faults.push({ kind: 'batch', call, at: call.span, name: call.name, option: 'max_concurrency' });
  }
  return faults.sort((a, b) => a.at.start - b.at.start);

  function note(node: ast.Call, task: ast.Expression, turns: readonly Turn[], one?: ast.Expression): void {
    const lists = turns.map(({ iter }) => iter);
    if (lists.every(isFew) || lists.some(isPartOf)) return;
    const found = requestOf(task, new Set(turns.flatMap(({ target }) => variablesIn(target))));
    // One request to each of several servers is no load on any of them.
    if (!found || isAddressed(found)) return;
    const { call } = found;
    const { func } = node;
    const [start, end] = func.type === 'Attribute' ? func.attrRange : func.range;
    faults.push({
      kind: 'each',
      call,
      at: { start, end },
      name: shownCode(tree.textOf(func)),
      ...(one && { one: { start: one.range[0], end: one.range[1] } }),
    });
  }

  /** `[ask(x) for x in xs]` that is written here, or was assigned to the name. */
  function comprehensionOf(node: ast.Expression): ast.Comprehension | undefined {
    if (node.type === 'ListComp' || node.type === 'GeneratorExp') return node;
    const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
    const [binding, ...others] = variable ? reachingBindings(variable, node) : [];
    return binding?.kind === 'assign' &&
      others.length === 0 &&
      (binding.value?.type === 'ListComp' || binding.value?.type === 'GeneratorExp')
      ? binding.value
      : undefined;
  }

  /** `tg` of `async with asyncio.TaskGroup() as tg`. */
  function isTaskGroup(node: ast.Expression): boolean {
    const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
    return (
      variable?.bindings.some(
        (b) =>
          b.kind === 'with' &&
          b.item.context_expr.type === 'Call' &&
          evaluator.qualifiedName(b.item.context_expr.func)?.join('.') === 'asyncio.TaskGroup',
      ) ?? false
    );
  }

  function loopAround(node: Node): ast.For | undefined {
    for (let at = node.parent; at; at = at.parent) {
      if (at.type === 'For') return at;
      if (at.type === 'FunctionDef' || at.type === 'AsyncFunctionDef' || at.type === 'Lambda') return undefined;
    }
    return undefined;
  }

  /** The request that a task sends: by itself, through `create_task`, or through coroutines of this file. */
  function requestOf(task: ast.Expression, each: ReadonlySet<Variable>): Request | undefined {
    for (const [call, raw] of calls) if (raw.node.type === 'Call' && isWithin(raw.node, task)) return { call, node: raw.node, each };
    const inner = task.type === 'Call' ? [task, ...task.args.filter((a): a is ast.Call => a.type === 'Call')] : [];
    for (const at of inner) {
      const fn = evaluator.functionCalled(at.func);
      const request = fn && requestIn(fn, givenTo(fn, at, each), 0);
      if (request) return request;
    }
    return undefined;
  }

  function requestIn(fn: FunctionNode, each: ReadonlySet<Variable>, depth: number): Request | undefined {
    if (fn.type !== 'AsyncFunctionDef') return undefined;
    for (const [call, raw] of calls)
      if (raw.node.type === 'Call' && raw.timing === 'on-await' && isWithin(raw.node, fn)) return { call, node: raw.node, each };
    if (depth >= MAX_DEPTH) return undefined;
    for (const inner of tree.calls) {
      if (!isWithin(inner, fn)) continue;
      const next = evaluator.functionCalled(inner.func);
      const request = next && next !== fn ? requestIn(next, givenTo(next, inner, each), depth + 1) : undefined;
      if (request) return request;
    }
    return undefined;
  }

  /** The parameters of a function that a call gives something of the element. */
  function givenTo(fn: FunctionNode, call: ast.Call, each: ReadonlySet<Variable>): ReadonlySet<Variable> {
    return new Set(
      [...fn.args.posonlyargs, ...fn.args.args, ...fn.args.kwonlyargs].flatMap((parameter): readonly Variable[] => {
        const argument = evaluator.argumentFor(call, fn, parameter);
        const variable = argument && reads(argument, each) ? tree.variableBoundBy(parameter) : undefined;
        return variable ? [variable] : [];
      }),
    );
  }

  /** Whether the element decides where the request goes: it is in the URL, or what the request is sent with is made of it. */
  function isAddressed({ node, each }: Request): boolean {
    const [first, second] = node.args;
    const urls = node.keywords.filter(({ arg }) => arg !== null && ADDRESSES.test(arg)).map(({ value }) => value);
    const isHttp = node.func.type === 'Attribute' && HTTP_METHODS.has(node.func.attr);
    return [node.func, ...urls, ...(isHttp ? [first, ...(first?.type === 'Constant' ? [second] : [])] : [])].some(
      (part) => part && reads(part, each),
    );
  }

  /** Whether an expression reads one of some variables, also through names that were made of them. */
  function reads(root: Node, each: ReadonlySet<Variable>, depth = 0): boolean {
    if (root.type === 'Name') {
      const variable = tree.variableOf(root);
      if (!variable) return false;
      if (each.has(variable)) return true;
      return (
        depth < MAX_DEPTH &&
        variable.bindings.some((binding) => {
          const made = binding.kind === 'assign' ? binding.value : binding.kind === 'with' ? binding.item.context_expr : undefined;
          return made ? reads(made, each, depth + 1) : false;
        })
      );
    }
    return childrenOf(root).some((child) => reads(child, each, depth));
  }

  function variablesIn(target: Node): readonly Variable[] {
    const variable = target.type === 'Name' ? tree.variableOf(target) : undefined;
    return variable ? [variable] : childrenOf(target).flatMap(variablesIn);
  }

  function valueOf(node: ast.Expression): ast.Expression {
    const variable = node.type === 'Name' ? tree.variableOf(node) : undefined;
    const [binding, ...others] = variable?.bindings ?? [];
    return binding?.kind === 'assign' && others.length === 0 && binding.value ? binding.value : node;
  }

  function isPartOf(list: ast.Expression): boolean {
    return (
      list.type === 'Subscript' || valueOf(list).type === 'Subscript' || isPart(tree.textOf(list)) || isPart(tree.textOf(valueOf(list)))
    );
  }

  /** A list that is written out, or made with a small number. */
  function isFew(list: ast.Expression): boolean {
    const value = valueOf(list);
    if (value.type === 'List' || value.type === 'Tuple' || value.type === 'Set')
      return value.elts.length <= FEW && value.elts.every((e) => e.type !== 'Starred');
    if (value.type === 'Dict') return value.keys.length <= FEW && !value.keys.includes(null);
    if (value.type !== 'Call') return false;
    const [first] = value.args;
    if (value.func.type === 'Attribute' && /^(?:items|keys|values)$/.test(value.func.attr)) return isFew(value.func.value);
    if (!first || value.func.type !== 'Name') return false;
    if (value.func.id === 'range') {
      if (value.args.length !== 1) return false;
      const number = evaluator.literalOf(first);
      // A number that somebody gives is no input; a length is one.
      return number ? Number(number.value) <= FEW : !/\blen\(/.test(tree.textOf(valueOf(first)));
    }
    return /^(?:enumerate|zip|list|sorted|reversed)$/.test(value.func.id) && isFew(first);
  }
}
