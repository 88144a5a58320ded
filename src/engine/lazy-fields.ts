import type { Guard } from '../model/guard.js';

/**
 * Makes an object whose fields are computed when they are first read, each once and under the guard.
 *
 * @param empty The fields that have no function, and those whose function fails.
 * @param fields What computes the fields. The name of a field is the question of which an internal error is told:
 *   `blindRetries` is "blind retries".
 */
export function lazyFields<Fields extends object>(
  guard: Guard,
  empty: Fields,
  fields: { readonly [Name in keyof Fields]?: () => Fields[Name] },
): Fields {
  const object = { ...empty };
  for (const [name, compute] of Object.entries(fields) as [string, () => unknown][]) {
    const question = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
    const value = once(() => guard(question, compute) ?? empty[name as keyof Fields]);
    Object.defineProperty(object, name, { enumerable: true, get: value });
  }
  return object;
}

/** Computes a value when it is first asked for, and keeps it. An error is thrown again each time, without computing again. */
export function once<Value>(compute: () => Value): () => Value {
  let result: { readonly value: Value } | { readonly error: unknown } | undefined;
  return () => {
    result ??= attempt(compute);
    if ('error' in result) throw result.error;
    return result.value;
  };
}

function attempt<Value>(compute: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: compute() };
  } catch (error) {
    return { error };
  }
}
