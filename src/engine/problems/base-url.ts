import { TITLES } from '../fixes/titles.js';
import type { BaseUrlFault, BaseUrlFaultKind } from '../../model/problems/base-url.js';
import type { BaseUrlForm } from '../../model/catalog/options.js';
import { type UrlShape, hostKind, isLoopback, urlShape } from '../urls/host-kind.js';
import { textOf } from '../urls/recognize.js';
import { type TextNode, type UrlText, withGaps } from '../urls/url-text.js';

/** Who reads a base URL. */
export interface BaseUrlReader {
  /** As a person would say it: `new OpenAI({ baseURL })`, `fetch()`. */
  readonly reaches: string;
  /** A client's option, or the whole URL of one request. */
  readonly kind: 'option' | 'request';
  /** For an option: what the client makes of it, if that is known. */
  readonly form?: BaseUrlForm | undefined;
  /** It puts `http://` in front of a bare host. */
  readonly addsScheme: boolean;
  /** A library that the client is or has inside, and that is a server's name, too: the file names it for the client. */
  readonly library?: string | undefined;
  /** It takes any number of slashes behind `http:`, as the URL standard of browsers does; Python's libraries do not. */
  readonly addsSlashes: boolean;
  /** Its requests go through a function of the program's own, which may change their URLs. */
  readonly hasOwnTransport: boolean;
}

/** All ways one reader's URL can come out. */
export interface BaseUrlUse<N extends TextNode> {
  readonly urls: readonly UrlText<N>[];
  readonly reader: BaseUrlReader;
}

