import type { ArgumentPath } from '../../../model/catalog/place.js';
import type * as ast from '../syntax/ast.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { reachingBindings } from '../syntax/reaching-definitions.js';
import type { Node } from '../syntax/ast.js';
import type { Call } from '../../../model/facts/call.js';
import type { UnresolvedCall } from '../calls/calls.js';
import type { Tree } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { UnboundedConcurrency } from '../../../model/problems/concurrency.js';
import { speaksOfLimit } from '../../../engine/heuristics/concurrency-limits.js';
import { argumentAt } from '../values/arguments.js';
import { type ConcurrencyContext, isAddressed, isFew, isPartOf, requestOf, variablesIn } from './concurrent-requests.js';

/** What gives the elements one by one: a loop, a part of a comprehension. */
type Turn = Pick<ast.For, 'target' | 'iter'>;

/** Finds requests of which as many start at once as an input has elements. */
export function unboundedConcurrency(
  calls: ReadonlyMap<Call, UnresolvedCall>,
  tree: Tree,
  evaluator: Evaluator,
): readonly UnboundedConcurrency[] {
  // A file that limits something may limit this.
  if (calls.size === 0 || speaksOfLimit(tree.text)) return [];
  const faults: UnboundedConcurrency[] = [];
  const context: ConcurrencyContext = { faults, tree, evaluator, calls };
  for (const node of tree.calls) {
    if (node.func.type !== 'Attribute' && node.func.type !== 'Name') continue;
    if (evaluator.qualifiedName(node.func)?.join('.') === 'asyncio.gather') {
      const [tasks] = node.args;
      const list = tasks?.type === 'Starred' ? comprehensionOf(context, tasks.value) : undefined;
      if (list) note(context, node, list.elt, list.generators, list.elt);
    } else if (node.func.type === 'Attribute' && node.func.attr === 'create_task' && isTaskGroup(context, node.func.value)) {
      const loop = loopAround(node);
      if (loop && node.args[0]) note(context, node, node.args[0], [loop]);
    }
  }
  for (const [call, raw] of calls) {
    if (raw.concurrency === undefined || raw.node.type !== 'Call') continue;
    const [inputs] = raw.node.args;
    if (!inputs || inputs.type === 'Starred' || isFew(context, inputs) || isPartOf(context, inputs)) continue;
    if (argumentAt(raw.node, raw.concurrency, evaluator.valueOf).kind !== 'absent') continue;
    faults.push({ kind: 'batch', call, at: call.span, name: call.name, option: lastNameOf(raw.concurrency) });
  }
  return faults.sort((a, b) => a.at.start - b.at.start);
}

function note(context: ConcurrencyContext, node: ast.Call, task: ast.Expression, turns: readonly Turn[], one?: ast.Expression): void {
  const lists = turns.map(({ iter }) => iter);
  if (lists.every((list) => isFew(context, list)) || lists.some((list) => isPartOf(context, list))) return;
  const found = requestOf(context, task, new Set(turns.flatMap(({ target }) => variablesIn(context, target))));
  // One request to each of several servers is no load on any of them.
  if (!found || isAddressed(context, found)) return;
  const { call } = found;
  const { func } = node;
  const [start, end] = func.type === 'Attribute' ? func.attrRange : func.range;
  context.faults.push({
    kind: 'each',
    call,
    at: { start, end },
    name: codeExcerpt(context.tree.textOf(func)),
    ...(one && { one: { start: one.range[0], end: one.range[1] } }),
  });
}

/** `[ask(x) for x in xs]` that is written here, or was assigned to the name. */
function comprehensionOf(context: ConcurrencyContext, node: ast.Expression): ast.Comprehension | undefined {
  if (node.type === 'ListComp' || node.type === 'GeneratorExp') return node;
  const variable = node.type === 'Name' ? context.tree.variableOf(node) : undefined;
  const [binding, ...others] = variable ? reachingBindings(variable, node) : [];
  return binding?.kind === 'assign' && others.length === 0 && (binding.value?.type === 'ListComp' || binding.value?.type === 'GeneratorExp')
    ? binding.value
    : undefined;
}

/** `tg` of `async with asyncio.TaskGroup() as tg`. */
function isTaskGroup(context: ConcurrencyContext, node: ast.Expression): boolean {
  const variable = node.type === 'Name' ? context.tree.variableOf(node) : undefined;
  return (
    variable?.bindings.some(
      (b) =>
        b.kind === 'with' &&
        b.item.context_expr.type === 'Call' &&
        context.evaluator.qualifiedName(b.item.context_expr.func)?.join('.') === 'asyncio.TaskGroup',
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

/** `max_concurrency` of `config|1.max_concurrency`. */
function lastNameOf(place: ArgumentPath): string {
  return place.slice(Math.max(place.lastIndexOf('.'), place.lastIndexOf('|')) + 1);
}
