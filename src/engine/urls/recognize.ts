import type { ClientOptions } from '../../model/catalog/options.js';
import type { ServerPath } from '../../model/catalog/server.js';
import type { Endpoint, EndpointServer, HostKind } from '../../model/facts/endpoint.js';
import { hostKind, isLoopback, isPlaceholder, urlShape } from './host-kind.js';
import { productAt, productOfPath, serverProduct } from './server-product.js';
import { KNOWN_PORTS, OLLAMA_FIELDS, SERVER_PATHS, namesServer } from '../../catalog/servers/paths.js';
import { type TextNode, type UrlPart, type UrlText, shownUrl } from './url-text.js';

/** What stands for a part that is not known, in a URL's text. */
const HOLE = '${}';

/** The text of a URL with its holes marked. */
export function textOf(url: UrlText<TextNode>): string {
  return url.parts.map((part) => ('text' in part ? part.text : HOLE)).join('');
}

/** Whatever the start of a URL is known by: scheme, host and port, or the variable that fills it. */
export function identityOf(written: UrlText<TextNode>): unknown {
  const url = withTextOfOthers(written);
  const first = url.parts[0];
  if (!first) return undefined;
  if ('hole' in first) return first.identity;
  const shape = urlShape(textOf(url));
  return shape ? `${shape.scheme}://${shape.host}:${shape.port}` : undefined;
}

/** What is known from other files counts for what a URL is. */
function withTextOfOthers(url: UrlText<TextNode>): UrlText<TextNode> {
  if (!url.parts.some((part) => 'hole' in part && part.elsewhere !== undefined)) return url;
  return {
    ...url,
    parts: url.parts.map((part) => ('hole' in part && part.elsewhere !== undefined ? { text: part.elsewhere, node: NOWHERE } : part)),
  };
}

const NOWHERE: TextNode = { type: 'Elsewhere', range: [0, 0] };

/** How much a request's URL says about its server. */
export type Recognition =
  | { readonly kind: 'server'; readonly path: ServerPath | undefined }
  | { readonly kind: 'maybe'; readonly path: ServerPath }
  | { readonly kind: 'no' };

/** Whether a request's URL is an LLM server's; `maybe` where the path fits and only the host can tell. */
export function recognize(url: UrlText<TextNode>): Recognition {
  const own = recognizeText(url);
  const filled = own.kind === 'server' ? url : withTextOfOthers(url);
  return filled === url ? own : recognizeText(filled);
}

function recognizeText(url: UrlText<TextNode>): Recognition {
  const first = url.parts[0];
  if (!first) return { kind: 'no' };
  const text = textOf(url);
  const shape = urlShape(text);
  // A path of one's own origin (`fetch('/api/chat')`) is the application's own route.
  if (!shape && 'text' in first) return { kind: 'no' };
  const path = withoutQuery(shape ? shape.path : text.slice(HOLE.length));
  const known = SERVER_PATHS.find((p) => endsWith(path.replace(LAST_HOLE, ''), p.path)) ?? SERVER_PATHS.find((p) => endsWith(path, p.path));
  if (shape) {
    const isKnownPort = KNOWN_PORTS.has(Number(shape.port));
    if (isLoopback(shape.host) && isKnownPort) return { kind: 'server', path: known };
    if (!known) return { kind: 'no' };
    const host = hostKind(text);
    // Ollama's port and one of its paths, on a machine of one's own.
    if (isKnownPort && host === 'self-hosted') return { kind: 'server', path: known };
    if (known.proof === 'alone' || host === 'provider' || (known.proof === 'own-host' && host === 'self-hosted'))
      return { kind: 'server', path: known };
    return { kind: 'maybe', path: known };
  }
  const isNamed = 'hole' in first && first.name !== undefined && isServerName(first.name);
  // `${DEEPSEEK_BASE_URL}${path}`: whatever the path is, the base is an LLM server's.
  if (!known) return isNamed && isConstantName(first.name ?? '') && isOpen(path) ? { kind: 'server', path: undefined } : { kind: 'no' };
  return known.proof !== 'with-host' || isNamed ? { kind: 'server', path: known } : { kind: 'maybe', path: known };
}

