import type { EndpointSource } from '../../model/facts/endpoint.js';

/** What a URL's text needs to know of a tree's node: where it stands, and whether it is a string with holes. */
export interface TextNode {
  readonly type: string;
  readonly range: readonly [number, number];
}

/** Who fills a hole of a URL. */
export type HoleKind = Exclude<EndpointSource, 'literal'>;

/** A piece of a URL: text that is in the source, or a hole and who fills it. */
export type UrlPart<N extends TextNode> =
  | { readonly text: string; readonly node: N }
  /**
   * `elsewhere`: the text that another file of the project puts there. It tells what the URL is; it decides nothing in this file.
   * `written`: how a template's source has it, for messages: `${host}`, `{host}`.
   */
  | {
      readonly hole: HoleKind;
      readonly name?: string;
      readonly identity?: unknown;
      readonly elsewhere?: string;
      readonly written?: string;
      readonly origin?: TextOrigin;
    };

/** The module of the project that a text comes from, and the names there. */
export interface TextOrigin {
  readonly from: string;
  readonly path: readonly string[];
}

/** One way a URL can come out. `fallback`: only used when something else (environment, configuration, an argument) is absent. */
export interface UrlText<N extends TextNode> {
  readonly parts: readonly UrlPart<N>[];
  readonly fallback: boolean;
  /** For a fallback: the variable of the environment that comes first. */
  readonly variable?: string;
  /** A method changed its text in a way that is not followed (`replace`, `removesuffix`): its path is not known. */
  readonly rewritten?: true;
  /** Other functions or branches assign other values to the same attribute: which one is read is not seen. */
  readonly isOneOf?: true;
}

/** Characters beyond which a literal is no URL; what reads URLs need not be linear in their length. */
export const MAX_LITERAL = 4000;

/** The text of a literal as a URL, or a part of one. */
export function literalText<N extends TextNode>(text: string, node: N): UrlText<N> {
  return text.length > MAX_LITERAL ? hole('unknown') : { parts: [{ text, node }], fallback: false };
}

/** Alternatives beyond this many are not told apart. */
export const MAX_ALTERNATIVES = 8;

export function hole<N extends TextNode>(kind: HoleKind, name?: string, identity?: unknown): UrlText<N> {
  return {
    parts: [{ hole: kind, ...(name === undefined ? {} : { name }), ...(identity === undefined ? {} : { identity }) }],
    fallback: false,
  };
}

/** A hole that another file fills. */
export function filledElsewhere<N extends TextNode>(
  text: UrlText<N>,
  elsewhere: string | undefined,
  origin: TextOrigin | undefined,
): UrlText<N> {
  return elsewhere === undefined
    ? text
    : { ...text, parts: text.parts.map((part) => ('hole' in part ? { ...part, elsewhere, ...(origin && { origin }) } : part)) };
}

/** What fills one gap of a template, with the gap as the source has it. */
export function inGap<N extends TextNode>(texts: readonly UrlText<N>[], written: string): readonly UrlText<N>[] {
  return texts.map((text) =>
    text.parts.length === 1 ? { ...text, parts: text.parts.map((part) => ('hole' in part ? { ...part, written } : part)) } : text,
  );
}

/** A URL's text for messages: what fills its gaps where that is known, else the gaps as the source has them. A query may hold a key. */
export function shownUrl<N extends TextNode>(parts: readonly UrlPart<N>[]): string {
  return parts
    .map((part) => ('text' in part ? part.text : gapOf(part)))
    .join('')
    .replace(/\?.*$/s, '?…');
}

/** A URL's text with marks (`${}`) in its gaps, for messages. */
export function withGaps<N extends TextNode>(text: string, parts: readonly UrlPart<N>[]): string {
  const gaps = parts.flatMap((part) => ('text' in part ? [] : [gapOf(part)]));
  let next = 0;
  return text.replace(/\$\{\}/g, (mark) => gaps[next++] ?? mark);
}

function gapOf({ written = '…' }: { readonly written?: string }): string {
  return written;
}

export function asFallback<N extends TextNode>(text: UrlText<N>): UrlText<N> {
  return text.fallback ? text : { ...text, fallback: true };
}

export function asOneOf<N extends TextNode>(text: UrlText<N>): UrlText<N> {
  return { ...text, isOneOf: true };
}

