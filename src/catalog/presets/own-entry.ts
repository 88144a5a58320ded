/** An entry of a table by a name from a linted program, which may be `constructor` or `__proto__`. */
export function getOwn<T>(table: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}
