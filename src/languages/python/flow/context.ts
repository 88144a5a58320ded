import type { Budget } from '../../../model/budget.js';
import type * as ast from '../syntax/ast.js';
import type { Tree } from '../syntax/tree.js';
import type { Evaluator } from '../values/evaluator.js';
import type { ExecutionContext } from './execution-context.js';
import type { Wrappers } from './wrappers/index.js';
import type { RaisedException } from './exception-matching.js';
import type { FunctionNode, Node } from '../syntax/ast.js';
import type { FailureTiming } from './failure-timing.js';
import type { ExportPaths } from '../values/export-paths.js';
import type { ImportedWrappers } from './wrappers/imported-wrappers.js';
import type { Path } from './path.js';

/** The failure on its way. */
export interface FlowState {
  readonly thrown: RaisedException;
  /** The function that was entered through a particular call: what it lets through goes back there, not to all callers. */
  readonly callSite?: CallSite | undefined;
}

/** The call through which a function was entered. */
export interface CallSite {
  readonly fn: FunctionNode;
  /** Where the result of the call stands; for a decorator, the function that it decorates; nothing for a call in another file. */
  readonly at: ast.Call | ast.FunctionDef | undefined;
  /** For a decorator: its place in the list. */
  readonly index?: number;
  /** What is entered is an object's `__call__`, and `at` is where the object is made. */
  readonly isObject?: boolean;
  readonly outer: CallSite | undefined;
}

/** A function that lets the failure through. */
export interface Callable {
  readonly timing: FailureTiming;
  readonly fn?: FunctionNode | undefined;
}

/** The other files of the project, where they are looked at. */
export interface OtherFiles {
  /** How functions leave the file. */
  readonly exportPaths: ExportPaths;
  readonly wrappers: ImportedWrappers;
}

/** What the functions of the flow share: the file, what is known about it, and the ways of a failure. */
export interface FlowContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly wrappers: Wrappers;
  readonly execution: ExecutionContext;
  readonly otherFiles: OtherFiles | undefined;
  readonly exportPaths: ExportPaths | undefined;
  readonly budget: Budget;
  /** Functions and names that are being followed: what comes back to them ends there. */
  readonly visiting: Set<Node>;
  readonly follow: Follow;
}

/** How each form of a failure is followed, one file a form. The forms call each other through this table, within the budget. */
export interface Follow {
  /** An exception is raised at `point`. */
  exception(point: Node, state: FlowState): readonly Path[];
  /** A coroutine stands at `node`, or (`isTask`) a task or future, which runs whether it is awaited or not. */
  coroutine(node: Node, state: FlowState, isTask: boolean): readonly Path[];
  /** A list of coroutines, tasks or futures stands at `node`. */
  collection(node: Node, state: FlowState, isTask: boolean): readonly Path[];
  /** An object whose failure shows when it is read or entered stands at `node`. */
  reader(node: Node, state: FlowState): readonly Path[];
  /** A function's value stands at `use`. */
  functionValue(use: Node, callable: Callable, state: FlowState): readonly Path[];
  /** The failure comes to the decorator at `index` of a function, the innermost being the last, then to the callers. */
  decorators(fn: ast.FunctionDef, index: number, state: FlowState): readonly Path[];
}

/** Follows the result of a call, by when its failure shows. */
export function followResult(context: FlowContext, node: Node, timing: FailureTiming, state: FlowState): readonly Path[] {
  return timing === 'on-call'
    ? context.follow.exception(node, state)
    : timing === 'on-await'
      ? context.follow.coroutine(node, state, false)
      : context.follow.reader(node, state);
}

/** Does some work while a node counts as visited; `undefined` where it does already. */
export function whileVisiting<T>(context: FlowContext, node: Node, work: () => T): T | undefined {
  if (context.visiting.has(node)) return undefined;
  context.visiting.add(node);
  try {
    return work();
  } finally {
    context.visiting.delete(node);
  }
}
