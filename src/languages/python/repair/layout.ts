import type { RepairContext } from './context.js';

/** How a file is written, so that what a repair adds looks like the rest. */
export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: Quote;
}

export type Quote = '"' | "'";

export function layoutOf(context: RepairContext): Layout {
  const known = layouts.get(context.tree);
  if (known) return known;
  const layout = readLayout(context.file.text);
  layouts.set(context.tree, layout);
  return layout;
}

const layouts = new WeakMap<RepairContext['tree'], Layout>();

function readLayout(text: string): Layout {
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    // The first block opens with one level: a line that ends in a colon, and the next that is indented.
    indent: /:[ \t]*(?:#.*)?\r?\n(?:[ \t]*\r?\n)*([ \t]+)\S/.exec(text)?.[1]?.replace(/^(\t)\t*$/, '$1') ?? '    ',
    quote: count(text, "'") > count(text, '"') ? "'" : '"',
  };
}

/** Strings on one line in these quotes; docstrings have three and say nothing. */
function count(text: string, quote: Quote): number {
  return text.match(quote === '"' ? /(?<![\w"])"(?!"")[^"\n]*"/g : /(?<![\w'])'(?!'')[^'\n]*'/g)?.length ?? 0;
}

export function otherQuote(quote: Quote): Quote {
  return quote === '"' ? "'" : '"';
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t\f]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line's end, before its `\n` or `\r\n`. */
export function lineEnd(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  if (next === -1) return text.length;
  return text[next - 1] === '\r' && next > offset ? next - 1 : next;
}