/** Whether a path is nothing but holes. */
function isOpen(path: string): boolean {
  return path.replaceAll(HOLE, '').replaceAll('/', '') === '';
}

/** Whether a variable or property is named for an LLM server's address: `OLLAMA_HOST`, `ollamaUrl`, `config.ollama.baseUrl`. */
function isServerName(name: string): boolean {
  return namesServer(
    name
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .replaceAll('.', '_')
      .replace(/_base_?ur[li]$/i, '_URL')
      .toUpperCase(),
  );
}

/** Names of the environment are written so, also where they are read through a settings object: `config.OPENAI_BASE_URL`. */
function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(lastOf(name));
}

/**
 * Whether the rest of a file tells that a request whose path alone proves nothing goes to an LLM server: the
 * file names the environment variable of one, or the request has fields that only Ollama's API has. A base
 * that comes from a variable of another name does not count.
 */
export function isToldByFile(url: UrlText<TextNode>, request: string, file: string): boolean {
  const [first] = url.parts;
  if (!first || 'text' in first) return false;
  if (OLLAMA_REQUEST.test(request)) return true;
  // What another file puts there has been looked at.
  if (first.elsewhere !== undefined || first.hole === 'environment' || (first.name !== undefined && isConstantName(first.name)))
    return false;
  return BASE_NAME.test(lastOf(first.name ?? '')) && (file.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []).some(namesServer);
}

/** `config.baseUrl` gives `baseUrl`. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const OLLAMA_REQUEST = new RegExp(`\\b(?:${OLLAMA_FIELDS.join('|')})\\b`);
/** Whether a constant's name may be that of a base URL. Other constants make no address: their files are not opened for it. */
export function mayNameAddress(name: string): boolean {
  return /url|uri|host|base|endpoint|api|server|address/i.test(name);
}

/** Names that hold a base URL: `baseURL`, `apiBase`, `host`. */
const BASE_NAME = /^(?:api|server)?_?(?:base|host|endpoint|url|root)(?:_?ur[li])?$/i;

