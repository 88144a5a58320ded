import { createBudget } from './budget.js';

/** What a query allows, and what it answers where that does not suffice. */
export interface QueryOptions<Answer> {
  /** Questions inside one another; a deeper one is unknown. */
  readonly maxDepth: number;
  /** Questions in all, those with a stored answer left out; bounds the time on generated code. */
  readonly maxSteps: number;
  /** The answer to a question that asks for itself, and to those beyond the bounds. */
  readonly unknown: Answer;
  /** Whether an answer holds although a part of it was cut short; none does by default. */
  readonly isCertain?: (answer: Answer) => boolean;
}

/** How one question is asked. */
export interface AskOptions<Answer> {
  /**
   * What is stored:
   * - `provisional`, the default: each answer; one that was cut short until the outermost question is answered;
   * - `complete`: only an answer that was not cut short;
   * - `nothing`: the same question may have another answer elsewhere, so only its cycles are cut.
   */
  readonly keep?: 'provisional' | 'complete' | 'nothing';
  /** The answer where this question is cut short. */
  readonly unknown?: Answer;
}

/** Answers questions that lead to each other: a name to its definition, that to its parts. No answer is `undefined`. */
export interface MemoizedQuery<Answer> {
  /** The stored answer, or that of `work`, which may ask other questions. */
  ask(question: object, work: () => Answer, options?: AskOptions<Answer>): Answer;
}

/** The place of an answer that is being found. */
const PENDING = Symbol('pending');

/**
 * Makes a query of one file. A question that leads back to itself is unknown there: the answers on that cycle are cut
 * short, and hold for the outermost question alone, because they depend on where the cycle was entered.
 */
export function memoizedQuery<Answer>(options: QueryOptions<Answer>): MemoizedQuery<Answer> {
  const { maxDepth, maxSteps, unknown, isCertain = () => false } = options;
  const budget = createBudget({ depth: maxDepth, steps: maxSteps, time: Infinity });
  const known = new Map<object, Answer | typeof PENDING>();
  const provisional = new Map<object, Answer>();
  let depth = 0;
  /** How often an answer was cut short. */
  let cuts = 0;

  function ask(
    question: object,
    work: () => Answer,
    { keep = 'provisional', unknown: ownUnknown = unknown }: AskOptions<Answer> = {},
  ): Answer {
    const stored = known.get(question) ?? (provisional.size > 0 ? provisional.get(question) : undefined);
    if (stored !== undefined && stored !== PENDING) return stored;
    if (stored === PENDING || !budget.enter()) {
      cuts += 1;
      return ownUnknown;
    }
    const before = cuts;
    depth += 1;
    known.set(question, PENDING);
    let answer: Answer;
    try {
      answer = work();
    } finally {
      known.delete(question);
      depth -= 1;
      budget.leave();
    }
    store(question, answer, keep, cuts === before);
    if (depth === 0) provisional.clear();
    return answer;
  }

  function store(question: object, answer: Answer, keep: NonNullable<AskOptions<Answer>['keep']>, isComplete: boolean): void {
    if (keep === 'nothing' || (keep === 'complete' && !isComplete)) return;
    if (isComplete || depth === 0 || isCertain(answer)) known.set(question, answer);
    else provisional.set(question, answer);
  }

  return { ask };
}
