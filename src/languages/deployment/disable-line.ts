import type { Repair } from '../../model/fix.js';
import type { Span } from '../../model/span.js';

/**
 * Writes the comment that silences one rule for a line, above it. Editors write `//`, which is no comment here.
 *
 * @param longTexts Texts of several lines, in which no comment can stand.
 */
export function disableLine(text: string, at: Span, ruleId: string, longTexts: readonly Span[]): Repair | undefined {
  const start = text.lastIndexOf('\n', at.start - 1) + 1;
  if (longTexts.some((long) => long.start < start && start < long.end)) return undefined;
  const before = text.slice(0, start);
  const title = `Disable \`${ruleId}\` for this line (\`# eslint-disable-next-line\`)`;
  const existing = /(?:^|\n)[^\S\r\n]*# *eslint-disable-next-line +[^\r\n]*?(?=\s-{2,99}\s[^\r\n]*\r?\n$|[^\S\r\n]*\r?\n$)/.exec(
    before.slice(-500),
  );
  if (existing) {
    const end = Math.max(0, before.length - 500) + existing.index + existing[0].length;
    return { edits: [{ span: { start: end, end }, text: `, ${ruleId}` }], applicability: 'unsafe', title };
  }
  const indentation = /^[^\S\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const nl = /\r?\n/.exec(text)?.[0] ?? '\n';
  return {
    edits: [{ span: { start, end: start }, text: `${indentation}# eslint-disable-next-line ${ruleId}${nl}` }],
    applicability: 'unsafe',
    title,
  };
}
