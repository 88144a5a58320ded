import { relative } from 'node:path';
import { styleText } from 'node:util';
import type { Linter } from 'eslint';
import { isDisabling } from '../../plugin/choose-fixes.js';
import type { Scan } from '../lint-files.js';
import { languageNames } from '../source-files.js';
import type { Unread } from '../unread.js';

/**
 * The last lines of a scan: how many files, how many findings of each rule, what can be repaired, what was not read.
 *
 * @param milliseconds How long the scan took.
 * @param unanswered Questions that internal errors left without an answer.
 */
export function summary({ results, unread }: Scan, milliseconds: number, unanswered = 0): string {
  const messages = results.flatMap((result) => result.messages);
  const findings = messages.filter(({ ruleId }) => ruleId !== null);
  const broken = messages.filter(({ fatal }) => fatal).length;
  const fixed = results.filter(({ output }) => output !== undefined).length - unread.filter(({ isUnwritten }) => isUnwritten).length;
  const lines = [
    results.length === 0
      ? `Found no ${languageNames('or', 'without notebooks')} files to scan.`
      : `Scanned ${plural(results.length, 'file')} in ${(milliseconds / 1000).toFixed(1)} s: ${findings.length === 0 ? 'no findings' : plural(findings.length, 'finding')}.`,
  ];

  for (const [rule, count] of [...tally(findings.map(({ ruleId }) => ruleId ?? ''))].sort())
    lines.push(`${String(count).padStart(5)}  ${rule}`);
  const fixable = findings.filter(({ fix }) => fix).length;
  const suggested = findings.filter(({ fix, suggestions }) => !fix && suggestions?.some(isRepair)).length;
  if (fixed > 0) lines.push(`Fixed ${plural(fixed, 'file')}.`);
  if (fixable > 0) lines.push(`${fixable} can be fixed with --fix.`);
  if (suggested > 0)
    lines.push(
      `${suggested} ${suggested === 1 ? 'has' : 'have'} a suggestion: choose it in your editor, or apply the first with --fix --fixes suggested.`,
    );
  if (broken > 0) lines.push(`${plural(broken, 'file')} could not be parsed.`);
  lines.push(...notRead(unread));
  if (unanswered > 0)
    lines.push(`${plural(unanswered, 'question')} could not be answered because of internal errors, which are bugs: please report them.`);
  return `${styleText('bold', lines[0] ?? '')}\n${lines
    .slice(1)
    .map((line) => `${line}\n`)
    .join('')}`;
}

/** One line for each reason, with some of its paths. */
function notRead(unread: readonly Unread[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { path, reason, isUnwritten } of unread) {
    const [before, after] = [isUnwritten ? 'Not written: ' : 'Not read: ', ` (${reason}).`];
    const key = `${before}\0${after}`;
    byReason.set(key, [...(byReason.get(key) ?? []), relative(process.cwd(), path)]);
  }
  return [...byReason].map(([key, paths]) =>
    key.replace(
      '\0',
      () => `${paths.slice(0, SHOWN).join(', ')}${paths.length > SHOWN ? ` and ${String(paths.length - SHOWN)} more` : ''}`,
    ),
  );
}

const SHOWN = 3;

/** Disabling a rule for a line is a suggestion too, in some languages, but none that a scan applies. */
function isRepair(suggestion: Linter.LintSuggestion): boolean {
  return !isDisabling(suggestion);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
