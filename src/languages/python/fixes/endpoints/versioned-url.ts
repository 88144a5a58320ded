import type * as ast from '../../syntax/ast.js';
import { type Tree, stringOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { layoutOf } from '../text/layout.js';
import { flatText, piecesOf, quoteOf } from './strings.js';

/** The text of an expression that gives a URL, with the version prefix that the client's base URL has. */
export function versionedUrl(node: ast.Expression, context: RepairContext): string | undefined {
  const { tree } = context;
  const text = tree.textOf(node);
  if (node.type === 'JoinedStr' || (node.type === 'Constant' && node.kind === 'str')) return literalUrl(node, context);
  const { quote } = layoutOf(context);
  const known = lastText(node, tree);
  if (known !== undefined && VERSIONED.test(known)) return text;
  const operand = SIMPLE.has(node.type) ? text : `(${text})`;
  // What is not seen may have the version already.
  const bare = known === undefined ? `.rstrip(${quote}/${quote}).removesuffix(${quote}/v1${quote})` : `.rstrip(${quote}/${quote})`;
  return `${operand}${bare} + ${quote}/v1${quote}`;
}

const VERSIONED = /\/v\d+\/?$/;
const ENDPOINT = /^(.*\/v\d+)\/(?:models|chat|completions|embeddings|responses)\b/;
const SIMPLE: ReadonlySet<string> = new Set(['Name', 'Attribute', 'Subscript', 'Call']);

function literalUrl(node: ast.Constant | ast.JoinedStr, context: RepairContext): string | undefined {
  const { text } = context.file;
  const source = text.slice(...node.range);
  const pieces = piecesOf(node, text);
  const last = pieces?.at(-1);
  const first = pieces?.[0];
  const flat = pieces && flatText(node, pieces, text)?.text;
  if (!pieces || !first || !last || flat === undefined) return undefined;
  if (VERSIONED.test(flat)) return source;
  const endpoint = ENDPOINT.exec(flat)?.[1];
  if (endpoint !== undefined) return node.type === 'Constant' ? quoteOf(first) + endpoint + quoteOf(first) : undefined;
  const scheme = flat.includes('://') || node.type !== 'Constant' ? '' : 'http://';
  const [start] = node.range;
  const [open, close] = [first.bodyStart - start, last.bodyEnd - start];
  return source.slice(0, open) + scheme + source.slice(open, close) + (flat.endsWith('/') ? 'v1' : '/v1') + source.slice(close);
}

/** The text that an expression gives in the end, where it is written in the file: a fallback, a constant. */
function lastText(node: ast.Expression, tree: Tree, depth = 0): string | undefined {
  if (depth > 5) return undefined;
  switch (node.type) {
    case 'Constant':
      return stringOf(node);
    case 'BoolOp':
      return lastText(node.values.at(-1) ?? node, tree, depth + 1);
    case 'IfExp':
      return lastText(node.orelse, tree, depth + 1);
    case 'Call': {
      const fallback = node.args[1] ?? node.keywords.find((k) => k.arg === 'default')?.value;
      return fallback && lastText(fallback, tree, depth + 1);
    }
    case 'Name': {
      const [binding, ...more] = tree.variableOf(node)?.bindings ?? [];
      return binding?.kind === 'assign' && binding.value && more.length === 0 ? lastText(binding.value, tree, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}
