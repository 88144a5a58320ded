import { pythonWrapperOf } from '../../../catalog/python.js';
import type { RetryLayer } from '../../../model/problems/retry-layers.js';
import type { Span } from '../../../model/span.js';
import { pausesOf } from '../../../engine/problems/retry-layers.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { type Argument, argumentAt } from '../values/arguments.js';
import type * as ast from '../syntax/ast.js';
import type { Node } from '../syntax/ast.js';
import { createConstants } from '../values/constants.js';
import type { Evaluator } from '../values/evaluator.js';
import type { Handler, Path } from '../flow/path.js';
import { WAITS } from './loop-waits.js';
import { createLoopReader } from './retry-loops.js';
import { type Tree, functionAround, isNone, statementAround } from '../syntax/tree.js';
import type { RetryingLibrary } from '../flow/wrappers/retry-effects.js';

/** Reads what tries a call again on one way of its failure: how often, and after what waits; the innermost layer first. */
export function createLayerReader(tree: Tree, evaluator: Evaluator): (path: Path, call: Node) => readonly RetryLayer[] {
  const constants = createConstants(tree, evaluator);
  const readLoop = createLoopReader(tree, evaluator, constants);
  const { valueOf } = evaluator;

  return ({ layers = [], handlers = [] }, call) =>
    layers.map(({ kind, at, beyond }) => {
      const inside = handlers.slice(0, handlers.length - beyond);
      if ('known' in at) return libraryLayer(at, inside);
      const own = inside.at(-1);
      const loop = kind === 'loop' && own ? readLoop(at.statement, own, call) : undefined;
      return loop ?? { kind: 'loop', name: '', span: spanOf(at.statement), attempts: 'unknown', waits: 'unknown', seconds: undefined };
    });

  function libraryLayer({ known: { wrapper }, node, call }: RetryingLibrary, inside: readonly Handler[]): RetryLayer {
    const { pace, selects } = wrapper;
    const named = call?.func ?? node;
    const layer = {
      kind: 'wrapper',
      name: codeExcerpt(tree.textOf(named)),
      span: named.type === 'Attribute' ? { start: named.attrRange[0], end: named.attrRange[1] } : spanOf(named),
    } as const;
    if (!pace) return { ...layer, attempts: 'unknown', waits: 'unknown', seconds: undefined };
    const option = (place: string): Argument => (call ? argumentAt(call, place, valueOf) : { kind: 'absent' });
    const listeners = (selects?.listeners ?? []).filter((place) => place !== wrapper.attempts).map(option);
    const mayEnd =
      [...(pace.ends ?? []), ...(selects?.by ?? [])].some((place) => option(place).kind !== 'absent') || !listeners.every(isHarmless);
    const attempts =
      mayEnd || inside.some(({ body }) => ENDS.test(tree.textOf(body)))
        ? 'unknown'
        : attemptsOf(wrapper.attempts === undefined ? { kind: 'absent' } : option(wrapper.attempts), wrapper.counter, pace.attempts);
    const waits = (pace.waits ?? []).map((place) => option(place).kind);
    const isSet = waits.includes('given') ? 'given' : waits.includes('unknown') ? 'unknown' : 'absent';
    // What is tried again may wait itself, before it fails.
    const inner = [subjectOf(node, call), ...inside.map(({ body }) => body)];
    const waitsInside =
      inner.some((part) => part && WAITS.test(tree.textOf(part).replace(tree.textOf(named), ''))) ||
      listeners.some(({ kind }) => kind !== 'absent');
    const isHasty = isSet === 'absent' && !pace.wait;
    return {
      ...layer,
      attempts,
      within: pace.within,
      waits: isSet === 'unknown' || (isHasty && waitsInside) ? 'unknown' : isHasty ? 'no' : 'yes',
      seconds: isSet === 'absent' && !(isHasty && waitsInside) ? pausesOf(pace, attempts) : undefined,
      ...(pace.cure &&
        isSet !== 'unknown' && { cure: { kind: 'options', whole: spanOf(call ?? node), module: moduleOf(named), options: pace.cure } }),
    };
  }

  /** The function that a decorator stands on, the loop over attempts; without either, the statement. */
  function subjectOf(node: ast.Expression, call: ast.Call | undefined): Node | undefined {
    const { parent } = node;
    if (parent?.type === 'FunctionDef' || parent?.type === 'AsyncFunctionDef' || parent?.type === 'For' || parent?.type === 'AsyncFor')
      return parent;
    return functionAround(call ?? node) ?? statementAround(node);
  }

  function attemptsOf(option: Argument, counter: string | undefined, byDefault: number | 'endless'): RetryLayer['attempts'] {
    if (option.kind === 'absent') return byDefault;
    if (option.kind === 'unknown') return 'unknown';
    const { node } = option;
    if (isNone(node)) return 'endless';
    if (counter === undefined) return countOf(constants.numberOf(node));
    if (node.type !== 'Call') return evaluator.qualifiedName(node)?.at(-1) === 'stop_never' ? 'endless' : 'unknown';
    const [number] = node.args;
    if (evaluator.qualifiedName(node.func)?.at(-1) !== counter || !number) return 'unknown';
    return countOf(constants.numberOf(number));
  }

  /** A function of this file that raises nothing, or one that the library itself makes. */
  function isHarmless(option: Argument): boolean {
    if (option.kind !== 'given') return option.kind === 'absent';
    const value = valueOf(option.node);
    if (value.kind === 'function') return !/\braise\b/.test(tree.textOf(value.node));
    return (value.kind === 'made-by' || value.kind === 'external') && pythonWrapperOf(value.path) !== undefined;
  }

  function moduleOf(named: ast.Expression): string {
    return evaluator.qualifiedName(named)?.[0] ?? '';
  }
}

/** What a handler raises to end the attempts of a library. */
const ENDS = /abort|giveup|give_up|unrecoverable|non_?retr|fatal|permanent|TryAgain/i;

function countOf(number: number | undefined): RetryLayer['attempts'] {
  if (number === undefined) return 'unknown';
  return number < 0 ? 'endless' : number === 0 ? 'unknown' : number;
}

function spanOf({ range: [start, end] }: Node): Span {
  return { start, end };
}
