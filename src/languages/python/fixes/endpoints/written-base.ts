import type { Endpoint } from '../../../../model/facts/endpoint.js';
import type * as ast from '../../syntax/ast.js';
import type { RepairContext } from '../context.js';
import { type FlatText, HOLE, type StringPiece, flatText, piecesOf } from './strings.js';

/**
 * Where the base URL stands in the text that decides an endpoint:
 * - `whole`: the text is the base URL (or a beginning of it that names the server);
 * - `inside`: the base ends in the first string, which can become an f-string: `f"{BASE}/models"`;
 * - `split`: the base has holes, or something is filled into the text: `BASE + "/models/%s" % name`.
 */
export interface WrittenBase {
  readonly form: 'whole' | 'inside' | 'split';
  readonly node: ast.Constant | ast.JoinedStr;
  /** The expression that takes the place of the node's: with `%` or `.format()` it is larger than the node. */
  readonly outer: ast.Expression;
  readonly pieces: readonly [StringPiece, ...StringPiece[]];
  /** What a variable in its place holds; holes are written `${}`. */
  readonly base: string;
  /** The source offset where the base ends; for `whole`, the end of the node. */
  readonly end: number;
}

/** Finds the base URL in the string of an endpoint; `undefined` where the text is only a part of it. */
export function writtenBase(endpoint: Endpoint, { endpointNodes, file }: RepairContext): WrittenBase | undefined {
  const node = endpointNodes.get(endpoint);
  if (node?.type !== 'JoinedStr' && !(node?.type === 'Constant' && node.kind === 'str')) return undefined;
  const [first, ...more] = piecesOf(node, file.text) ?? [];
  if (!first) return undefined;
  const pieces: WrittenBase['pieces'] = [first, ...more];
  const flat = flatText(node, pieces, file.text);
  const outer = filledIn(node);
  const whole = (base: string): WrittenBase | undefined =>
    outer === node ? { form: 'whole', node, outer, pieces, base, end: node.range[1] } : undefined;
  if (!flat) return node.type === 'Constant' && isWhole(node.value, endpoint) ? whole(node.value) : undefined;
  const length = node.type === 'JoinedStr' ? lengthInFormat(flat.text, endpoint) : lengthInText(flat.text, endpoint, outer !== node);
  if (length === undefined) return node.type === 'JoinedStr' || isWhole(flat.text, endpoint) ? whole(flat.text) : undefined;
  if (length >= flat.text.length) return whole(flat.text);
  return partOf({ node, outer, pieces, base: flat.text.slice(0, length) }, flat, length);
}

function partOf(
  found: Pick<WrittenBase, 'node' | 'outer' | 'pieces' | 'base'>,
  { offsets }: FlatText,
  length: number,
): WrittenBase | undefined {
  const { pieces, base, node, outer } = found;
  const end = offsets[length];
  // Inside a hole, the offset before is the same.
  if (end === undefined || (base.includes(HOLE) && offsets[length - 1] === end)) return undefined;
  const isInFirst = end <= pieces[0].bodyEnd;
  const isFree = !base.includes(HOLE) && outer === node && !/["'\\{}]/.test(base) && !isInHole(node) && !/r/i.test(pieces[0].prefix);
  return { ...found, form: isInFirst && isFree ? 'inside' : 'split', end };
}

/** `"…" % values` and `"…".format(…)`: the expression around the text that fills it. */
function filledIn(node: ast.Expression): ast.Expression {
  const { parent } = node;
  if (parent?.type === 'BinOp' && parent.op === '%' && parent.left === node) return parent;
  if (parent?.type === 'Attribute' && parent.attr === 'format' && parent.parent?.type === 'Call' && parent.parent.func === parent)
    return parent.parent;
  return node;
}

/** Whether a string stands in the hole of another: which quotes are left depends on the version of Python. */
function isInHole(node: ast.Expression): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'FormattedValue') return true;
  return false;
}

/** Whether the text is nothing but the base, or names the server that the program adds a version to. */
function isWhole(value: string, { url, base }: Endpoint): boolean {
  return isSame(value, base) || (value === url && isSame(url, base)) || (NAMES_SERVER.test(value) && base.startsWith(withoutSlash(value)));
}

/** How much of a text is the base URL, where something is behind it. */
function lengthInText(text: string, { base }: Endpoint, isFilled: boolean): number | undefined {
  const rest = text.startsWith(base) ? text.slice(base.length) : '';
  if (/^[/?#]./.test(rest) || (isFilled && /^[{%]/.test(rest))) return base.length;
  const versioned = ENDPOINT.exec(text)?.[0].length;
  return versioned ?? (isFilled ? HOST_AND_PATH.exec(text)?.[0].length : undefined);
}

/** The same for an f-string; `undefined` where no end of the base is seen. */
function lengthInFormat(text: string, { url, base }: Endpoint): number | undefined {
  if (!base.includes(HOLE) && text.startsWith(base) && /^(?:[/?#]|\$\{\}|$)/.test(text.slice(base.length))) return base.length;
  const path = url.startsWith(base) ? url.slice(base.length) : '';
  if (path !== '' && text.endsWith(path)) return text.length - path.length;
  return VERSIONED.exec(text)?.[0].length ?? PATH_IN_HOLE.exec(text)?.[0].length ?? HOST_AND_PATH.exec(text)?.[0].length;
}

/** Scheme and a complete host: `http://localhost:8000`, not `http://`. */
const NAMES_SERVER = /^[a-z][\w+.-]*:\/\/[^/?#]*[^/?#:]/i;
/** A base URL and its version, with an endpoint of the API behind it. */
const ENDPOINT =
  /^[a-z][\w+.-]*:\/\/[^/?#{%]+(?:\/[\w.-]+)*?\/v\d+(?=\/(?:models|chat|completions|embeddings|responses|messages|audio|images|rerank|score|pooling|tokenize|detokenize)\b)/i;
/** The same in an f-string, whatever is behind. */
const VERSIONED = /^[a-z][\w+.-]*:\/\/[^/?#]+(?:\/[\w.-]+)*?\/v\d+(?=\/|\$\{\}|$)/i;
/** `http://localhost:8000{path}`; in `http://localhost:800{i}` the hole is a part of the port. */
const PATH_IN_HOLE = /^[a-z][\w+.-]*:\/\/[^/?#$]+:\d{4,5}(?=\$\{\}(?:$|\?))/i;
/** A host without holes, and any path. */
const HOST_AND_PATH = /^[a-z][\w+.-]*:\/\/[^/?#${%]+(?=\/)/i;

function isSame(a: string, b: string): boolean {
  return withoutSlash(a) === withoutSlash(b);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
