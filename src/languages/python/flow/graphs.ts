import { PYTHON_GRAPHS, type PythonGraphLibrary } from '../../../catalog/frameworks/python-graphs.js';
import { ownEntry } from '../../../catalog/presets/own-entry.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
import type { Again } from '../../../model/facts/failure-path.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { isNone } from '../syntax/tree.js';
import { argumentAt } from '../values/arguments.js';
import type { Value } from '../values/value.js';
import { type Callable, type FlowContext, type FlowState, followResult, whileVisiting } from './context.js';
import { exportedPath } from './exports.js';
import { type Path, UNKNOWN, orEscapes } from './path.js';

type Built = Value & { readonly kind: 'made-by' };

/**
 * A function is given to a graph as a node: its failure shows where the compiled graph is run. `undefined` where the call
 * adds no node.
 */
export function nodeOfGraph(
  context: FlowContext,
  call: ast.Call,
  argument: Node,
  callable: Callable,
  state: FlowState,
): readonly Path[] | undefined {
  const method = context.evaluator.valueOf(call.func);
  if (method.kind !== 'made-by') return undefined;
  const library = libraryOf(method);
  const places = library && ownEntry(library.nodes, method.members.at(-1) ?? '');
  if (!library || !places) return undefined;
  if (callable.timing === 'on-read' || !places.some((place) => isAt(context, call, place, argument))) return UNKNOWN;
  const again = retriesOf(context, library, call);
  const paths = runsOf(context, library, method, state);
  return again ? paths.map((path) => ({ ...path, again: path.again && path.again.kind !== 'unknown' ? path.again : again })) : paths;
}

/** A function that a decorator makes a graph of: its failure shows where the graph is run. `undefined` for other decorators. */
export function decoratedGraph(
  context: FlowContext,
  fn: ast.FunctionDef,
  decorator: ast.Expression,
  state: FlowState,
): readonly Path[] | undefined {
  const { evaluator, tree } = context;
  const made = evaluator.valueOf(decorator.type === 'Call' ? decorator.func : decorator);
  const library =
    made.kind === 'external'
      ? PYTHON_GRAPHS.find((l) => isOf(l, made.path) && l.graphDecorators.includes(made.path.at(-1) ?? ''))
      : undefined;
  if (!library) return undefined;
  const reads = tree.variableBoundBy(fn)?.reads ?? [];
  return orEscapes(
    reads.flatMap((read): readonly Path[] => {
      const { parent } = read;
      const call =
        parent?.type === 'Attribute' && parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      const timing = parent?.type === 'Attribute' ? ownEntry(library.runs, parent.attr) : undefined;
      return call && timing ? followResult(context, call, timing, state) : [];
    }),
  );
}

/** Where a graph is run: in this file, as a node of another graph, and by other files. */
function runsOf(context: FlowContext, library: PythonGraphLibrary, builder: Built, state: FlowState): readonly Path[] {
  const { evaluator, tree } = context;
  const isGraph = (value: Value): boolean =>
    value.kind === 'made-by' && value.node === builder.node && value.members.at(-1) === library.compile;
  return (
    whileVisiting(context, builder.node, () => {
      const paths = tree.calls.flatMap((call): readonly Path[] => {
        if (call.func.type !== 'Attribute') return [];
        const timing = ownEntry(library.runs, call.func.attr);
        if (timing) return isGraph(evaluator.valueOf(call.func.value)) ? followResult(context, call, timing, state) : [];
        if (!ownEntry(library.nodes, call.func.attr)) return [];
        const inner = [...call.args, ...call.keywords.map(({ value }) => value)].find((given) => isGraph(evaluator.valueOf(given)));
        return inner ? (nodeOfGraph(context, call, inner, { timing: 'on-call' }, state) ?? []) : [];
      });
      if (paths.some(({ end }) => end.kind === 'lost')) return paths;
      return orEscapes([...paths, ...exportedRuns(context, library, isGraph, state)]);
    }) ?? []
  );
}

/** The runs of a graph that a name or function of this file gives to others. */
function exportedRuns(
  context: FlowContext,
  library: PythonGraphLibrary,
  isGraph: (value: Value) => boolean,
  state: FlowState,
): readonly Path[] {
  const objects = context.exportPaths?.objects().filter(({ made }) => isGraph(context.evaluator.valueOf(made))) ?? [];
  const runs = Object.entries(library.runs).map(([name, timing]) => ({ name, timing }));
  if (objects.length === 0) return [];
  return [
    { end: { kind: 'unknown' } },
    ...objects.flatMap(({ path }) => runs.map(({ name, timing }) => exportedPath([...path, name], timing, state, true))),
  ];
}

/** What a graph does after a node's failure, as the options of the node say. */
function retriesOf(context: FlowContext, { retries, packages }: PythonGraphLibrary, call: ast.Call): Again | undefined {
  const { valueOf } = context.evaluator;
  const option = retries.options.map((name) => argumentAt(call, name, valueOf)).find(({ kind }) => kind !== 'absent');
  if (!option || option.kind === 'absent' || (option.kind === 'given' && isNone(option.node))) return undefined;
  const policy = option.kind === 'given' ? valueOf(option.node) : undefined;
  const isDefault =
    policy?.kind === 'made-by' &&
    policy.path.at(-1) === retries.policy &&
    packages.includes(policy.path[0] ?? '') &&
    policy.node.type === 'Call' &&
    argumentAt(policy.node, retries.errors, valueOf).kind === 'absent';
  return isDefault ? { kind: 'wrapper', name: retries.policy } : { kind: 'unknown' };
}

/** The library of whose builder a value is, or a member of one. */
function libraryOf(value: Built): PythonGraphLibrary | undefined {
  return PYTHON_GRAPHS.find((library) => isOf(library, value.path) && library.builders.includes(value.path.at(-1) ?? ''));
}

function isOf({ packages }: PythonGraphLibrary, path: readonly string[]): boolean {
  return packages.includes(path[0] ?? '');
}

function isAt(context: FlowContext, call: ast.Call, place: ArgumentPath, argument: Node): boolean {
  const at = argumentAt(call, place, context.evaluator.valueOf);
  return at.kind === 'given' && (at.node === argument || at.node.parent === argument);
}
