import type { RepairContext } from '../context.js';

/** How a file is written, so that what a repair adds looks like the rest. */
export interface Layout {
  readonly newline: '\n' | '\r\n';
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: '"' | "'";
  /** `;`, or nothing in a file that leaves semicolons out. */
  readonly semicolon: ';' | '';
  /** Whether the file may hold type annotations. */
  readonly typescript: boolean;
}

export function layoutOf(context: RepairContext): Layout {
  const known = layouts.get(context);
  if (known) return known;
  const layout = readLayout(context);
  layouts.set(context, layout);
  return layout;
}

const layouts = new WeakMap<RepairContext, Layout>();

function readLayout(context: RepairContext): Layout {
  const { text, ast } = context.sourceCode;
  const strings = ast.tokens.filter((t) => t.type === 'String');
  const single = strings.filter((t) => t.value.startsWith("'")).length;
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    indent: indentOf(text),
    quote: single > strings.length - single ? "'" : '"',
    semicolon: ast.tokens.some((t) => t.value === ';') || strings.length === 0 ? ';' : '',
    typescript: isTypeScript(context),
  };
}

/** Writes a string literal. */
export function quoted(value: string, quote: Layout['quote']): string {
  return quote + value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

/** The white space that the line of an offset starts with. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? '';
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

function indentOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  // One space is a comment's or a wrapped line's; the smallest step beyond is the level.
  const widths = [...text.matchAll(/^( {2,})[^\s*]/gm)].map(([, spaces = '']) => spaces.length);
  return ' '.repeat(widths.length === 0 ? 2 : Math.min(...widths));
}

function isTypeScript({ filename, sourceCode }: RepairContext): boolean {
  if (/\.[cm]?tsx?$/.test(filename)) return true;
  return /\.(?:vue|svelte|astro)$/.test(filename) && /<script[^>]*\blang=["']tsx?["']|\.astro$/.test(sourceCode.text + filename);
}
