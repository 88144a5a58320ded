import type { Edit, Repair } from '../../../../model/fix.js';
import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { parsePython } from '../../parser/index.js';
import { childrenOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineEnd, lineStart } from './layout.js';
import { type PrintStyle, printBroken, printParts } from './print.js';
import { startOf } from './start-with-comments.js';

/** Breaks the lines that a repair makes too long, as a formatter would. Lines that were too long before stay as they are. */
export function fitLines(repair: Repair, context: RepairContext): Repair {
  const { text } = context.file;
  const { width } = layoutOf(context);
  const edits = [...repair.edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const regions = regionsOf(edits, text);
  if (!regions.some(({ lines }) => lines.some(({ line }) => line.length > width))) return repair;
  const before = new Set(text.split(/\r?\n/).flatMap((line) => (line.length > width ? [line.trim()] : [])));
  const output = regions.reduceRight((whole, { start, end, written }) => whole.slice(0, start) + written + whole.slice(end), text);
  const { ast: module, errors } = parsePython(output);
  if (errors.length > 0) return repair;
  let shift = 0;
  const fitted = regions.map((region): Edit => {
    const at = region.start + shift;
    shift += region.written.length - (region.end - region.start);
    let { written } = region;
    // From the last line to the first, so that offsets of the others stay.
    for (const { offset, line } of [...region.lines].reverse()) {
      if (line.length <= width || before.has(line.trim())) continue;
      const broken = brokenLine(at + offset, output, module, context);
      if (broken === undefined) continue;
      written = written.slice(0, offset) + broken + written.slice(offset + line.length);
    }
    return { span: { start: region.start, end: region.end }, text: written };
  });
  return regions.every(({ written }, i) => written === fitted[i]?.text) ? repair : { ...repair, edits: fitted };
}

/** Whole lines that edits change, before and after. */
interface Region {
  readonly start: number;
  readonly end: number;
  readonly written: string;
  /** The lines of what is written, with their offsets in it. */
  readonly lines: readonly { readonly offset: number; readonly line: string }[];
}

function regionsOf(edits: readonly Edit[], text: string): readonly Region[] {
  const groups: { start: number; end: number; readonly edits: Edit[] }[] = [];
  for (const edit of edits) {
    const [start, end] = [lineStart(text, edit.span.start), lineEnd(text, edit.span.end)];
    const last = groups.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.edits.push(edit);
    } else groups.push({ start, end, edits: [edit] });
  }
  return groups.map(({ start, end, edits: own }) => {
    let at = start;
    let written = '';
    for (const { span, text: replacement } of own) {
      written += text.slice(at, span.start) + replacement;
      at = span.end;
    }
    written += text.slice(at, end);
    let offset = 0;
    const lines = written.split('\n').map((raw) => {
      const line = { offset, line: raw.replace(/\r$/, '') };
      offset += raw.length + 1;
      return line;
    });
    return { start, end, written, lines };
  });
}

/** A line that is too long, broken; `undefined` where nothing on it can be. */
function brokenLine(offset: number, text: string, module: Node, context: RepairContext): string | undefined {
  const style = layoutOf(context);
  const end = lineEnd(text, offset);
  const base = indentAt(text, offset);
  const from = offset + base.length;
  const lead = text[from] === '@' ? '@' : '';
  const node = outermostAt(from + lead.length, end, module);
  if (!node) return undefined;
  if (node.parent?.type === 'Dict') return brokenItem(node, node.parent, { base, end }, text, style);
  const rest = node.range[1] > end ? '' : text.slice(node.range[1], end);
  const parts = partsOf(node);
  if (
    parts.length > 1 &&
    parts[0] === node &&
    /^,?$/.test(text.slice(parts.at(-1)?.range[1], end)) &&
    (parts.at(-1)?.range[1] ?? Infinity) <= end
  )
    return base + printParts(parts, text, base, style);
  // A comment behind it stays behind it; one that tools read speaks of its line.
  if (!/^[,:]?(?:[ \t]*#.*)?$/.test(rest) || PRAGMA.test(rest)) return undefined;
  const printed = printBroken(node, text, { base, lead, rest }, style);
  return !printed?.includes('\n') ? undefined : base + lead + printed + rest;
}

/** A key of a dict and its value, where they have a line of their own. */
function brokenItem(
  key: Node,
  dict: ast.Dict,
  { base, end }: { readonly base: string; readonly end: number },
  text: string,
  style: PrintStyle,
): string | undefined {
  const value = dict.values[dict.keys.indexOf(key as ast.Expression)];
  const head = value && text.slice(key.range[0], value.range[0]);
  if (!value || value.range[1] > end || head === undefined || head.endsWith('(')) return undefined;
  const rest = text.slice(value.range[1], end);
  const printed = /^,?$/.test(rest) ? printBroken(value, text, { base, lead: head, rest }, style) : undefined;
  return printed?.includes('\n') === true ? base + head + printed + rest : undefined;
}

/** The arguments or elements beside a node, itself among them. */
function partsOf(node: Node): readonly Node[] {
  const { parent } = node;
  if (parent?.type === 'Call') return [...parent.args, ...parent.keywords].sort((a, b) => a.range[0] - b.range[0]);
  return parent?.type === 'List' || parent?.type === 'Set' || parent?.type === 'Tuple' ? parent.elts : [];
}

/** The largest statement or part of a bracket that begins at an offset and does not end behind its line; a compound statement with its header. */
function outermostAt(start: number, end: number, module: Node): Node | undefined {
  let found: Node | undefined;
  const visit = (node: Node): void => {
    if (found || node.range[1] < start || startOf(node) > start) return;
    if (node.range[0] === start && node.type !== 'Module' && (node.range[1] <= end || HEADED.has(node.type))) {
      found = node;
      return;
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(module);
  return found;
}

const PRAGMA = /#\s*(?:noqa|type:|pyright:|mypy:|pylint:|ruff:|nosec|pragma|fmt:|yapf:|isort:|ty:)/;
const HEADED: ReadonlySet<string> = new Set(['For', 'AsyncFor', 'If', 'While', 'With', 'AsyncWith']);
