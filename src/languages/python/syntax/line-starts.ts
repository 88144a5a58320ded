/** A physical line of Python, and what a token at its start would belong to. */
export interface LineStart {
  /** Offset of the line's first character. */
  readonly offset: number;
  /**
   * - `statement`: a new statement may begin here (or a comment, or nothing);
   * - `brackets`: inside `()`, `[]` or `{}`, where a comment is allowed but no statement;
   * - `string`: inside a string, where `#` is text;
   * - `continuation`: after a backslash, where a comment would end the statement.
   */
  readonly within: 'statement' | 'brackets' | 'string' | 'continuation';
}

/**
 * Finds out how every line of a file begins. It needs no tree, so it also reads notebook cells that are not
 * Python yet, and code with errors.
 */
export function lineStarts(text: string): readonly LineStart[] {
  const lines: LineStart[] = [{ offset: 0, within: 'statement' }];
  const open: Frame[] = [];
  let index = 0;

  /** Steps over a line break and notes what the next line begins in. */
  const breakLine = (continued: boolean) => {
    index += text.startsWith('\r\n', index) ? 2 : 1;
    // A string in single quotes ends with its line whatever the rest says, so one slip costs one line, not the file.
    const unclosed = open.findIndex((frame) => frame.kind === 'string' && frame.quote.length === 1);
    if (unclosed >= 0 && !continued) open.length = unclosed;
    const inString = open.at(-1)?.kind === 'string';
    lines.push({ offset: index, within: inString ? 'string' : continued ? 'continuation' : open.length > 0 ? 'brackets' : 'statement' });
  };

  while (index < text.length) {
    const frame = open.at(-1);
    const character = text[index] ?? '';
    if (character === '\n' || character === '\r') breakLine(false);
    else if (character === '\\') {
      index++;
      if (text[index] === '\n' || text[index] === '\r') breakLine(true);
      else index++;
    } else if (frame?.kind === 'string') {
      if (text.startsWith(frame.quote, index)) {
        index += frame.quote.length;
        open.pop();
      } else if (frame.formatted && character === '{') {
        if (text[index + 1] === '{') index++;
        else open.push({ kind: 'hole', specification: false });
        index++;
      } else index++;
    } else if (frame?.kind === 'hole' && frame.specification && character !== '{' && character !== '}') index++;
    else if (character === '#') index = endOfLine(text, index);
    else if (character === '"' || character === "'") {
      const quote = text.startsWith(character.repeat(3), index) ? character.repeat(3) : character;
      open.push({
        kind: 'string',
        quote,
        formatted: /(?:^|\W)(?:[rR]?[fFtT]|[fFtT][rR])$/.test(text.slice(Math.max(index - 3, 0), index)),
      });
      index += quote.length;
    } else {
      if ('([{'.includes(character))
        open.push({ kind: frame?.kind === 'hole' && frame.specification ? 'hole' : 'bracket', specification: false });
      else if (')]}'.includes(character)) open.pop();
      // At a hole's own level a colon can only begin the format.
      else if (character === ':' && frame?.kind === 'hole') open[open.length - 1] = { kind: 'hole', specification: true };
      index++;
    }
  }
  return lines;
}

/** What is open: a bracket, the hole of an f-string (before or in its format), a string. */
type Frame =
  | { readonly kind: 'bracket' | 'hole'; readonly specification: boolean }
  | { readonly kind: 'string'; readonly quote: string; readonly formatted: boolean };

function endOfLine(text: string, from: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = from;
  return found.exec(text)?.index ?? text.length;
}
