import type { Call, RetryOption } from '../../model/facts/call.js';
import type { BackoffPolicy } from '../../model/catalog/retry-library.js';
import type { RetryWithoutBackoff, RetryLayer, StackedRetries } from '../../model/problems/retry-layers.js';
import type { Span } from '../../model/span.js';
import type { OwnRetries } from '../failures/outcome.js';

/** What tries a call again on each way of its failure, the innermost first. */
export type LayersOfWays = readonly (readonly RetryLayer[])[];

/**
 * The layers that multiply, on the way that has the most requests. `option` says where the SDK's own retries may be
 * switched off; it is asked only where there is something to report and every way has a layer besides the SDK.
 */
export function stackedRetries(
  call: Call,
  own: OwnRetries,
  ways: LayersOfWays,
  option: () => RetryOption | undefined,
): StackedRetries | undefined {
  if (own.attempts === undefined || !own.isCertain) return undefined;
  const inner = ownLayer(own, own.attempts, call.span);
  let worst: Omit<StackedRetries, 'option'> | undefined;
  for (const way of ways) {
    const layers = [inner, ...way].filter(({ attempts }) => attempts !== 1);
    const requests = productOf([inner, ...way]);
    if (layers.length > 1 && requests !== undefined && requests > (worst?.requests ?? 0))
      worst = { call, layers, requests, seconds: secondsOf([inner, ...way]) };
  }
  if (!worst) return undefined;
  // Where nothing else waits, the SDK's own waits are better than none.
  const isAlwaysWrapped =
    own.attempts > 1 &&
    ways.every((way) => way.some(({ attempts, waits }) => typeof attempts === 'number' && attempts > 1 && waits !== 'no'));
  return { ...worst, option: isAlwaysWrapped ? option() : undefined };
}

/** The SDK's own attempts as the innermost layer. */
function ownLayer({ failure }: OwnRetries, attempts: number, span: Span): RetryLayer {
  return {
    kind: 'sdk',
    name: failure.title,
    span,
    attempts,
    waits: 'unknown',
    seconds: attempts === 1 ? 0 : attempts === failure.attempts ? failure.seconds : undefined,
  };
}

/** Requests and seconds of all layers of one way together, where they are known. */
export function costOfWay(
  own: OwnRetries,
  way: readonly RetryLayer[],
  span: Span,
): { readonly requests: number | undefined; readonly seconds: number | undefined } {
  const layers = own.attempts === undefined ? undefined : [ownLayer(own, own.attempts, span), ...way];
  const requests = layers && productOf(layers);
  return { requests, seconds: requests === undefined ? undefined : secondsOf(layers ?? []) };
}

function productOf(layers: readonly RetryLayer[]): number | undefined {
  let product = 1;
  for (const [i, { attempts, within }] of layers.entries()) {
    if (typeof attempts !== 'number') return undefined;
    const seconds = within === undefined ? 0 : secondsOf(layers.slice(0, i + 1));
    // Its time may be over before its attempts are.
    if (within !== undefined && (seconds === undefined || seconds > within)) return undefined;
    product *= attempts;
  }
  return product;
}

/** Each attempt of a layer takes what is inside it as long as that takes to give up; its own waits come between. */
function secondsOf([inner, ...around]: readonly RetryLayer[]): number | undefined {
  let total = inner?.seconds;
  for (const { attempts, seconds } of around)
    total = total === undefined || seconds === undefined || typeof attempts !== 'number' ? undefined : attempts * total + seconds;
  return total;
}

/** The layers that try again at once or for ever, each once however many calls stand in it. */
export function retriesWithoutBackoff(found: Iterable<readonly [Call, LayersOfWays]>): readonly RetryWithoutBackoff[] {
  const byPlace = new Map<number, RetryWithoutBackoff>();
  for (const [call, ways] of found) {
    for (const layer of ways.flat()) {
      if (layer.attempts === 1 || byPlace.has(layer.span.start)) continue;
      if (layer.waits === 'no' || (layer.kind === 'wrapper' && layer.attempts === 'endless'))
        byPlace.set(layer.span.start, { call, layer });
    }
  }
  return [...byPlace.values()];
}

/** Seconds that the waits of a retry library take together where its options do not change them. */
export function pausesOf({ wait }: BackoffPolicy, attempts: RetryLayer['attempts']): number | undefined {
  if (!wait) return 0;
  if (typeof attempts !== 'number') return undefined;
  let total = 0;
  for (let i = 0, next = wait.seconds; i < attempts - 1; i += 1, next = Math.min(next * wait.factor, wait.most ?? Number.POSITIVE_INFINITY))
    total += next;
  return total;
}

/** What one layer of a way costs by itself, counted from the outermost (-1); nothing where that is not known. */
export function costOf(
  way: LayersOfWays[number] | undefined,
  index: number,
): { readonly attempts: number | 'endless' | undefined; readonly seconds: number | undefined } {
  const layer = way?.at(index);
  return { attempts: layer?.attempts === 'unknown' ? undefined : layer?.attempts, seconds: layer?.seconds };
}
