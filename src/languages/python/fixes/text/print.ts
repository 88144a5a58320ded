import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';

/** What is printed, and how. */
export interface PrintContext {
  readonly fits: (line: string, { column, rest }: Place) => boolean;
  readonly flat: (node: Node) => string;
  readonly inside: (base: string, rest: number) => Place;
  readonly newline: string;
  readonly text: string;
  readonly width: number;
  readonly indent: string;
}

/** How broken lines are laid out. */
export interface PrintStyle {
  readonly newline: string;
  readonly indent: string;
  readonly width: number;
}

/** What stands on the line beside what is printed: its indentation, `@` of a decorator, and what follows. */
export interface Line {
  readonly base: string;
  readonly lead: string;
  readonly rest: string;
}

/** Where an expression stands: the column that it starts at, the indentation of its line, the length of what follows on its last line. */
interface Place {
  readonly column: number;
  readonly base: string;
  readonly rest: number;
}

interface Printer {
  /** The value of a statement, which may be put into parentheses. */
  value(node: ast.Expression, place: Place, mayParenthesize: boolean): string | undefined;
  /** A part of a bracket. */
  argument(node: Node, place: Place): string | undefined;
}

const BRACKETED: ReadonlySet<string> = new Set([
  'List',
  'Set',
  'Tuple',
  'Dict',
  'ListComp',
  'SetComp',
  'DictComp',
  'GeneratorExp',
  'Subscript',
]);

function createPrinter(text: string, { newline, indent, width }: PrintStyle): Printer {
  const flat = (node: Node): string => text.slice(node.range[0], node.range[1]);
  const fits = (line: string, { column, rest }: Place): boolean => column + line.length + rest <= width;
  const inside = (base: string, rest: number): Place => ({ column: base.length + indent.length, base: base + indent, rest });
  const context: PrintContext = { fits, flat, inside, newline, text, width, indent };
  return {
    value: (node, place, mayParenthesize) => value(context, node, place, mayParenthesize),
    argument: (node, place) => argument(context, node, place),
  };
}

function value(context: PrintContext, node: ast.Expression, place: Place, mayParenthesize: boolean): string | undefined {
  if (context.fits(context.flat(node), place)) return context.flat(node);
  if (node.type === 'BoolOp' || node.type === 'BinOp' || node.type === 'Constant' || node.type === 'JoinedStr' || node.type === 'Name') {
    if (!mayParenthesize || isOpenEnded(node)) return undefined;
    const within = context.inside(place.base, 0);
    const isText = node.type !== 'BoolOp' && node.type !== 'BinOp';
    if (isText && !context.fits(context.flat(node), within)) return undefined;
    const lines = isText || context.fits(context.flat(node), within) ? context.flat(node) : operands(context, node, within);
    return lines === undefined ? undefined : `(${context.newline}${within.base}${lines}${context.newline}${place.base})`;
  }
  return broken(context, node, place);
}

function argument(context: PrintContext, node: Node, place: Place): string | undefined {
  if (context.fits(context.flat(node), place)) return context.flat(node);
  if (node.type === 'BoolOp' || node.type === 'BinOp') return operands(context, node, place);
  return broken(context, node, place);
}

/** An expression with its brackets broken; `undefined` where it has none. */
function broken(context: PrintContext, node: Node, place: Place): string | undefined {
  switch (node.type) {
    case 'Call':
      return callOf(context, node, place);
    case 'Await':
      return prefixed(context, 'await ', node.value, place);
    case 'Starred':
      return prefixed(context, '*', node.value, place);
    case 'keyword': {
      const before = context.text.slice(node.range[0], node.value.range[0]);
      if (before.endsWith('(')) return undefined;
      const written = argument(context, node.value, { ...place, column: place.column + before.length });
      return written === undefined ? undefined : before + written;
    }
    case 'Attribute':
    case 'Subscript':
      return behindCall(context, node, place);
    case 'List':
    case 'Set':
    case 'Tuple':
      return collection(context, node, node.elts, place);
    case 'Dict':
      return dict(context, node, place);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return comprehension(context, node, place);
    default:
      return undefined;
  }
}

