import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { type Value, UNKNOWN } from './value.js';
import { whileInProgress } from '../../../engine/in-progress.js';
import { type Tree, stringOf } from '../syntax/tree.js';
import type { CatalogView } from './catalog.js';
import { entryOf } from './arguments.js';
import { changesOf } from './dict-writes.js';
import { memberOfClass } from './classes.js';
import { type Evaluator, type EvaluatorContext, MAX_DEPTH } from './evaluator.js';
import { argumentFor, callsOf } from './local-calls.js';
import { memberOfValue } from './members.js';
import { SESSION_STATE } from '../../../catalog/runtimes/python-environment.js';
import { sessionValue } from './session-state.js';
import { builtin, exportOf, qualifiedName, sentByMaker } from './names.js';
import { functionCalled, resultOf, resultOfCall } from './results.js';
import { valueOfVariable } from './variables.js';
import { piped } from './chains.js';

/** Expressions looked at in one file before the rest is `unknown`: bounds the time on generated code. */
const MAX_STEPS = 200_000;

/** Makes the evaluator of a file. */
export function createEvaluator(tree: Tree, catalog: CatalogView): Evaluator {
  const evaluator: Evaluator = {
    valueOf: (node) => memoizedValue(context, node),
    valueOfVariable: (variable, read) => valueOfVariable(context, variable, read),
    memberOfValue: (value, name) => memberOfValue(context, value, name),
    memberOf: (of, name) => memberOfClass(context, of, name, new Set()),
    resultOf: (value) => resultOf(context, value),
    isOfCatalog: (path) => exportOf(context, path) !== undefined,
    sentByMaker: (path) => sentByMaker(context, path),
    functionCalled: (node) => functionCalled(context, node),
    qualifiedName: (node) => qualifiedName(context, node),
    callsOf: (fn) => callsOf(context, fn),
    literalOf: (node) => literalOf(context, node),
    argumentFor: (call, fn, parameter) => argumentFor(context, call, fn, parameter),
  };
  const context: EvaluatorContext = {
    tree,
    catalog,
    evaluator,
    memo: { known: new Map(), inProgress: new Set(), provisional: new Map(), cuts: 0, steps: 0 },
  };
  return evaluator;
}

/** The value of an expression: computed once, within the bounds. */
function memoizedValue(context: EvaluatorContext, node: Node): Value {
  const { memo } = context;
  const done = memo.known.get(node) ?? memo.provisional.get(node);
  if (done) return done;
  if (memo.inProgress.has(node) || memo.inProgress.size > MAX_DEPTH || (memo.steps += 1) > MAX_STEPS) {
    memo.cuts += 1;
    return UNKNOWN;
  }
  const before = memo.cuts;
  const value = whileInProgress(memo.inProgress, node, () => evaluate(context, node));
  if (memo.cuts === before || memo.inProgress.size === 0 || value.kind !== 'unknown') memo.known.set(node, value);
  else memo.provisional.set(node, value);
  if (memo.inProgress.size === 0) memo.provisional.clear();
  return value;
}

/** What an expression is, by its syntax. */
function evaluate(context: EvaluatorContext, node: Node): Value {
  switch (node.type) {
    case 'Name': {
      const variable = context.tree.variableOf(node);
      return variable ? context.evaluator.valueOfVariable(variable, node) : builtin(context, node.id);
    }
    case 'Attribute':
      return context.evaluator.memberOfValue(context.evaluator.valueOf(node.value), node.attr);
    case 'Subscript': {
      const key = stringOf(node.slice);
      const holder = key === undefined ? UNKNOWN : context.evaluator.valueOf(node.value);
      if (key !== undefined && holder.kind === 'external' && holder.path.join('.') === SESSION_STATE) return sessionValue(context, key);
      if (key === undefined || holder.kind !== 'dict') return UNKNOWN;
      const found = entryOf(holder.node, key, context.evaluator.valueOf);
      return found.kind === 'given' ? context.evaluator.valueOf(found.node) : UNKNOWN;
    }
    case 'Await':
      return context.evaluator.valueOf(node.value);
    case 'Call':
      return resultOfCall(context, node);
    case 'BoolOp':
      return firstKnown(context, node.values);
    case 'IfExp':
      return firstKnown(context, [node.body, node.orelse]);
    case 'NamedExpr':
      return context.evaluator.valueOf(node.value);
    case 'Lambda':
      return { kind: 'function', node };
    case 'Dict':
      return { kind: 'dict', node, changes: changesOf(node, context.tree) };
    case 'List':
    case 'Tuple':
      return { kind: 'list', node };
    case 'BinOp':
      return node.op === '|' ? piped(context, node) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** The first of several values that is known. */
function firstKnown(context: EvaluatorContext, nodes: readonly Node[]): Value {
  for (const node of nodes) {
    const value = context.evaluator.valueOf(node);
    if (value.kind !== 'unknown' && value.kind !== 'builtin') return value;
  }
  return UNKNOWN;
}

/** The constant that an expression is, also behind a name that is assigned once. */
function literalOf(context: EvaluatorContext, node: Node): ast.Constant | undefined {
  if (node.type === 'Constant') return node;
  const bindings = node.type === 'Name' ? (context.tree.variableOf(node)?.bindings ?? []) : [];
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === 'assign' && only.value?.type === 'Constant' ? only.value : undefined;
}
