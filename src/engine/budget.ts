import type { Budget } from '../model/budget.js';

/** What a budget allows. */
export interface Limits {
  /** Steps of one question. */
  readonly steps: number;
  /** Levels of recursion, through all files. A stack of Node's has room for about four times as many. */
  readonly depth: number;
  /** Other files that are opened for one linted file. */
  readonly files: number;
  /** Milliseconds for one linted file. */
  readonly time: number;
}

const LIMITS: Limits = { steps: 2000, depth: 400, files: 150, time: 3000 };
/** Steps between two looks at the clock. */
const TICK = 64;

/** Makes the budget of a linted file. */
export function createBudget(limits: Partial<Limits> = {}): Budget {
  const { steps: maxSteps, depth: maxDepth, files: maxFiles, time } = { ...LIMITS, ...limits };
  let steps = 0;
  let depth = 0;
  let files = 0;
  let deadline = Date.now() + time;
  let ticks = 0;
  let isLate = false;

  function hasTime(): boolean {
    isLate ||= Date.now() > deadline;
    return !isLate;
  }

  return {
    begin: () => {
      files = 0;
      isLate = false;
      deadline = Date.now() + time;
    },
    enter: () => {
      steps += 1;
      ticks += 1;
      if (steps > maxSteps || depth >= maxDepth || isLate || (ticks % TICK === 0 && !hasTime())) return false;
      depth += 1;
      return true;
    },
    leave: () => {
      depth -= 1;
    },
    open: () => {
      if (files >= maxFiles || !hasTime()) return false;
      files += 1;
      return true;
    },
    hasTime,
    question: (work) => {
      const [stepsBefore, depthBefore] = [steps, depth];
      steps = 0;
      try {
        return work();
      } finally {
        steps = stepsBefore;
        // An internal error may have skipped some `leave`.
        depth = depthBefore;
      }
    },
  };
}