function prefixed(context: PrintContext, prefix: string, node: ast.Expression, place: Place): string | undefined {
  const written = broken(context, node, { ...place, column: place.column + prefix.length });
  return written === undefined || context.text.slice(node.range[0] - prefix.length, node.range[0]) !== prefix
    ? undefined
    : prefix + written;
}

function callOf(context: PrintContext, node: ast.Call, place: Place): string | undefined {
  const open = context.text.indexOf('(', node.func.range[1]);
  const head = context.text.slice(node.range[0], open + 1);
  const parts: readonly Node[] = [...node.args, ...node.keywords].sort((a, b) => a.range[0] - b.range[0]);
  if (
    parts.length === 0 ||
    open < 0 ||
    !isSeparated(context, parts, open + 1, node.range[1] - 1) ||
    callsIn(node) > 1 ||
    place.column + head.length > context.width
  )
    return undefined;
  const within = context.inside(place.base, 0);
  const close = `${context.newline}${place.base})`;
  const first = parts[0];
  if (parts.length === 1 && first?.type === 'GeneratorExp') return undefined;
  const line = parts.map(context.flat).join(', ');
  const isMagic = /,\s*\)$/.test(context.flat(node));
  if (!isMagic && context.fits(line, within)) return head + context.newline + within.base + line + close;
  const lines = list(context, parts, within, parts.length > 1);
  return lines === undefined ? undefined : head + context.newline + lines + close;
}