function withoutQuery(path: string): string {
  return path.replace(/[?#].*$/s, '').replace(/\/+$/, '');
}

/** `/v1/models/${id}` is a request of `/v1/models` too. */
const LAST_HOLE = /\/\$\{\}$/;

function endsWith(path: string, pattern: string): boolean {
  if (pattern === '' || pattern === '/') return false;
  return path === pattern || path.endsWith(pattern);
}

/** What a client's entry in the catalog says of the server that it talks to. */
export type ClientServer = Pick<ClientOptions, 'server' | 'isCloud'>;

/**
 * The endpoint that one way of making a URL decides, and the node that decides it. `reaches` says who reads
 * it; `path` is the endpoint path of a request, which is no part of the base URL; `client` is who sends it, where that is known.
 */
export function endpointOf<N extends TextNode>(
  url: UrlText<N>,
  reaches: string,
  path: ServerPath | undefined,
  client: ClientServer = {},
): { readonly endpoint: Endpoint; readonly node: N } | undefined {
  const [first] = url.parts;
  if (!first) return undefined;
  const deciding = firstText(url.parts);
  if (!deciding) return undefined;
  const { node } = deciding;
  const own = url.parts.filter((part) => !('text' in part) || part.node === node);
  // A literal in the middle (`${host}:8000/v1`) decides nothing by itself, and one that ends before the host
  // (`'http://' + host`) or in the port (`'http://gpu:' + '8000'`) cannot be replaced by a variable.
  if (!('text' in first) || (!isTemplate(node) && (!holdsHost(url.parts, first.text) || isCutInHost(url.parts, first)))) return undefined;
  if (isTemplate(node) && !holdsHost(url.parts, ownText(url.parts, node))) return undefined;
  const text = isTemplate(node) ? ownText(url.parts, node) : first.text;
  const whole = textOf(url);
  const shape = urlShape(whole);
  if (!shape || shape.host === '' || (own.length > 0 && /^\$\{\}$/.test(shape.host) && shape.port === '')) return undefined;
  const open = url.parts.some((part) => 'hole' in part && hostPart(url.parts, part));
  const source = url.fallback
    ? url.variable !== undefined || hasEnvironment(url.parts)
      ? 'environment'
      : 'configuration'
    : open
      ? 'configuration'
      : 'literal';
  const server = serverOf(whole, path, client);
  return {
    node,
    endpoint: {
      span: { start: node.range[0], end: node.range[1] },
      source,
      url: text,
      shown: shownUrl(isTemplate(node) ? url.parts : [first]),
      base: baseOf(text, path),
      ...(text.includes(HOLE) && !whole.includes(HOLE) ? { resolved: baseOf(whole, path) } : {}),
      host: hostOf(whole, client),
      reaches,
      ...(server && { server }),
      ...(url.variable === undefined ? {} : { variable: url.variable }),
    },
  };
}

function serverOf(url: string, path: ServerPath | undefined, { server }: ClientServer): EndpointServer | undefined {
  const product = productAt(url) ?? serverProduct(server) ?? productOfPath(path);
  return product && { title: product.title, variable: product.variable };
}

/** The address that a cloud's client is given is the cloud's, but for a machine or service without a public name: a mock. */
function hostOf(url: string, { isCloud }: ClientServer): HostKind {
  const kind = hostKind(url);
  const host = urlShape(url)?.host ?? '';
  if (isPlaceholder(host)) return 'unknown';
  return isCloud && kind === 'self-hosted' && !isLoopback(host) && !/^[a-z\d-]+$|^\d+(?:\.\d+){3}$/.test(host) ? 'provider' : kind;
}

/** A string with holes: a template literal, an f-string. */
function isTemplate(node: TextNode): boolean {
  return node.type === 'TemplateLiteral' || node.type === 'JoinedStr';
}

/** The text of one template literal, nested holes that are literals elsewhere marked as holes. */
function ownText(parts: readonly UrlPart<TextNode>[], node: TextNode): string {
  return parts.map((part) => ('text' in part && part.node === node ? part.text : HOLE)).join('');
}

function firstText<N extends TextNode>(parts: readonly UrlPart<N>[]): { text: string; node: N } | undefined {
  return parts.find((part): part is { text: string; node: N } => 'text' in part);
}

function hasEnvironment(parts: readonly UrlPart<TextNode>[]): boolean {
  return parts.some((part) => 'hole' in part && part.hole === 'environment');
}

/** Whether the text of the deciding literal reaches the host: `http://gpu` or, without a scheme, the whole of `gpu:8000`. */
function holdsHost(parts: readonly UrlPart<TextNode>[], text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]/i.test(text) || (!text.includes('//') && (parts.length === 1 || /^[\w.-]+:\d+/.test(text)));
}

/** Whether another literal goes on with host or port where the first one ends. */
function isCutInHost(
  [, next]: readonly UrlPart<TextNode>[],
  { text, node }: Extract<UrlPart<TextNode>, { readonly text: string }>,
): boolean {
  return (
    /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/i.test(text) && next !== undefined && 'text' in next && next.node !== node && /^[^/?#]/.test(next.text)
  );
}

/** Whether a hole fills a part of scheme, host or port. */
function hostPart(parts: readonly UrlPart<TextNode>[], at: UrlPart<TextNode>): boolean {
  const before = parts
    .slice(0, parts.indexOf(at))
    .map((part) => ('text' in part ? part.text : HOLE))
    .join('');
  return !/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.test(before);
}

function baseOf(text: string, path: ServerPath | undefined): string {
  const bare = text.replace(/[?#].*$/s, '').replace(/\/+$/, '');
  if (!path || !endsWith(bare, path.path)) return text;
  const without = bare.slice(0, bare.length - path.path.length);
  // The base URL of the OpenAI API ends in `/v1`.
  return path.path.startsWith('/v1/') ? `${without}/v1` : without;
}
