import type { WrapperLibrary } from '../../../model/catalog/retry-library.js';
import { maker, passesOn, passesOnLater, passesPromiseOn, settlesPromise } from '../../presets/retry-pace.js';

/** `pLimit(n)(fn)`: how many run at once. */
const pLimit = {
  id: 'p-limit',
  packages: ['p-limit'],
  versions: '2–7',
  source: { kind: 'measured', versions: ['p-limit 7.3.3'], file: '`limitFunction`, `map`: index.d.ts of 7.3.3' },
  exports: {
    default: maker({ '': passesOn(), map: passesOn(1) }),
    limitFunction: passesOnLater(),
  },
} as const satisfies WrapperLibrary;

/** `new PQueue({ concurrency }).add(fn)`: the promise of `add` rejects; `onIdle` does not. */
const pQueue = {
  id: 'p-queue',
  packages: ['p-queue'],
  versions: '6–10',
  source: { kind: 'measured', versions: ['p-queue 9.3.5', 'p-queue 10.0.0'] },
  exports: { default: maker({ add: passesOn() }) },
} as const satisfies WrapperLibrary;

/** `pThrottle({ limit, interval })(fn)`; before 4, `pThrottle(fn, limit, interval)`. */
const pThrottle = {
  id: 'p-throttle',
  packages: ['p-throttle'],
  versions: '3–8',
  source: { kind: 'measured', versions: ['p-throttle 3.1.0', 'p-throttle 8.1.1'], file: 'and the majors between them' },
  exports: { default: { ...passesOnLater(), methods: { '': passesOnLater() } } },
} as const satisfies WrapperLibrary;

/** `pMap(list, fn)` and its kin. */
const pMap = {
  id: 'p-map',
  packages: ['p-map', 'p-map-series', 'p-each-series', 'p-times', 'p-filter'],
  versions: '1–7',
  source: { kind: 'read', versions: ['p-map 7.1.1'], file: 'index.d.ts; the others: their readme' },
  exports: { default: passesOn(1), pMapIterable: passesOn(1) },
} as const satisfies WrapperLibrary;

/** `pTimeout(promise, { milliseconds })`, and the race of several promises. */
const pTimeout = {
  id: 'p-timeout',
  packages: ['p-timeout', 'p-any', 'p-some', 'p-race'],
  versions: '1–7',
  source: { kind: 'read', versions: ['p-timeout 7.0.2', 'p-any 4.0.0'], file: 'index.d.ts' },
  exports: { default: passesPromiseOn() },
} as const satisfies WrapperLibrary;

/** `pSettle(promises)` and `pReflect(promise)`: what became of each, as a value. */
const pSettle = {
  id: 'p-settle',
  packages: ['p-settle', 'p-reflect'],
  versions: '1–5',
  source: { kind: 'read', versions: ['p-settle 5.2.1'], file: 'index.d.ts, which exports p-reflect too' },
  exports: { default: settlesPromise() },
} as const satisfies WrapperLibrary;

/** `limiter.schedule(fn)` and `limiter.wrap(fn)`. It tries again only if a listener of `failed` returns a number. */
const bottleneck = {
  id: 'bottleneck',
  packages: ['bottleneck'],
  versions: '2',
  source: { kind: 'measured', versions: ['bottleneck 2.19.5'] },
  exports: { default: maker({ schedule: passesOn(), wrap: passesOnLater() }) },
} as const satisfies WrapperLibrary;

/** Libraries that only say when and how often a function runs. */
export const limiters: readonly WrapperLibrary[] = [pLimit, pQueue, pThrottle, pMap, pTimeout, pSettle, bottleneck];

/** The export that a repair limits requests with. */
export const LIMITER = { module: 'p-limit', imported: 'default', local: 'pLimit' } as const;