/** What is wrong with the URLs of a file, each literal once. `text` is the file's: what it says of its server decides doubts. */
export function baseUrlFaults<N extends TextNode>(uses: readonly BaseUrlUse<N>[], text: string): readonly BaseUrlFault[] {
  const found = new Map<string, BaseUrlFault>();
  const readings = readingsOf(uses, text);
  for (const { urls, reader } of uses) {
    // `url = url + "/v1"` behind a test: what the variable held before is not what is read.
    const isJoinedToItself = urls.some(
      ({ parts: [first, second] }) => first && 'hole' in first && first.hole === 'unknown' && second !== undefined,
    );
    const isOneRight = urls.some((url) => url.isOneOf && isWritten(url) && !faultOf(url, reader, text));
    for (const group of byFirstNode(urls)) {
      // Which of an attribute's values this reader gets is not seen, and one of them is right.
      if (isOneRight && group.every((url) => url.isOneOf)) continue;
      const faults = group.map((url) => faultOf(url, reader, text));
      const [fault] = faults;
      // A literal that comes out right on one way is corrected by the program itself.
      if (!fault || !faults.every((f) => f?.kind === fault.kind)) continue;
      if (isJoinedToItself && !HOST_FAULTS.has(fault.kind)) continue;
      const [first] = group;
      const placed = HOST_FAULTS.has(fault.kind) || !first ? fault : inOnePlace(fault, first, reader, readings);
      const key = `${placed.span.start}-${placed.span.end}`;
      found.set(key, found.get(key) ?? (first ? shown(placed, first) : placed));
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** Whether a URL is whole in the source. */
function isWritten<N extends TextNode>({ parts }: UrlText<N>): boolean {
  return parts.every((part) => 'text' in part);
}

/** The fault with its URLs as messages show them. */
function shown<N extends TextNode>(fault: BaseUrlFault, { parts }: UrlText<N>): BaseUrlFault {
  return { ...fault, url: withGaps(fault.url, parts), sends: withGaps(fault.sends, parts), corrected: withGaps(fault.corrected, parts) };
}

const HOST_FAULTS: ReadonlySet<BaseUrlFaultKind> = new Set(['missing-scheme', 'broken-scheme', 'unspecified-host', 'https']);

/** A URL of which a literal is a part, and what is wrong with it. Where it begins with something unknown, it says nothing. */
interface Reading<N extends TextNode> {
  readonly url: UrlText<N>;
  readonly fault: BaseUrlFault | undefined;
}

/** By a literal's place, all that is made of it. */
function readingsOf<N extends TextNode>(uses: readonly BaseUrlUse<N>[], text: string): ReadonlyMap<string, readonly Reading<N>[]> {
  const readings = new Map<string, Reading<N>[]>();
  for (const { urls, reader } of uses) {
    for (const url of urls) {
      if (!url.parts[0] || 'hole' in url.parts[0]) continue;
      const reading = { url, fault: faultOf(url, reader, text) };
      for (const place of new Set(url.parts.flatMap((part) => ('text' in part ? [placeOf(part.node)] : []))))
        readings.set(place, [...(readings.get(place) ?? []), reading]);
    }
  }
  return readings;
}

function placeOf({ range: [start, end] }: TextNode): string {
  return `${start}-${end}`;
}

/**
 * The fault with a change that leaves no other reader of the literal with a wrong URL: at the path where every base URL before it
 * is wrong in the same way, else at the base URL.
 */
function inOnePlace<N extends TextNode>(
  fault: BaseUrlFault,
  url: UrlText<N>,
  reader: BaseUrlReader,
  readings: ReadonlyMap<string, readonly Reading<N>[]>,
): BaseUrlFault {
  if (isAlone(fault, readings)) return fault;
  const other = atBase(fault, url, reader);
  return other && isAlone(fault, readings, other) ? other : { ...fault, isShared: true };
}

/** Whether all that is made of the literal to change is wrong in the same way. */
function isAlone<N extends TextNode>(
  fault: BaseUrlFault,
  readings: ReadonlyMap<string, readonly Reading<N>[]>,
  { span, change }: BaseUrlFault = fault,
): boolean {
  const all = readings.get(`${span.start}-${span.end}`) ?? [];
  if (fault.kind === 'double-slash')
    return all.every(({ url: { parts } }) =>
      parts.every(
        (part, i) => !('text' in part) || !part.text.endsWith('/') || part.node.range[0] !== span.start || beginsWithSlash(parts[i + 1]),
      ),
    );
  return all.every((reading) => reading.fault?.kind === fault.kind && (reading.fault.change.from === change.from || span !== fault.span));
}

function beginsWithSlash<N extends TextNode>(part: UrlText<N>['parts'][number] | undefined): boolean {
  return part === undefined || ('text' in part && part.text.startsWith('/'));
}

/** A version that is there twice, or not at all, put right in the literal that the URL begins with. */
function atBase<N extends TextNode>(
  { kind, change, url: whole }: BaseUrlFault,
  url: UrlText<N>,
  reader: BaseUrlReader,
): BaseUrlFault | undefined {
  const [first, second] = url.parts;
  if (!first || !('text' in first) || second === undefined || reader.kind !== 'request') return undefined;
  const fault = faultWriter(whole, reader);
  if (kind === 'doubled-version') {
    const version = /\/v\d+$/.exec(first.text)?.[0];
    return version === undefined ? undefined : fault(kind, first, version, '');
  }
  const version = kind === 'missing-version' ? /^\/v\d+/.exec(change.to)?.[0] : undefined;
  return version === undefined || /\/v\d+$/.test(first.text)
    ? undefined
    : fault(kind, first, first.text, `${first.text.replace(/\/+$/, '')}${version}`);
}

function byFirstNode<N extends TextNode>(urls: readonly UrlText<N>[]): readonly (readonly UrlText<N>[])[] {
  const groups = new Map<unknown, UrlText<N>[]>();
  for (const url of urls) {
    const [first] = url.parts;
    if (!first) continue;
    const key = 'text' in first ? first.node : url;
    groups.set(key, [...(groups.get(key) ?? []), url]);
  }
  return [...groups.values()];
}

/** A part of a URL that stands in the source. */
interface Text<N extends TextNode> {
  readonly text: string;
  readonly node: N;
}

function faultOf<N extends TextNode>(url: UrlText<N>, reader: BaseUrlReader, file: string): BaseUrlFault | undefined {
  const whole = textOf(url);
  const texts = url.parts.filter((part): part is Text<N> => 'text' in part && part.text !== '');
  const [first] = url.parts;
  const shape = urlShape(whole);
  const fault = faultWriter(whole, reader);
  if (first && 'text' in first) {
    const found = schemeFault(first, reader, fault);
    if (found) return found;
  }
  if (first && 'text' in first && shape) {
    const found = hostFault(first, shape, reader, fault, file);
    if (found) return found;
  }
  if (url.rewritten || reader.hasOwnTransport || whole.includes('?')) return undefined;
  return joinFault(texts, shape, reader, fault) ?? pathFault(url, texts, shape, reader, fault, file);
}

type FaultWriter = (kind: BaseUrlFaultKind, at: Text<TextNode>, from: string, to: string) => BaseUrlFault | undefined;

function faultWriter(whole: string, { reaches, kind: reads, form }: BaseUrlReader): FaultWriter {
  const sends = reads === 'request' || !form ? whole : whole.replace(/\/+$/, '') + form.appends;
  return (kind, { text, node }, from, to) => {
    if (from === '' || text.split(from).length !== 2) return undefined;
    // The literal's own text may stand in the whole once only, too.
    const at = whole.lastIndexOf(from);
    if (at < 0) return undefined;
    const corrected = whole.slice(0, at) + to + whole.slice(at + from.length);
    return { kind, span: { start: node.range[0], end: node.range[1] }, url: whole, reaches, sends, corrected, change: { from, to } };
  };
}

/** A scheme with a typing error: too few slashes or colons, or a letter too few, too many, wrong or in the wrong place. */
function schemeFault(first: Text<TextNode>, { addsSlashes }: BaseUrlReader, fault: FaultWriter): BaseUrlFault | undefined {
  const marks = /^(https?|wss?)(:\/(?=[\w[])|:(?=[\w[])|\/\/|;\/\/|:\/{3,}|:\s+\/\/|:\\{1,2}(?=[\w[]))/i.exec(first.text);
  if (marks) {
    const [whole, scheme = '', mark = ''] = marks;
    return addsSlashes && mark.startsWith(':') && !mark.includes(' ') ? undefined : fault('broken-scheme', first, whole, `${scheme}://`);
  }
  const [whole, scheme = ''] = /^([a-z]{2,7}):\/\//i.exec(first.text) ?? [];
  if (whole === undefined || /^(?:https?|wss?)$/i.test(scheme)) return undefined;
  const meant = ['http', 'https'].find((name) => isOneSlip(scheme.toLowerCase(), name));
  return meant === undefined ? undefined : fault('broken-scheme', first, whole, `${meant}://`);
}

/** Whether one word becomes the other by one letter more, less or different, or two that change places. */
function isOneSlip(word: string, meant: string): boolean {
  let start = 0;
  while (start < word.length && word[start] === meant[start]) start += 1;
  const [a, b] = [word.slice(start), meant.slice(start)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a.slice(2) === b.slice(2) && a.startsWith(`${b.charAt(1)}${b.charAt(0)}`))
  );
}

function hostFault(
  first: Text<TextNode>,
  { scheme, host, port }: UrlShape,
  reader: BaseUrlReader,
  fault: FaultWriter,
  file: string,
): BaseUrlFault | undefined {
  if (scheme === '' && !first.text.includes('//'))
    return reader.addsScheme
      ? undefined
      : fault(
          'missing-scheme',
          first,
          first.text,
          `http://${first.text.replace(/^0\.0\.0\.0(?![\d.])/, '127.0.0.1').replace(/^\[::\]/, '[::1]')}`,
        );
  if (host === '0.0.0.0' && first.text.includes('//0.0.0.0')) return fault('unspecified-host', first, '//0.0.0.0', '//127.0.0.1');
  if (host === '::' && first.text.includes('//[::]')) return fault('unspecified-host', first, '//[::]', '//[::1]');
  const isOwn = isLoopback(host) || /^[a-z\d-]+$/.test(host) || /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host);
  if (scheme === 'https' && isOwn && PLAIN_PORTS.has(Number(port)) && !SPEAKS_TLS.test(file))
    return fault('https', first, 'https://', 'http://');
  return undefined;
}

/** Default ports of vLLM, Ollama, LM Studio and SGLang, which speak TLS only when they are told to. */
const PLAIN_PORTS: ReadonlySet<number> = new Set([8000, 11434, 1234, 30000]);
/** What a file says that has to do with certificates of its own. */
const SPEAKS_TLS = /rejectUnauthorized|NODE_TLS|NODE_EXTRA_CA|\bverify\s*=|ssl|certificate|certifi|mkcert|\.(?:pem|crt|cert|key)\b/i;

/** What comes of joining the parts: `/v1/v1`, `//`. */
function joinFault(
  texts: readonly Text<TextNode>[],
  shape: UrlShape | undefined,
  { kind }: BaseUrlReader,
  fault: FaultWriter,
): BaseUrlFault | undefined {
  if (!shape) return undefined;
  const version = /(\/v\d+)\1(?=\/|$)/.exec(shape.path)?.[1];
  if (version !== undefined) {
    const inOne = texts.find(({ text }) => text.includes(version + version));
    if (inOne) return fault('doubled-version', inOne, version + version, version);
    const later = texts.slice(1).find(({ text }) => text.startsWith(version));
    if (later) return fault('doubled-version', later, version, '');
    const bare = texts.slice(1).find(({ text }) => text.startsWith(`${version.slice(1)}/`));
    return bare && fault('doubled-version', bare, `${version.slice(1)}/`, '');
  }
  if (kind !== 'request' || !shape.path.includes('//')) return undefined;
  const before = texts.find(({ text, node }, i) => {
    const next = texts[i + 1];
    return /[^/]\/$/.test(text) && next !== undefined && next.node !== node && /^\/[^/]/.test(next.text);
  });
  return before && fault('double-slash', before, before.text, before.text.replace(/\/$/, ''));
}

function pathFault(
  url: UrlText<TextNode>,
  texts: readonly Text<TextNode>[],
  shape: UrlShape | undefined,
  reader: BaseUrlReader,
  fault: FaultWriter,
  file: string,
): BaseUrlFault | undefined {
  const { form } = reader;
  const last = url.parts.at(-1);
  const [first] = texts;
  if (!last || !('text' in last) || !first) return undefined;
  if (reader.kind === 'request') return shape && requestFault(texts, shape, fault, file);
  if (!form) return undefined;
  const path = (shape ? shape.path : textOf(url).replace(/^\$\{\}/, '')).replace(/\/+$/, '');
  const isKnownHost = shape && !shape.host.includes('${}') ? hostKind(textOf(url)) !== 'unknown' : true;
  const end = (form.versioned ? ENDPOINT : ROOT_ENDPOINT).exec(path)?.[0];
  if (end !== undefined && last.text.includes(end) && isKnownHost)
    return fault('endpoint-path', last, last.text.slice(last.text.lastIndexOf(end)), '');
  if (!shape || shape.host === '' || shape.host.includes('${}')) return undefined;
  const host = hostKind(textOf(url));
  const excess = form.excess?.find((e) => path.endsWith(e));
  if (excess !== undefined && host !== 'unknown' && last.text.includes(excess))
    return fault('excess-version', last, last.text.slice(last.text.lastIndexOf(excess)), '');
  if (!form.versioned || host !== 'self-hosted') return undefined;
  if (shape.port === '11434' && path === '/api' && last.text.includes('/api'))
    return fault('missing-version', last, last.text.slice(last.text.lastIndexOf('/api')), '/v1');
  if (path !== '' || !isVersionedServer(shape, withoutLibrary(file, reader))) return undefined;
  return fault('missing-version', last, last.text, `${last.text.replace(/\/+$/, '')}/v1`);
}

function withoutLibrary(file: string, { library }: BaseUrlReader): string {
  return library === undefined ? file : file.replace(new RegExp(library, 'gi'), '');
}

/** A request by hand to a path that the server has below `/v1` only. */
function requestFault(texts: readonly Text<TextNode>[], shape: UrlShape, fault: FaultWriter, file: string): BaseUrlFault | undefined {
  const { path } = shape;
  if (!/^\/(?:chat\/completions|completions|embeddings|models)$/.test(path) || !isVersionedServer(shape, file)) return undefined;
  const holder = texts.find(({ text }) => text.includes(path));
  if (holder) return fault('missing-version', holder, path, `/v1${path}`);
  return undefined;
}

/** Paths that a client of OpenAI's API adds to its base URL. */
const ENDPOINT = /\/(?:chat\/completions|completions|embeddings|responses|models)$/;
/** And those of other APIs. */
const ROOT_ENDPOINT = /\/(?:v1\/messages|v1\/chat\/completions|api\/(?:chat|generate|embed|embeddings|tags))$/;

/**
 * Whether a server answers below `/v1` only, as vLLM, SGLang, Ollama and LM Studio do, by its port. LiteLLM's proxy, llama.cpp's
 * server and LocalAI answer without it too; a file that names one of them, or a gateway, is left alone.
 */
function isVersionedServer({ port }: UrlShape, file: string): boolean {
  return VERSIONED_PORTS.has(Number(port)) && !ANSWERS_BOTH.test(file);
}

const VERSIONED_PORTS: ReadonlySet<number> = new Set([8000, 8001, 11434, 1234, 30000]);
const ANSWERS_BOTH = /litellm|llama[-_. ]?cpp|llama-server|local-?ai\b|gateway|portkey|proxy/i;

/** What a repair that makes the change is called in the editor's menu. */
export function correctionTitle({ kind, change, corrected }: BaseUrlFault): string {
  if (kind === 'double-slash') return TITLES.removeSlash();
  const isLess = kind === 'endpoint-path' || kind === 'excess-version' || kind === 'doubled-version';
  return isLess && change.to === '' ? TITLES.removePart(change.from) : TITLES.changeUrl(corrected);
}
