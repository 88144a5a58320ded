/** One instruction of a Dockerfile. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** What follows, comments in it blanked, so that offsets stay right. */
  readonly text: string;
  /** Offset of {@link text}. */
  readonly start: number;
}

/** Splits a Dockerfile into instructions: continued lines, comments between them and here-documents are followed. */
export function readInstructions(source: string): readonly Instruction[] {
  const text = source.replace(/^[^\S\n]*#[^\n]*/gm, (comment) => ' '.repeat(comment.length));
  const escape = /^#\s*escape\s*=\s*`/im.test(source.slice(0, 500)) ? '`' : '\\';
  const found: Instruction[] = [];
  let at = 0;
  while (at < text.length) {
    const end = logicalEnd(text, at, escape);
    const line = text.slice(at, end);
    const match = /^\s*([A-Za-z]+)[^\S\n]+/.exec(line);
    let next = end + 1;
    if (match) {
      const start = at + match[0].length;
      found.push({ keyword: (match[1] ?? '').toUpperCase(), text: text.slice(start, end).trimEnd(), start });
      const marker = /<<-?\s*["']?(\w+)["']?/.exec(line);
      const close = marker ? new RegExp(`^\\s*${marker[1] ?? ''}\\s*$`, 'm').exec(text.slice(end)) : null;
      if (close) next = end + close.index + close[0].length;
    }
    at = next;
  }
  return found;
}

/** The end of the line that is continued by an escape at its end; blank lines in between are part of it. */
function logicalEnd(text: string, from: number, escape: string): number {
  let at = from;
  for (;;) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    const line = text.slice(at, end).trimEnd();
    const isContinued = line.endsWith(escape) || (at > from && line === '');
    if (!isContinued) return end;
    at = end + 1;
  }
}
