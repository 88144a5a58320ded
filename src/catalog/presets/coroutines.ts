import type { CallKind } from '../../model/catalog/sdk.js';

/** The calls of an object's asynchronous twin (`AsyncOpenAI`): what failed at the call fails at the `await`; what is read, as before. */
export function coroutines(calls: Readonly<Record<string, CallKind>>): Readonly<Record<string, CallKind>> {
  return Object.fromEntries(
    Object.entries(calls).map(([name, kind]) => [name, kind.surfaces === 'read' ? kind : { ...kind, async: true as const }]),
  );
}

/** The calls below a dotted prefix, without it: those of `client.chat`, as `openai.chat` or a resource class has them. */
export function below(calls: Readonly<Record<string, CallKind>>, prefix: string): Readonly<Record<string, CallKind>> {
  return Object.fromEntries(
    Object.entries(calls).flatMap(([name, kind]) =>
      name.startsWith(`${prefix}.`) ? [[name.slice(prefix.length + 1), kind] as const] : [],
    ),
  );
}
