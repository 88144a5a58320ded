import type { Edit, Repair } from '../../../model/fix.js';
import type { Span } from '../../../model/span.js';
import { type LineStart, lineStarts } from '../syntax/line-starts.js';

/**
 * Writes the comment that silences one rule for the line of a finding. Editors have a quick fix of their own for
 * this, but it writes `//`, which is no comment in Python.
 *
 * The comment stands on a line above where Python allows one there, else at the end of the line; inside a string
 * of several lines, where neither is possible, two comments around the string do it.
 */
export function disableComment(text: string, at: Span, ruleId: string): Repair {
  const starts = lineStarts(text);
  const line = Math.max(
    starts.findLastIndex(({ offset }) => offset <= at.start),
    0,
  );
  const { edits, how } = write({ text, starts, line }, ruleId);
  return { edits, applicability: 'unsafe', title: `Disable \`${ruleId}\` for this line (\`${how}\`)` };
}

interface Place {
  readonly text: string;
  readonly starts: readonly LineStart[];
  /** Index of the finding's line in `starts`. */
  readonly line: number;
}

interface Written {
  readonly edits: readonly Edit[];
  readonly how: string;
}

function write(place: Place, ruleId: string): Written {
  const { text, starts, line } = place;
  const start = starts[line]?.offset ?? 0;
  const end = endOfLine(place, line);
  // A second comment between an existing one and its line would silence the comment.
  const existing =
    extend(text, start === 0 ? undefined : { start: starts[line - 1]?.offset ?? 0, end: endOfLine(place, line - 1) }, NEXT_LINE, ruleId) ??
    extend(text, { start, end }, SAME_LINE, ruleId);
  if (existing) return existing;

  if (allowsComment(starts[line]))
    return { how: '# eslint-disable-next-line', edits: [above(place, line, `# eslint-disable-next-line ${ruleId}`)] };
  if (starts[line + 1] === undefined || allowsComment(starts[line + 1])) {
    return { how: '# eslint-disable-line', edits: [{ span: { start: end, end }, text: `  # eslint-disable-line ${ruleId}` }] };
  }
  const first = starts.findLastIndex((candidate, index) => index < line && allowsComment(candidate));
  const after = starts.findIndex((candidate, index) => index > line && allowsComment(candidate));
  const enable =
    after < 0
      ? []
      : [
          {
            span: { start: starts[after]?.offset ?? end, end: starts[after]?.offset ?? end },
            text: `${indentation(place, first)}# eslint-enable ${ruleId}${lineBreak(text)}`,
          },
        ];
  return { how: '# eslint-disable', edits: [above(place, first, `# eslint-disable ${ruleId}`), ...enable] };
}

const NEXT_LINE = /^[^\S\r\n]*(?<comment># *eslint-disable-next-line) +\S/d;
const SAME_LINE = /(?<comment># *eslint-disable-line) +\S/d;

/** Adds the rule to a comment that silences others for the same line. */
function extend(text: string, line: Span | undefined, pattern: RegExp, ruleId: string): Written | undefined {
  if (!line) return undefined;
  const content = text.slice(line.start, line.end);
  const match = pattern.exec(content);
  if (!match) return undefined;
  const from = match.index + match[0].length;
  const end = line.start + from + content.slice(from, from + (/\s-{2,99}\s|\s#|$/.exec(content.slice(from))?.index ?? 0)).trimEnd().length;
  return { how: match.groups?.['comment'] ?? '', edits: [{ span: { start: end, end }, text: `, ${ruleId}` }] };
}

function above(place: Place, line: number, comment: string): Edit {
  const start = place.starts[line]?.offset ?? 0;
  return { span: { start, end: start }, text: `${indentation(place, line)}${comment}${lineBreak(place.text)}` };
}

function allowsComment(start: LineStart | undefined): boolean {
  return start?.within === 'statement' || start?.within === 'brackets';
}

function indentation({ text, starts }: Place, line: number): string {
  return /^[^\S\r\n]*/.exec(text.slice(starts[line]?.offset ?? 0))?.[0] ?? '';
}

/** Offset of the line break. */
function endOfLine({ text, starts }: Place, line: number): number {
  const next = starts[line + 1]?.offset;
  if (next === undefined) return text.length;
  return next - (text.startsWith('\r\n', next - 2) ? 2 : 1);
}

/** As the file has them. */
function lineBreak(text: string): string {
  return /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
}
