import type { TSESTree } from '@typescript-eslint/utils';
import type { Endpoint } from '../../../../model/facts/endpoint.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/**
 * Where the base URL stands in the text that decides an endpoint:
 * - `whole`: the text is the base URL (or a beginning of it that names the server);
 * - `prefix`: the base ends at `end`, and an endpoint's path follows;
 * - `template`: the same in a template whose host has holes, `` `http://${host}:8000/v1/models` ``.
 */
export interface WrittenBase {
  readonly form: 'whole' | 'prefix' | 'template';
  readonly node: TSESTree.StringLiteral | TSESTree.TemplateLiteral | TSESTree.BinaryExpression;
  /** What a variable in its place holds; holes are written `${}`. */
  readonly base: string;
  /** The offset where the base ends; for `whole`, the end of the node. */
  readonly end: number;
}

/** Finds the base URL in the literal, template or concatenation of an endpoint; `undefined` where the text is only a part of it. */
export function writtenBase(endpoint: Endpoint, context: RepairContext): WrittenBase | undefined {
  return baseIn(context.endpointNode(endpoint), endpoint);
}

function baseIn(node: Node, endpoint: Endpoint): WrittenBase | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return baseInText(node, node.value, endpoint);
  if (node.type === 'TemplateLiteral') {
    const text = node.quasis[0]?.value.cooked;
    return node.expressions.length === 0 && text !== undefined && text !== null
      ? baseInText(node, text, endpoint)
      : baseInTemplate(node, endpoint);
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined;
  const found = baseIn(node.left, endpoint);
  if (found) return found;
  return isSame(endpoint.url, endpoint.base) ? { form: 'whole', node, base: endpoint.base, end: node.range[1] } : undefined;
}

function baseInText(node: WrittenBase['node'], value: string, { url, base }: Endpoint): WrittenBase | undefined {
  const whole: WrittenBase = { form: 'whole', node, base: value, end: node.range[1] };
  const length = value.startsWith(base) && /^[/?#]./.test(value.slice(base.length)) ? base.length : ENDPOINT.exec(value)?.[0].length;
  if (length !== undefined) {
    // An escape in the text would shift the offsets.
    const isPlain = node.range[1] - node.range[0] === value.length + 2;
    return isPlain ? { form: 'prefix', node, base: value.slice(0, length), end: node.range[0] + 1 + length } : undefined;
  }
  if (isSame(value, base) || (value === url && isSame(url, base))) return whole;
  return NAMES_SERVER.test(value) && base.startsWith(withoutSlash(value)) ? whole : undefined;
}

function baseInTemplate(node: TSESTree.TemplateLiteral, { url, base }: Endpoint): WrittenBase | undefined {
  const flat = node.quasis.map((quasi) => quasi.value.raw).join(HOLE);
  const length = baseLength(flat, url, base);
  if (length === undefined || length === flat.length) return { form: 'whole', node, base: flat, end: node.range[1] };
  const text = flat.slice(0, length);
  const end = offsetIn(node, length);
  if (end === undefined || text.includes('\\')) return undefined;
  return { form: text.includes(HOLE) ? 'template' : 'prefix', node, base: text, end };
}

/** How much of a template's text (holes as `${}`) is the base URL; `undefined` where no end of it is seen. */
function baseLength(flat: string, url: string, base: string): number | undefined {
  if (!base.includes(HOLE) && flat.startsWith(base) && /^(?:[/?#]|\$\{\}|$)/.test(flat.slice(base.length))) return base.length;
  const path = url.startsWith(base) ? url.slice(base.length) : '';
  if (path !== '' && flat.endsWith(path)) return flat.length - path.length;
  return VERSIONED.exec(flat)?.[0].length ?? PATH_IN_HOLE.exec(flat)?.[0].length ?? HOST_AND_PATH.exec(flat)?.[0].length;
}

/** The source offset of an offset into the template's text; `undefined` inside a hole. */
function offsetIn(node: TSESTree.TemplateLiteral, length: number): number | undefined {
  let before = 0;
  for (const quasi of node.quasis) {
    const size = quasi.value.raw.length;
    if (length <= before + size) return length < before ? undefined : quasi.range[0] + 1 + (length - before);
    before += size + HOLE.length;
  }
  return undefined;
}

const HOLE = '${}';

/** Scheme and a complete host: `http://localhost:8000`, not `http://`. */
const NAMES_SERVER = /^[a-z][\w+.-]*:\/\/[^/?#]*[^/?#:]/i;
/** A base URL and its version, with an endpoint of the API behind it. */
const ENDPOINT =
  /^[a-z][\w+.-]*:\/\/[^/?#]+(?:\/[\w.-]+)*?\/v\d+(?=\/(?:models|chat|completions|embeddings|responses|messages|audio|images|rerank|score|pooling|tokenize|detokenize)\b)/i;
/** The same in a template, whatever is behind. */
const VERSIONED = /^[a-z][\w+.-]*:\/\/[^/?#]+(?:\/[\w.-]+)*?\/v\d+(?=\/|\$\{\}|$)/i;
/** `http://localhost:8000${path}`; in `http://localhost:800${i}` the hole is a part of the port. */
const PATH_IN_HOLE = /^[a-z][\w+.-]*:\/\/[^/?#$]+:\d{4,5}(?=\$\{\}(?:$|\?))/i;
/** A host without holes, and any path. */
const HOST_AND_PATH = /^[a-z][\w+.-]*:\/\/[^/?#$]+(?=\/)/i;

function isSame(a: string, b: string): boolean {
  return withoutSlash(a) === withoutSlash(b);
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
