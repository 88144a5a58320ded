import type { Source } from '../../model/catalog/source.js';
import type { OwnRetries } from '../failures/outcome.js';

/** What an entry of the catalog says of its versions. */
export interface VersionedEntry {
  readonly packages: readonly string[];
  /** `4–7`; also a list. */
  readonly versions: string;
  readonly source: Source;
}

/**
 * Whether a project has an entry's library in a major version that the entry says nothing of: below the oldest, or above the newest
 * that was measured or read.
 *
 * @param majorOf The major that the project's manifest names for a package; `undefined` where it names none.
 */
export function isUnmeasured(entry: VersionedEntry, majorOf: (name: string) => number | undefined): boolean {
  const ranges = rangesIn(entry.versions);
  const known = entry.packages.flatMap((name) => {
    const major = majorOf(name);
    const sources = entry.source.versions.flatMap((version) => majorIn(version, name));
    const all = [...ranges, ...sources];
    return major === undefined || all.length === 0 ? [] : [major < Math.min(...all) || major > Math.max(...all)];
  });
  return known.length > 0 && !known.includes(false);
}

/** `4–7` gives 4 and 7; a text that names several packages gives nothing. */
function rangesIn(versions: string): readonly number[] {
  return /^[\d.,–\s]+$/.test(versions) ? versions.split(/[–,]/).map((part) => Number.parseInt(part.trim(), 10)) : [];
}

/** `@lmstudio/sdk 1.5.0` gives 1 for that package. */
function majorIn(version: string, name: string): readonly number[] {
  return version.startsWith(`${name} `) ? [Number.parseInt(version.slice(name.length + 1), 10)] : [];
}

/** A failure of which only that it comes is known: no class, no number of requests, nothing to test for. */
export function asUnmeasured<Raw extends OwnRetries>(raw: Raw): Raw {
  const { title, rejectsOnStatus } = raw.failure;
  return {
    ...raw,
    attempts: undefined,
    isCertain: false,
    off: undefined,
    failure: {
      title,
      attempts: 0,
      seconds: 0,
      error: 'Error',
      shown: 'an error',
      ...(rejectsOnStatus !== undefined && { rejectsOnStatus }),
    },
  };
}
