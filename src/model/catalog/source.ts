import * as v from 'valibot';
import { list, name, object, optional } from './shapes.js';

/** Where the facts of an entry come from. */
export const source = object({
  /** `measured`: the library was run, and `npm run verify:catalog` runs it again; `read`: its files or its documentation were read. */
  kind: v.picklist(['measured', 'read']),
  /** What was run or read, each with its version: `openai 7.57.0`. */
  versions: list(name),
  /** What was read, or what of the entry is from elsewhere: `options: dist/client.d.ts`. */
  file: optional(name),
});
export type Source = v.InferOutput<typeof source>;