/** Its element, and each `for` and `if`, on a line of its own. */
function comprehension(context: PrintContext, node: ast.Comprehension | ast.DictComp, place: Place): string | undefined {
  const within = context.inside(place.base, 0);
  const source = context.flat(node);
  const heads = node.type === 'DictComp' ? [node.key, node.value] : [node.elt];
  const ends = [...heads.slice(-1), ...node.generators.flatMap(({ iter, ifs }) => [iter, ...ifs])].map(({ range }) => range[1]);
  const clauses = ends.map((end, i) => context.text.slice(i === 0 ? node.range[0] + 1 : (ends[i - 1] ?? 0), end).trim());
  if (!/^[[({]/.test(source) || !clauses.slice(1).every((clause) => /^(?:async for|for|if) /.test(clause))) return undefined;
  if (context.text.slice(ends.at(-1), node.range[1] - 1).trim() !== '') return undefined;
  const all = clauses.join(' ');
  const element = node.type === 'DictComp' ? undefined : argument(context, node.elt, within);
  const lines = context.fits(all, within) ? [all] : [element ?? clauses[0] ?? '', ...clauses.slice(1)];
  return (
    source.charAt(0) + lines.map((line) => context.newline + within.base + line).join('') + context.newline + place.base + source.slice(-1)
  );
}

/** Whether parts have nothing between them but their separators: no parentheses of their own, which would be lost. */
function isSeparated(context: PrintContext, parts: readonly Node[], start: number, end: number): boolean {
  const gaps = [start, ...parts.map(({ range }) => range[1])].map((from, i) => context.text.slice(from, parts[i]?.range[0] ?? end));
  return gaps.every((gap) => /^\s*[,:]?\s*(?:\*\*)?$/.test(gap));
}

/** One part a line; the last with a comma too, unless it is the only one. */
function list(context: PrintContext, parts: readonly Node[], within: Place, isTrailed: boolean): string | undefined {
  const lines: string[] = [];
  for (const part of parts) {
    // What cannot be broken stays as long as it is.
    const written = argument(context, part, { ...within, rest: isTrailed ? 1 : 0 }) ?? context.flat(part);
    lines.push(within.base + written);
  }
  return lines.join(`,${context.newline}`) + (isTrailed ? ',' : '');
}

function collection(context: PrintContext, node: ast.Collection, parts: readonly ast.Expression[], place: Place): string | undefined {
  const source = context.flat(node);
  const [open, close] = [source.charAt(0), source.slice(-1)];
  if (
    parts.length === 0 ||
    !isSeparated(context, parts, node.range[0] + 1, node.range[1] - 1) ||
    !'([{'.includes(open) ||
    !')]}'.includes(close) ||
    (node.type === 'Tuple' && open !== '(')
  )
    return undefined;
  const lines = list(context, parts, context.inside(place.base, 0), parts.length > 1 || node.type === 'Tuple');
  return lines === undefined ? undefined : open + context.newline + lines + context.newline + place.base + close;
}

function dict(context: PrintContext, node: ast.Dict, place: Place): string | undefined {
  const parts = node.values.flatMap((item, i) => [node.keys[i] ?? [], item].flat());
  if (node.keys.length === 0 || !isSeparated(context, parts, node.range[0] + 1, node.range[1] - 1)) return undefined;
  const within = context.inside(place.base, 0);
  const isTrailed = node.keys.length > 1;
  const lines = node.values.map((item, i): string => {
    const key = node.keys[i];
    const head = key ? `${context.flat(key)}: ` : '**';
    const own: Place = { ...within, column: within.column + head.length, rest: isTrailed ? 1 : 0 };
    return within.base + head + (argument(context, item, own) ?? context.flat(item));
  });
  return `{${context.newline}${lines.join(`,${context.newline}`)}${isTrailed ? ',' : ''}${context.newline}${place.base}}`;
}

/** An operand: not broken at its own operators. */
function itemOf(context: PrintContext, node: ast.Expression, place: Place): string | undefined {
  return context.fits(context.flat(node), place) ? context.flat(node) : broken(context, node, place);
}

/** `call(…).json`, `call(…)["message"]`: what is behind the one call stays with its closing bracket. */
function behindCall(context: PrintContext, node: ast.Attribute | ast.Subscript, place: Place): string | undefined {
  const isBracketed = BRACKETED.has(node.value.type) && node.value.type !== 'Subscript';
  if ((callsIn(node) !== 1 && !isBracketed) || context.text[node.value.range[1]] === ')') return undefined;
  const head = context.text.slice(node.range[0], node.value.range[1] + 1);
  // The last bracket is broken, if all before it fits.
  if (
    node.type === 'Subscript' &&
    !isBracketed &&
    place.column + head.length <= context.width &&
    isSeparated(context, [node.slice], head.length + node.range[0], node.range[1] - 1)
  ) {
    return `${head}${context.newline}${place.base}${context.indent}${context.flat(node.slice)}${context.newline}${place.base}]`;
  }
  const tail = context.text.slice(node.value.range[1], node.range[1]);
  const written = broken(context, node.value, { ...place, rest: 0 });
  return written === undefined ? undefined : written + tail;
}

/** `a or b` over several lines, each operator in front of its operand. */
function operands(context: PrintContext, node: ast.BoolOp | ast.BinOp, place: Place): string | undefined {
  const parts = operandsOf(node, context.text);
  if (!parts) return undefined;
  const lines = parts.map(
    ({ operator, node: part }) =>
      operator + (itemOf(context, part, { ...place, column: place.base.length + operator.length, rest: 0 }) ?? context.flat(part)),
  );
  return lines.join(context.newline + place.base);
}

/**
 * Breaks a statement (of a compound one: its header) or a part of a bracket that is too long for its line, as Black and
 * Ruff do. Everything that is to be printed stands on one line and is followed by nothing but `rest`.
 *
 * @returns The text without its first indentation; `undefined` where it is of a kind that is not broken here.
 */
export function printBroken(node: Node, text: string, { base, lead, rest }: Line, style: PrintStyle): string | undefined {
  const print = createPrinter(text, style);
  const start = (offset: number): Place => ({ column: base.length + lead.length + offset, base, rest: rest.length });
  const head = (child: Node): string => text.slice(node.range[0], child.range[0]);
  switch (node.type) {
    case 'Assign':
    case 'AugAssign':
    case 'AnnAssign':
    case 'Return': {
      if (!node.value) return undefined;
      const before = head(node.value);
      const value = print.value(node.value, start(before.length), node.type !== 'Return' || text[node.value.range[0] - 1] !== '(');
      return value === undefined || before.endsWith('(') ? undefined : before + value;
    }
    case 'Expr':
      return node.range[0] === node.value.range[0] ? print.value(node.value, start(0), false) : undefined;
    case 'For':
    case 'AsyncFor':
      return headerOf(node, node.iter, true);
    case 'If':
    case 'While':
      return headerOf(node, node.test, true);
    case 'With':
    case 'AsyncWith': {
      const [item, ...more] = node.items;
      return item && more.length === 0 ? headerOf(node, item.context_expr, false) : undefined;
    }
    case 'keyword': {
      const before = head(node.value);
      const value = print.argument(node.value, start(before.length));
      return value === undefined || before.endsWith('(') ? undefined : before + value;
    }
    default:
      return isExpression(node) ? print.argument(node, start(0)) : undefined;
  }

  /** `for x in ` and the rest of the header's line, colon included. */
  function headerOf(statement: Node, value: ast.Expression, mayParenthesize: boolean): string | undefined {
    const before = text.slice(statement.range[0], value.range[0]);
    const lineEnd = text.indexOf('\n', value.range[1]);
    const behind = text.slice(value.range[1], lineEnd < 0 ? undefined : lineEnd).trimEnd();
    if (before.includes('\n') || before.endsWith('(') || behind.includes('#') || behind.startsWith(')')) return undefined;
    const broken = print.value(value, { column: base.length + before.length, base, rest: behind.length }, mayParenthesize);
    return !broken?.includes('\n') ? undefined : before + broken + behind;
  }
}

/** The parts of a bracket that stand together on a line, one a line. */
export function printParts(parts: readonly Node[], text: string, base: string, style: PrintStyle): string {
  const print = createPrinter(text, style);
  const flat = (node: Node): string => text.slice(node.range[0], node.range[1]);
  return (
    parts.map((part) => print.argument(part, { column: base.length, base, rest: 1 }) ?? flat(part)).join(`,${style.newline}${base}`) + ','
  );
}

function operandsOf(
  node: ast.BoolOp | ast.BinOp,
  text: string,
): readonly { readonly operator: string; readonly node: ast.Expression }[] | undefined {
  const nodes = node.type === 'BoolOp' ? node.values : chainOf(node);
  const parts = nodes.map((part, i) => ({
    operator: i === 0 ? '' : `${text.slice(nodes[i - 1]?.range[1] ?? 0, part.range[0]).trim()} `,
    node: part,
  }));
  return nodes[0]?.range[0] === node.range[0] && parts.every(({ operator }) => !/[()]/.test(operator)) ? parts : undefined;
}

/** `[…] + rest`, `name | {…}`: the formatters break the bracket rather than at the operator. */
function isOpenEnded(node: ast.Expression): boolean {
  if (node.type !== 'BinOp' && node.type !== 'BoolOp') return false;
  const parts = node.type === 'BoolOp' ? node.values : chainOf(node);
  return (
    [parts[0], parts.at(-1)].some((part) => part !== undefined && BRACKETED.has(part.type)) ||
    (parts.length === 2 && parts[1]?.type === 'Call')
  );
}

function chainOf(node: ast.BinOp): readonly ast.Expression[] {
  return node.left.type === 'BinOp' && node.left.op === node.op ? [...chainOf(node.left), node.right] : [node.left, node.right];
}

/** Calls along the chain of attributes and subscripts that an expression ends. */
function callsIn(node: Node): number {
  switch (node.type) {
    case 'Call':
      return 1 + callsIn(node.func);
    case 'Attribute':
    case 'Subscript':
      return callsIn(node.value);
    default:
      return 0;
  }
}

function isExpression(node: Node): node is ast.Expression {
  return !('body' in node) && node.type !== 'withitem' && node.type !== 'alias' && node.type !== 'arguments';
}
