// Which entries of the catalog `npm run verify:catalog` runs, by language.
import { SUBJECTS } from './javascript/subjects.mjs';
import { PROBES } from './python/probes.mjs';

/** Ids of the entries that have a case. */
export const CASES = {
  javascript: new Set(SUBJECTS.map(({ entry }) => entry)),
  python: new Set(PROBES.flatMap(({ entries }) => entries)),
};

/** A table of the entries that nothing runs, and what was read of them; `entries` as `loadEntries` gives them. */
export function unverifiedTable(entries) {
  const rows = Object.entries(CASES).flatMap(([language, cases]) =>
    [...entries[language].values()]
      .filter(({ id }) => !cases.has(id))
      .sort((a, b) => a.id.localeCompare(b.id))
      .map(({ id, source: { versions, file } }) => `| ${id} | ${language} | *unverified*: ${versions.join(', ')} | ${file} |`),
  );
  return ['| entry | language | read | what was read |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
