import { type SdkObject, type Value, UNKNOWN } from './value.js';

/** Several values of one variable: the same kind of thing, its options no longer known; otherwise unknown. */
export function merged(values: readonly Value[]): Value {
  const known = values.filter((v) => v.kind !== 'unknown');
  // One of several clients of a settings' choice: those of other packages have the same methods.
  const objects = known.filter((v) => v.kind === 'sdk-object');
  const [first, ...rest] = objects.length > 0 && known.every((v) => v.kind === 'sdk-object' || v.kind === 'made-by') ? objects : known;
  if (!first || (rest.length + 1 < values.length && first.kind !== 'sdk-object' && first.kind !== 'http')) return UNKNOWN;
  if (rest.length === 0) return values.length === 1 || first.kind !== 'sdk-object' ? first : { ...first, made: [], either: [first.made] };
  if (first.kind === 'external') return first;
  if (first.kind === 'http')
    return rest.every((v) => v.kind === 'http' && v.client === first.client && v.export === first.export)
      ? { ...first, made: [] }
      : UNKNOWN;
  if (first.kind !== 'sdk-object') return UNKNOWN;
  const same = rest.every(
    (v) => v.kind === 'sdk-object' && v.sdk === first.sdk && v.path.join('.') === first.path.join('.') && isAsync(v) === isAsync(first),
  );
  return same
    ? { ...first, made: [], either: objects.flatMap((object) => (object.made.length > 0 ? [object.made] : (object.either ?? [[]]))) }
    : UNKNOWN;
}

function isAsync(object: SdkObject): boolean {
  return Object.values(object.sdk.objects[object.object]?.calls ?? {}).some((call) => call.async);
}

/** Several objects of SDKs that are one kind of thing; otherwise unknown. */
export function sameKind(values: readonly Value[]): Value {
  return values.every((v) => v.kind === 'sdk-object') ? merged(values) : UNKNOWN;
}
