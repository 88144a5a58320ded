import * as v from 'valibot';

/** Schemas of which the catalog's are made. Everything that they describe is read only. */

/** A text that is not empty. */
export const name = v.pipe(v.string(), v.nonEmpty('must not be empty'));

/** A module's name or path. */
export const moduleName = v.pipe(v.string(), v.regex(/^[^\s'"`\\()]{1,300}$/, 'must be the name or path of a module'));

/** An object with these keys and no other. */
export const object = <const T extends v.ObjectEntries>(entries: T) => v.pipe(v.strictObject(entries), v.readonly());

export const list = <const T extends v.GenericSchema>(item: T) => v.pipe(v.array(item), v.readonly());

/** An object whose keys are names of the entry's own choosing. */
export const table = <const T extends v.GenericSchema>(item: T) => v.pipe(v.record(name, item), v.readonly());

/** A key that may be left out. */
export const optional = <const T extends v.GenericSchema>(schema: T) => v.exactOptional(schema);

/** `true`; the key is left out otherwise. */
export const flag = optional(v.literal(true));

/** The same keys, each of which may be left out. */
export function allOptional(entries: v.ObjectEntries): v.ObjectEntries {
  return Object.fromEntries(
    Object.entries(entries).map(([key, schema]) => [key, schema.type === 'exact_optional' ? schema : v.exactOptional(schema)]),
  );
}
