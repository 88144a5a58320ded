import { styleText } from 'node:util';
import type { ESLint, Linter } from 'eslint';

/**
 * The last lines of a scan: how many files, how many findings of each rule, what can be repaired.
 *
 * @param milliseconds How long the scan took.
 */
export function summary(results: readonly ESLint.LintResult[], milliseconds: number): string {
  const messages = results.flatMap((result) => result.messages);
  const findings = messages.filter(({ ruleId }) => ruleId !== null);
  const unread = messages.filter(({ fatal }) => fatal).length;
  const fixed = results.filter(({ output }) => output !== undefined).length;
  const files = results.length === 0 ? 'no JavaScript, TypeScript or Python files' : plural(results.length, 'file');
  const lines = [`Scanned ${files} in ${(milliseconds / 1000).toFixed(1)} s: ${findings.length === 0 ? 'no findings' : plural(findings.length, 'finding')}.`];

  for (const [rule, count] of [...tally(findings.map(({ ruleId }) => ruleId ?? ''))].sort()) lines.push(`${String(count).padStart(5)}  ${rule}`);
  const fixable = findings.filter(({ fix }) => fix).length;
  const suggested = findings.filter(({ fix, suggestions }) => !fix && suggestions?.some(isRepair)).length;
  if (fixed > 0) lines.push(`Fixed ${plural(fixed, 'file')}.`);
  if (fixable > 0) lines.push(`${fixable} can be fixed with --fix.`);
  if (suggested > 0) lines.push(`${suggested} ${suggested === 1 ? 'has' : 'have'} a suggestion: choose it in your editor, or apply the first with --fix --fixes suggested.`);
  if (unread > 0) lines.push(`${plural(unread, 'file')} could not be parsed.`);
  return `${styleText('bold', lines[0] ?? '')}\n${lines.slice(1).map((line) => `${line}\n`).join('')}`;
}

/** Silencing a rule is a suggestion too, for Python, but none that a scan could apply. */
function isRepair({ desc }: Linter.LintSuggestion): boolean {
  return !desc.includes('# eslint-disable');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function tally(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
