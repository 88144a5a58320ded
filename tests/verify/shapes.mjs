// Names of the catalog that no measured version of a library has.
export function shapeChecks(results, { isQuick }) {
  if (isQuick) return [];
  const byKey = new Map();
  for (const record of results.flatMap(({ records = [], elsewhere = [] }) => records.map((one) => ({ ...one, elsewhere })))) {
    if (record.kind !== 'shape' || record.broken) continue;
    const key = JSON.stringify([record.language, record.entry, record.object ?? 'exports']);
    const missing = [...(record.missing ?? []), ...(record.absent ?? [])].filter((name) => !record.elsewhere.includes(name));
    const known = byKey.get(key);
    byKey.set(key, known ? known.filter((name) => missing.includes(name)) : missing);
  }
  return [...byKey]
    .filter(([, names]) => names.length > 0)
    .map(([key, names]) => {
      const [language, entry, where] = JSON.parse(key);
      const one = { language, entry, where, what: 'names', expected: 'in a measured version', seen: `none has ${names.join(', ')}` };
      console.log(`✗ ${language} ${entry} › ${where}: ${one.seen}`);
      return one;
    });
}
