import type { Span } from '../../../model/span.js';
import { lineStarts } from '../syntax/line-starts.js';

/** What of a cell is not Python but IPython's own. */
export interface Magics {
  /** Offset at which Python begins: after the line of a cell magic such as `%%time`; `undefined` where none follows. */
  readonly start: number | undefined;
  /** In order. */
  readonly commands: readonly Command[];
}

/** `%pip install x`, `!ls`, `?name`, `name?`; of `files = !ls` the right side. Without indentation and line break. */
export interface Command extends Span {
  /** Whether Python needs a statement or an expression in its place. */
  readonly is: 'statement' | 'expression';
}

/** Finds what IPython transforms before Python sees a cell. */
export function magics(cell: string): Magics {
  const first = /^\s*%%(\w+)[^\r\n]*(?:\r\n|\r|\n|$)/.exec(cell);
  if (first && !OF_PYTHON.has(first[1] ?? '')) return { start: undefined, commands: [] };
  const start = first?.[0].length ?? 0;
  const commands: Command[] = [];
  for (let from = start; MAYBE.test(cell.slice(from));) {
    const command = firstCommand(cell, from);
    if (!command) break;
    commands.push(command);
    from = command.end;
  }
  return { start, commands };
}

/** Cell magics that run their cell as Python. */
const OF_PYTHON = new Set(['capture', 'debug', 'memit', 'prun', 'pypy', 'python', 'python2', 'python3', 'time', 'timeit']);

/** Cheap: most cells have no command. */
const MAYBE = /^[^\S\r\n]*[%!?]|=[^\S\r\n]*[%!]|\?[^\S\r\n]*$/m;

/** The text of a command may look like an open string or bracket to Python, so lines are read afresh after each. */
function firstCommand(cell: string, from: number): Command | undefined {
  for (const { offset, within } of lineStarts(cell.slice(from))) {
    const command = within === 'statement' ? commandAt(cell, from + offset) : undefined;
    if (command) return command;
  }
  return undefined;
}

function commandAt(cell: string, offset: number): Command | undefined {
  LINES.lastIndex = offset;
  const line = LINES.exec(cell)?.[0] ?? '';
  const before = /^[^\S\r\n]*(?=[%!?])/.exec(line) ?? /^[^\S\r\n]*[\w.,*[\]'" ]+=[^\S\r\n]*(?=%\w|!)/.exec(line);
  if (before) {
    const is = before[0].includes('=') ? 'expression' : 'statement';
    return { is, start: offset + before[0].length, end: offset + line.trimEnd().length };
  }
  const help = /^[^\S\r\n]*(?=[\w.*%]+\?{1,2}[^\S\r\n]*$)/.exec(line);
  return help ? { is: 'statement', start: offset + help[0].length, end: offset + line.trimEnd().length } : undefined;
}

/** A line, and the lines that a backslash at its end joins to it. */
const LINES = /(?:[^\r\n]*\\(?:\r\n|\r|\n))*[^\r\n]*/y;
