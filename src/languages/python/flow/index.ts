import { createBudget } from '../../../engine/budget.js';
import type { Budget } from '../../../model/budget.js';
import type { Tree } from '../syntax/tree.js';
import type { Node } from '../syntax/ast.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Value } from '../values/value.js';
import { type Follow, type FlowContext, type OtherFiles, followResult } from './context.js';
import { followCoroutine } from './coroutines.js';
import { followDecorators } from './wrappers/decorators.js';
import type { RaisedException } from './exception-matching.js';
import { followException } from './exceptions.js';
import type { ExecutionContext } from './execution-context.js';
import type { FailureTiming } from './failure-timing.js';
import { followFunctionValue } from './function-values.js';
import { type Path, UNKNOWN } from './path.js';
import { followReader } from './readers.js';
import { followCollection } from './task-collections.js';
import { wrapperOutcomes } from './wrappers/wrapper-questions.js';
import type { Wrappers } from './wrappers/index.js';
import type { WrapperOutcome, WrapperQuestion } from './wrappers/wrapping.js';

/** Follows a failure from a call to where it ends. */
export interface Flow {
  /** What a call whose failure shows at this time makes stands at `node`. */
  result(node: Node, timing: FailureTiming, thrown: RaisedException): readonly Path[];
  /** A function that fails at this time stands at `node`, without being called there. */
  passedOn(node: Node, timing: FailureTiming, thrown: RaisedException): readonly Path[];
  /** What a function of this file does with a failure, as another file asks it; nothing where it is no such wrapper. */
  wrapping(wrapper: Value, question: WrapperQuestion): readonly WrapperOutcome[] | undefined;
}

/** Makes the flow of a file. */
export function createFlow(
  tree: Tree,
  evaluator: Evaluator,
  wrappers: Wrappers,
  execution: ExecutionContext,
  otherFiles?: OtherFiles,
  budget: Budget = createBudget(),
): Flow {
  /** A way that takes one step of the budget; without any left, nothing is known. */
  function withinBudget<Args extends readonly unknown[]>(way: (context: FlowContext, ...args: Args) => readonly Path[]) {
    return (...args: Args): readonly Path[] => {
      if (!budget.enter()) return UNKNOWN;
      const paths = way(context, ...args);
      budget.leave();
      return paths;
    };
  }

  const follow: Follow = {
    exception: withinBudget(followException),
    coroutine: withinBudget(followCoroutine),
    collection: withinBudget(followCollection),
    reader: withinBudget(followReader),
    functionValue: withinBudget(followFunctionValue),
    decorators: (fn, index, state) => followDecorators(context, fn, index, state),
  };
  const context: FlowContext = {
    tree,
    evaluator,
    wrappers,
    execution,
    otherFiles,
    exportPaths: otherFiles?.exportPaths,
    budget,
    visiting: new Set(),
    follow,
  };

  return {
    wrapping: (wrapper, question) => wrapperOutcomes(context, wrapper, question),
    result: (node, timing, thrown) => budget.question(() => followResult(context, node, timing, { thrown })),
    passedOn: (node, timing, thrown) => budget.question(() => follow.functionValue(node, { timing }, { thrown })),
  };
}
