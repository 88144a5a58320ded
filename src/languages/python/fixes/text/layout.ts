import type { Node } from '../../syntax/ast.js';
import { childrenOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { lineWidth } from './line-width.js';

/** How a file is written, so that what a repair adds looks like the rest. */
export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: Quote;
  /** Characters beyond which a formatter would break a line. */
  readonly width: number;
}

export type Quote = '"' | "'";

export function layoutOf(context: RepairContext): Layout {
  const known = layouts.get(context.tree);
  if (known) return known;
  const layout = readLayout(context);
  layouts.set(context.tree, layout);
  return layout;
}

const layouts = new WeakMap<RepairContext['tree'], Layout>();

function readLayout({ file: { text }, tree, filename }: RepairContext): Layout {
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    indent: firstIndent(tree.module, text) ?? '    ',
    quote: count(text, "'") > count(text, '"') ? "'" : '"',
    width: lineWidth(filename),
  };
}

/** How much deeper the first block stands than the statement that it belongs to. */
function firstIndent(node: Node, text: string): string | undefined {
  for (const child of childrenOf(node)) {
    const first = 'body' in child && Array.isArray(child.body) ? (child.body[0] as Node | undefined) : undefined;
    if (first) {
      const [outer, start] = [indentAt(text, child.range[0]), lineStart(text, first.range[0])];
      const inner = text.slice(start, first.range[0]);
      if (start > child.range[0] && inner.trim() === '' && inner.startsWith(outer) && inner.length > outer.length)
        return inner.slice(outer.length);
    }
    if (!('body' in child)) continue;
    const found = firstIndent(child, text);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Strings on one line that open with a quote; docstrings have three and say nothing, nor do strings inside of strings. */
function count(text: string, quote: Quote): number {
  const strings = text.match(/"""[^]*?"""|'''[^]*?'''|#[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g) ?? [];
  return strings.filter((each) => each.startsWith(quote) && !each.startsWith(quote.repeat(3))).length;
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
