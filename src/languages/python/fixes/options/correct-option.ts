import { TITLES } from '../../../../engine/fixes/titles.js';
import type { IgnoredOption } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';

/** Writes an option under the name that the library reads. */
export function correctOption({ span, meant, remedy, name }: IgnoredOption): Repair | undefined {
  if (meant === undefined || remedy !== 'rename') return undefined;
  // A variable of the environment: other programs that are started may read the old name.
  const isVariable = name === name.toUpperCase();
  return {
    edits: [{ span, text: meant }],
    applicability: isVariable ? 'unsafe' : 'safe',
    title: isVariable ? TITLES.set(meant) : TITLES.rename(meant),
  };
}