/** What is used when `left` is absent: `left or right`. The environment's variable that comes first is kept. */
export function alternatives<N extends TextNode>(left: readonly UrlText<N>[], right: readonly UrlText<N>[]): readonly UrlText<N>[] {
  if (left.length > 0 && left.every((l) => !l.fallback && l.parts.every((p) => 'text' in p && p.text !== ''))) return left;
  const environment = left.flatMap((l) => l.parts).find((p) => 'hole' in p && p.hole === 'environment');
  const variable = environment && 'name' in environment ? environment.name : undefined;
  return [...left, ...right.map((t) => (variable === undefined ? asFallback(t) : { ...asFallback(t), variable }))];
}

/** A hole at the start gets the identity by which other uses of the same base are known. */
export function identified<N extends TextNode>(text: UrlText<N>, identity: unknown): UrlText<N> {
  const [first, ...rest] = text.parts;
  return first && 'hole' in first && first.identity === undefined ? { ...text, parts: [{ ...first, identity }, ...rest] } : text;
}

/** Every combination of the pieces, left to right. */
export function combined<N extends TextNode>(pieces: readonly (readonly UrlText<N>[])[]): readonly UrlText<N>[] {
  let all: readonly UrlText<N>[] = [{ parts: [], fallback: false }];
  for (const piece of pieces) {
    all = all
      .flatMap((before) =>
        piece.map((p) => ({
          parts: [...before.parts, ...p.parts],
          fallback: before.fallback || (p.fallback && !namesHost(before.parts)),
          ...variableOf(before, p),
          ...marksOf(before, p),
        })),
      )
      .slice(0, MAX_ALTERNATIVES);
  }
  return all;
}

function variableOf<N extends TextNode>(before: UrlText<N>, next: UrlText<N>): { variable?: string } {
  const variable = before.variable ?? (before.parts.length === 0 ? next.variable : undefined);
  return variable === undefined ? {} : { variable };
}

/** What holds for the whole where it holds for a part. */
function marksOf<N extends TextNode>(...texts: readonly UrlText<N>[]): Pick<UrlText<N>, 'rewritten' | 'isOneOf'> {
  return {
    ...(texts.some((text) => text.rewritten) && { rewritten: true }),
    ...(texts.some((text) => text.isOneOf) && { isOneOf: true }),
  };
}

/** Whether the parts so far hold scheme and host, so that what follows is only a path. */
function namesHost<N extends TextNode>(parts: readonly UrlPart<N>[]): boolean {
  const first = parts[0];
  return first !== undefined && ('hole' in first || /^[a-z][a-z0-9+.-]*:\/\/[^/]+\//i.test(first.text) || parts.length > 1);
}

export function withoutTrailingSlash<N extends TextNode>(text: UrlText<N>): UrlText<N> {
  const last = text.parts.at(-1);
  if (!last || !('text' in last) || !last.text.endsWith('/')) return text;
  return { ...text, parts: [...text.parts.slice(0, -1), { ...last, text: last.text.replace(/\/+$/, '') }] };
}

export function asRewritten<N extends TextNode>(text: UrlText<N>): UrlText<N> {
  return { ...text, rewritten: true };
}

/** A base URL and a path, with one slash between them; an absolute URL stays as it is. */
export function onBase<N extends TextNode>(base: UrlText<N>, url: UrlText<N>): UrlText<N> {
  const first = url.parts[0];
  if (first && 'text' in first && /^[a-z][a-z0-9+.-]*:\/\//i.test(first.text)) return url;
  const last = base.parts.at(-1);
  const before: readonly UrlPart<N>[] =
    last && 'text' in last ? [...base.parts.slice(0, -1), { ...last, text: last.text.replace(/\/+$/, '') }] : base.parts;
  const after: readonly UrlPart<N>[] =
    first && 'text' in first && first.text !== '' && !first.text.startsWith('/')
      ? [{ ...first, text: `/${first.text}` }, ...url.parts.slice(1)]
      : url.parts;
  return {
    parts: [...before, ...after.filter((p) => !('text' in p) || p.text !== '')],
    fallback: base.fallback,
    ...(base.variable === undefined ? {} : { variable: base.variable }),
    ...marksOf(base, url),
  };
}
