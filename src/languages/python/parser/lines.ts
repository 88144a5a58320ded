import type { Position } from '../syntax/ast.js';

/** Where the lines of a file begin, worked out when the first place is asked for. */
export interface Lines {
  /** Line (1-based) and column (0-based, UTF-16 code units) of an offset. */
  locate(offset: number): Position;
}

/** A line ends with `\n`, `\r\n` or `\r`. A byte order mark belongs to no line. */
export function createLines(text: string): Lines {
  let starts: number[] | undefined;

  return {
    locate(offset) {
      starts ??= lineStarts(text);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: Math.max(0, offset - (starts[low] ?? 0)) };
    },
  };
}

function lineStarts(text: string): number[] {
  const starts = [text.startsWith('\uFEFF') ? 1 : 0];
  const carriageReturns = text.includes('\r');
  for (let index = nextBreak(0); index >= 0;) {
    if (text.startsWith('\r\n', index)) index += 1;
    starts.push(index + 1);
    index = nextBreak(index + 1);
  }
  return starts;

  function nextBreak(from: number): number {
    if (!carriageReturns) return text.indexOf('\n', from);
    for (let index = from; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === 10 || code === 13) return index;
    }
    return -1;
  }
}
