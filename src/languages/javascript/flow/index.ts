import { createBudget } from '../../../engine/budget.js';
import type { Budget } from '../../../model/budget.js';
import type { EscapingFunction } from '../../../model/export-path.js';
import type { CatalogView } from '../values/catalog.js';
import type { Evaluator } from '../values/evaluate.js';
import { type FailureWrapping, type Imports, NO_IMPORTS } from '../values/imported-values.js';
import type { FunctionNode, Node, Tree } from '../syntax/tree.js';
import { createAfterRefusal } from './after-refusal.js';
import { type FlowContext, answer } from './context.js';
import { followEmitter } from './emitters.js';
import { followException } from './exceptions.js';
import type { ExecutionContext } from './execution-context.js';
import { followCallers, followFunctionValue } from './functions.js';
import { followImported } from './imported-failures.js';
import { type Path, UNKNOWN } from './paths.js';
import { followPromise } from './promises.js';
import { followStream } from './streams.js';
import { readWrapping } from './wrapping.js';

/** Follows a failure from the call to where it ends; `library` is the id of the SDK or HTTP client that fails. */
export interface Flow {
  /** A promise that rejects. */
  promise(node: Node, library: string): readonly Path[];
  /** An object that fails when it is read or one of its promises is awaited. */
  stream(node: Node, library: string): readonly Path[];
  /** An object whose call never throws and whose failure is a part of what is read: what runs the call again stands around the reading. */
  silent(node: Node, library: string): readonly Path[];
  /** A Node-style request whose failure is an `error` event. */
  emitter(node: Node, library: string): readonly Path[];
  /**
   * The failure of an imported function: from its calls, and from where its value goes.
   *
   * @param of Whether an expression is the function.
   */
  imported(
    of: (node: Node) => boolean,
    fails: EscapingFunction['fails'],
    library: string,
  ): readonly { readonly node: Node; readonly paths: readonly Path[] }[];
  /** What a function does with the failure of one that it is given as a parameter; `undefined` where that is not known. */
  wrapping(fn: FunctionNode, parameter: Node): FailureWrapping | undefined;
}

/** Makes the flow of a file. */
export function createFlow(
  tree: Tree,
  evaluator: Evaluator,
  catalog: CatalogView,
  execution: ExecutionContext,
  imports: Imports = NO_IMPORTS,
  budget: Budget = createBudget(),
): Flow {
  const flow: FlowContext = {
    tree,
    evaluator,
    catalog,
    execution,
    imports,
    budget,
    afterRefusal: createAfterRefusal(tree, evaluator, catalog),
    follow: {
      exception: (point, frame) => step(() => followException(flow, point, frame)),
      promise: (node, frame) => step(() => followPromise(flow, node, frame)),
      stream: (node, frame) => step(() => followStream(flow, node, frame)),
      functionValue: (use, failing, frame) => step(() => followFunctionValue(flow, use, failing, frame)),
      callers: (fn, frame, fails) => followCallers(flow, fn, frame, fails),
    },
    library: '',
    isSilent: false,
    inProgress: new Set(),
    writesInProgress: new Set(),
  };

  /** One step of the budget. */
  function step(work: () => readonly Path[]): readonly Path[] {
    if (!budget.enter()) return UNKNOWN;
    const paths = work();
    budget.leave();
    return paths;
  }

  const promise: Flow['promise'] = (node, library) => answer(flow, library, () => flow.follow.promise(node, undefined));
  return {
    promise,
    stream: (node, library) => answer(flow, library, () => flow.follow.stream(node, undefined)),
    silent: (node, library) => {
      flow.isSilent = true;
      const paths = promise(node, library);
      flow.isSilent = false;
      return paths;
    },
    emitter: (node, library) => answer(flow, library, () => followEmitter(flow, node)),
    imported: (of, fails, library) => followImported(flow, of, fails, library),
    wrapping: (fn, parameter) => readWrapping(flow, fn, parameter),
  };
}
