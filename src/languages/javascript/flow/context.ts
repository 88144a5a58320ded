import type { Budget } from '../../../model/budget.js';
import type { EscapingFunction } from '../../../model/export-path.js';
import type { CallNode, FunctionNode, Node, Tree } from '../syntax/tree.js';
import type { CatalogView } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Imports } from '../values/imported-values.js';
import type { AfterRefusal } from './after-refusal.js';
import type { ExecutionContext } from './execution-context.js';
import type { Path } from './paths.js';

/** A function that is entered through a particular call: what it lets through goes back to that call, not to all callers. */
export interface CallFrame {
  readonly fn: FunctionNode;
  /** None where only the function is asked about: what it does with a parameter. */
  readonly call: CallNode | undefined;
  readonly caller: CallFrame | undefined;
}

/** A function that lets the failure through, of this file or imported. */
export interface FailingFunction {
  /** Where it is in this file. */
  readonly node: FunctionNode | undefined;
  readonly fails: EscapingFunction['fails'];
  /** Whether an expression is this function. */
  is(node: Node): boolean;
}

/** The ways of a failure. Each is a file of functions; they call each other through this table, each step within the budget. */
interface Follow {
  /** An exception is thrown at `point`. */
  exception(point: Node, frame: CallFrame | undefined): readonly Path[];
  /** A promise that rejects stands at `node`. */
  promise(node: Node, frame: CallFrame | undefined): readonly Path[];
  /** An object whose failure shows when it is read stands at `node`. */
  stream(node: Node, frame: CallFrame | undefined): readonly Path[];
  /** The value of a function that fails stands at `use`. */
  functionValue(use: Node, failing: FailingFunction, frame: CallFrame | undefined): readonly Path[];
  /** A function lets the failure through (as a rejected promise, or while it is iterated): its callers get it. */
  callers(fn: FunctionNode, frame: CallFrame | undefined, fails?: EscapingFunction['fails']): readonly Path[];
}

/** What following a failure needs to know of the file, and the state of the question that is being answered. */
export interface FlowContext {
  readonly tree: Tree;
  readonly evaluator: Evaluator;
  readonly catalog: CatalogView;
  readonly execution: ExecutionContext;
  readonly imports: Imports;
  readonly budget: Budget;
  readonly afterRefusal: AfterRefusal;
  readonly follow: Follow;
  /** The id of the SDK or HTTP client that fails. */
  library: string;
  /** Whether the call itself never throws: the failure is a part of what is read. */
  isSilent: boolean;
  /** Functions whose callers or parameters are being followed. */
  readonly inProgress: Set<FunctionNode>;
  /** Writes of variables whose reads are being followed. */
  readonly writesInProgress: Set<Node>;
}

/** Answers one question about a failure of a library. */
export function answer(flow: FlowContext, library: string, work: () => readonly Path[]): readonly Path[] {
  const before = flow.library;
  flow.library = library;
  let paths: readonly Path[];
  try {
    paths = flow.budget.question(work);
  } finally {
    flow.library = before;
  }
  if (!flow.execution.catchesEverything) return paths;
  return paths.map((path) => (path.end.kind === 'lost' && path.end.end !== 'route' ? { ...path, end: { kind: 'caught' } } : path));
}

/** Does some work unless the function is being followed already; `undefined` then. */
export function whileInProgress<T>({ inProgress }: FlowContext, fn: FunctionNode, work: () => T): T | undefined {
  if (inProgress.has(fn)) return undefined;
  inProgress.add(fn);
  try {
    return work();
  } finally {
    inProgress.delete(fn);
  }
}
