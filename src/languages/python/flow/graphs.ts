import { PYTHON_GRAPHS, type PythonGraphLibrary } from '../../../catalog/frameworks/python-graphs.js';
import { getOwn } from '../../../catalog/presets/own-entry.js';
import type { ArgumentPath } from '../../../model/catalog/place.js';
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
  const places = library && getOwn(library.nodes, method.members.at(-1) ?? '');
  if (!library || !places) return undefined;
  if (callable.timing === 'on-read' || !places.some((place) => isAt(context, call, place, argument))) return UNKNOWN;
  const paths = runsOf(context, library, method, state);
  return mayRetry(context, library, call) || hasRetryDefaults(context, library, method) ? perhapsAgain(paths) : paths;
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
  const paths = orEscapes(
    reads.flatMap((read): readonly Path[] => {
      const { parent } = read;
      const call =
        parent?.type === 'Attribute' && parent.parent?.type === 'Call' && parent.parent.func === parent ? parent.parent : undefined;
      const timing = parent?.type === 'Attribute' ? getOwn(library.runs, parent.attr) : undefined;
      return call && timing ? followResult(context, call, timing, state) : [];
    }),
  );
  return decorator.type === 'Call' && mayRetry(context, library, decorator) ? perhapsAgain(paths) : paths;
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
        const timing = getOwn(library.runs, call.func.attr);
        if (timing) return isGraph(evaluator.valueOf(call.func.value)) ? followResult(context, call, timing, state) : [];
        if (!getOwn(library.nodes, call.func.attr)) return [];
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

/** Whether a call's options let the graph run what it is given again. For which failures is not known. */
function mayRetry(context: FlowContext, { retries }: PythonGraphLibrary, call: ast.Call): boolean {
  return retries.options.some((name) => {
    const option = argumentAt(call, name, context.evaluator.valueOf);
    return option.kind === 'unknown' || (option.kind === 'given' && !isNone(option.node));
  });
}

/** Whether a builder's defaults let the graph run every node again. */
function hasRetryDefaults(context: FlowContext, library: PythonGraphLibrary, builder: Built): boolean {
  return context.tree.calls.some((call) => {
    if (call.func.type !== 'Attribute' || call.func.attr !== library.retries.defaults) return false;
    const on = context.evaluator.valueOf(call.func.value);
    return on.kind === 'made-by' && on.node === builder.node && mayRetry(context, library, call);
  });
}

/** The paths of what may be run again. */
function perhapsAgain(paths: readonly Path[]): readonly Path[] {
  return paths.map((path) => ({ ...path, again: path.again ?? { kind: 'unknown' } }));
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
