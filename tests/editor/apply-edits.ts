import type { Position, TextEdit } from './language-server.js';

/** The text after edits that all refer to the text before them, as the language server protocol has it. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const offset = ({ line, character }: Position) =>
    text
      .split('\n')
      .slice(0, line)
      .reduce((sum, { length }) => sum + length + 1, character);
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce((result, { range, newText }) => result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)), text);
}
