import type { BackoffPolicy } from '../../../model/catalog/retry-library.js';
import type { RetryLayer } from '../../../model/problems/retry-layers.js';
import type { Span } from '../../../model/span.js';
import { pausesOf } from '../../../engine/problems/retry-layers.js';
import { codeExcerpt } from '../../../engine/heuristics/code-excerpt.js';
import { type Argument, argumentAt } from '../values/arguments.js';
import type { KnownWrapper } from '../values/catalog.js';
import { createConstants } from '../values/constants.js';
import type { Evaluator } from '../values/evaluate.js';
import type { Path } from '../flow/paths.js';
import { createLoopReader } from './retry-loops.js';
import { speaksOfWaiting } from '../syntax/waiting.js';
import { type CallNode, type Node, type Tree, isFunction } from '../syntax/tree.js';

/** Says how often a layer tries a call again, and after what waits. */
export interface LayerReader {
  /** What stands on one way of a failure, the innermost layer first. */
  onWay(path: Path, call: Node): readonly RetryLayer[];
  /** A library that makes a client try again in place: `axiosRetry(axios)`. */
  ofLibrary(call: CallNode, known: KnownWrapper): RetryLayer;
}

export function createLayerReader(tree: Tree, evaluator: Evaluator): LayerReader {
  const constants = createConstants(tree, evaluator);
  const readLoop = createLoopReader(tree, evaluator, constants);
  const { valueOf } = evaluator;

  return {
    onWay: ({ layers = [], handlers = [] }, call) =>
      layers.map(({ kind, at, beyond }) => {
        const inside = handlers.slice(0, handlers.length - beyond);
        if ('known' in at) return withInside(wrapperLayer(at.call, at.known), [at.fn, ...inside.map(({ body }) => body)]);
        const own = inside.at(-1);
        const loop = kind === 'loop' && own ? readLoop(at.statement, own, call) : undefined;
        return loop ?? { kind: 'loop', name: '', span: spanOf(at.statement), attempts: 'unknown', waits: 'unknown', seconds: undefined };
      }),
    ofLibrary: wrapperLayer,
  };

  /** The function that is tried again may end that by what it throws (`AbortError`, `bail`), or wait itself before it fails. */
  function withInside(layer: RetryLayer, inside: readonly Node[]): RetryLayer {
    const text = inside.map(textOf).join('\n');
    return {
      ...layer,
      ...(ENDS.test(text) && { attempts: 'unknown' }),
      ...(layer.waits === 'no' && speaksOfWaiting(text) && { waits: 'unknown', seconds: undefined }),
    };
  }

  function wrapperLayer(call: CallNode, known: KnownWrapper): RetryLayer {
    const { pace, maxRetries, none = 0, selects } = known.wrapper;
    const at = pace?.options === 'maker' ? makerOf(call) : call;
    const named = (at ?? call).callee;
    const layer = {
      kind: 'wrapper',
      name: codeExcerpt(textOf(named)),
      span: spanOf(named.type === 'MemberExpression' ? named.property : named),
    } as const;
    if (!pace || !at) return { ...layer, attempts: 'unknown', waits: 'unknown', seconds: undefined };
    const option = (place: string): Argument => argumentAt(at, place, valueOf);
    const bare = pace.number === undefined ? undefined : option(pace.number);
    const number = bare?.kind === 'given' ? constants.numberOf(bare.node) : undefined;
    if (number !== undefined) return paced(layer, pace, number === 'endless' ? number : number + 1 - none, 'absent', at, moduleOf(named));
    const mayEnd = [...(pace.ends ?? []), ...(selects?.by ?? []), ...(selects?.listeners ?? [])].some(
      (place) => !isHarmless(option(place), pace),
    );
    const place = pace.retries ?? maxRetries;
    const retries = place === undefined ? undefined : option(place);
    const attempts =
      mayEnd || retries?.kind === 'unknown'
        ? 'unknown'
        : retries?.kind === 'given'
          ? attemptsOf(constants.numberOf(retries.node), none)
          : pace.attempts;
    const waits = (pace.waits ?? []).map(option);
    const isSet = waits.some(({ kind }) => kind === 'unknown')
      ? 'unknown'
      : waits.some(({ kind }) => kind === 'given')
        ? 'given'
        : 'absent';
    const isZero =
      isSet === 'given' &&
      waits.every((w) => w.kind === 'absent' || (w.kind === 'given' && w.node.type === 'Literal' && w.node.value === 0));
    return paced(layer, pace, attempts, isZero ? 'zero' : isSet, at, moduleOf(named));
  }

  /** The call that made the object whose method is called: `retry(handleAll, …)` of `policy.execute(…)`. */
  function makerOf(call: CallNode): CallNode | undefined {
    const callee = valueOf(call.callee);
    return callee.kind === 'made-by' && (callee.node.type === 'CallExpression' || callee.node.type === 'NewExpression')
      ? callee.node
      : undefined;
  }

  function moduleOf(callee: Node): string {
    const value = valueOf(callee);
    return value.kind === 'external' || value.kind === 'made-by' ? value.module : '';
  }

  /** An option that is not given, that means every failure, or a listener that throws nothing. */
  function isHarmless(option: Argument, { all }: BackoffPolicy): boolean {
    if (option.kind !== 'given') return option.kind === 'absent';
    const value = all === undefined ? undefined : valueOf(option.node);
    return (
      (value?.kind === 'external' && value.path.at(-1) === all) ||
      (isFunction(option.node) && !/\bthrow\b|\breturn\b/.test(textOf(option.node)))
    );
  }

  function textOf({ range: [start, end] }: Node): string {
    return tree.text.slice(start, end);
  }
}

/** What a function throws, or calls, to end the attempts of a library. */
const ENDS = /abort|\bbail\b|unrecoverable|non_?retr|fatal|permanent/i;

function attemptsOf(number: number | 'endless' | undefined, none: number): RetryLayer['attempts'] {
  if (number === undefined || number === 'endless') return number ?? 'unknown';
  // In some, a number below means no limit.
  return number < none ? 'unknown' : number + 1 - none;
}

function paced(
  layer: Pick<RetryLayer, 'kind' | 'name' | 'span'>,
  pace: BackoffPolicy,
  attempts: RetryLayer['attempts'],
  set: 'given' | 'absent' | 'unknown' | 'zero',
  at: CallNode,
  module: string,
): RetryLayer {
  const waits = set === 'unknown' ? 'unknown' : set === 'zero' || (set === 'absent' && !pace.wait) ? 'no' : 'yes';
  const cure =
    pace.cure && set !== 'zero' && set !== 'unknown'
      ? { cure: { kind: 'options', whole: spanOf(at), module, options: pace.cure } as const }
      : {};
  return {
    ...layer,
    attempts,
    waits,
    within: pace.within,
    seconds: set === 'absent' ? pausesOf(pace, attempts) : set === 'zero' ? 0 : undefined,
    ...cure,
  };
}

function spanOf({ range: [start, end] }: Node): Span {
  return { start, end };
}
