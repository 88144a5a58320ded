import type { Intent, Repair, Writers } from '../../model/fix.js';

/** Writes an intent by the language's writer for its kind; `undefined` where the language has none, or the writer cannot. */
export function writeFix<Context>(writers: Writers<Context>, intent: Intent, context: Context): Repair | undefined {
  // The key and the argument have the same kind, which the type of an indexed access does not say.
  const write = writers[intent.kind] as ((intent: Intent, context: Context) => Repair | undefined) | undefined;
  return write?.(intent, context);
}
