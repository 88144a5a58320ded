import { type Document, type Node, type Pair, type Scalar, isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { MappingPlace } from '../../../model/facts/workload.js';
import type { Span } from '../../../model/span.js';

/** A node of a YAML document with its anchors and merge keys resolved. */
export interface YamlValue {
  readonly kind: 'map' | 'list' | 'text' | 'none';
  /** Inside the quotes of a text. */
  readonly span: Span;
  /** Reached through an alias or a merge key, or anchored: what stands here holds for other places too. */
  readonly isShared: boolean;
  /** Entries of a mapping, those of merge keys included, each key once. */
  entries(): readonly YamlEntry[];
  /** The value of a key; `undefined` where there is none. */
  get(key: string): YamlValue | undefined;
  entry(key: string): YamlEntry | undefined;
  /** Items of a list. */
  items(): readonly YamlValue[];
  /** A scalar's text, escapes resolved; `''` for nothing. */
  text(): string | undefined;
  /** A scalar's text as it stands in the file. */
  raw(): RawScalar | undefined;
  /** Where entries can be added to a mapping; `undefined` where that is not possible. */
  place(): MappingPlace | undefined;
}

/** A key and its value. */
export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlValue;
}

/** A scalar as it stands in the file. */
export interface RawScalar {
  readonly text: string;
  readonly start: number;
  /** The text has escapes, so that offsets in its source say nothing; `text` is cooked then. */
  readonly isCooked: boolean;
  readonly foldsLines: boolean;
}

/** A YAML text: its documents, and whether all of it could be read. */
export interface YamlFile {
  readonly documents: readonly YamlValue[];
  readonly isBroken: boolean;
}

/** Levels below which nothing of a document is read: an alias may contain itself. */
const MAX_DEPTH = 60;

/** Reads a YAML text. Never throws: what cannot be parsed has no documents. */
export function readYaml(text: string): YamlFile {
  try {
    const parsed = parseAllDocuments(text, { schema: 'failsafe', uniqueKeys: false, strict: false, logLevel: 'silent', merge: false });
    const documents = Array.isArray(parsed) ? parsed : [];
    const isBroken = documents.some(({ errors }) => errors.length > 0);
    return {
      documents: isBroken
        ? []
        : documents.flatMap((document) => (document.contents ? [valueOf({ text, document }, document.contents, false, 0)] : [])),
      isBroken,
    };
  } catch {
    return { documents: [], isBroken: true };
  }
}

interface Context {
  readonly text: string;
  readonly document: Document;
}

function valueOf(context: Context, written: unknown, wasShared: boolean, depth: number): YamlValue {
  const node = depth > MAX_DEPTH ? undefined : resolved(context, written);
  const isShared = wasShared || isAlias(written) || hasAnchor(node);
  const span = spanOf(context, node ?? written);
  let entries: readonly YamlEntry[] | undefined;
  const readEntries = () => (entries ??= isMap(node) ? entriesOf(context, node.items, isShared, depth) : []);
  return {
    kind: isMap(node) ? 'map' : isSeq(node) ? 'list' : isScalar(node) && node.value !== null ? 'text' : 'none',
    span,
    isShared,
    entries: readEntries,
    entry: (key) => readEntries().find((entry) => entry.key === key),
    get: (key) => readEntries().find((entry) => entry.key === key)?.value,
    items: () => (isSeq(node) ? node.items.map((item) => valueOf(context, item, isShared, depth + 1)) : []),
    text: () => (isScalar(node) ? textOf(node) : undefined),
    raw: () => (isScalar(node) ? rawOf(context, node) : undefined),
    place: () => (isMap(node) ? placeOf(context, node, isShared) : undefined),
  };
}

function resolved({ document }: Context, node: unknown): Node | undefined {
  if (!isAlias(node)) return node as Node | undefined;
  const target: unknown = node.resolve(document);
  return isAlias(target) ? undefined : (target as Node | undefined);
}

function hasAnchor(node: unknown): boolean {
  return (isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined;
}

/** An own key hides one of a merge key, wherever that stands. */
function entriesOf(context: Context, pairs: readonly unknown[], isShared: boolean, depth: number): readonly YamlEntry[] {
  const own = new Map<string, YamlEntry>();
  const merged: YamlEntry[] = [];
  for (const pair of pairs) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const { key, value } = pair as Pair<Scalar>;
    const name = textOf(key);
    if (name === '<<') merged.push(...mergedEntries(context, value, depth));
    else own.set(name, { key: name, keySpan: spanOf(context, key), value: valueOf(context, value, isShared, depth + 1) });
  }
  for (const entry of merged) if (!own.has(entry.key)) own.set(entry.key, entry);
  return [...own.values()];
}

function mergedEntries(context: Context, value: unknown, depth: number): readonly YamlEntry[] {
  const target = valueOf(context, value, true, depth + 1);
  return target.kind === 'list' ? target.items().flatMap((item) => item.entries()) : target.entries();
}

function textOf(node: Scalar): string {
  return typeof node.value === 'string' ? node.value : node.value === null || node.value === undefined ? '' : (node.source ?? '');
}

function spanOf({ text }: Context, node: unknown): Span {
  const range = (node as Node | null | undefined)?.range;
  if (!range) return { start: 0, end: 0 };
  const [start, end] = range;
  if (!isScalar(node)) return { start, end };
  if (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') return { start: start + 1, end: Math.max(start + 1, end - 1) };
  if (node.type !== 'BLOCK_FOLDED' && node.type !== 'BLOCK_LITERAL') return { start, end };
  const body = text.indexOf('\n', start) + 1;
  const from = body + (/^\s*/.exec(text.slice(body, end))?.[0].length ?? 0);
  return { start: from, end: Math.max(from, start + text.slice(start, end).trimEnd().length) };
}

function rawOf(context: Context, node: Scalar): RawScalar {
  const { start, end } = spanOf(context, node);
  const text = context.text.slice(start, end);
  const foldsLines = node.type !== 'BLOCK_LITERAL';
  const hasEscapes = node.type === 'QUOTE_DOUBLE' ? text.includes('\\') : node.type === 'QUOTE_SINGLE' && text.includes("''");
  return hasEscapes ? { text: textOf(node), start, isCooked: true, foldsLines: false } : { text, start, isCooked: false, foldsLines };
}

function placeOf(
  { text }: Context,
  node: { items: unknown[]; flow?: boolean; range?: readonly number[] | null },
  isShared: boolean,
): MappingPlace | undefined {
  const first = node.items.find(isPair);
  const last = node.items.findLast(isPair);
  const keyRange = (first?.key as Node | undefined)?.range;
  const lastRange = ((last?.value ?? last?.key) as Node | null | undefined)?.range;
  const lastKey = (last?.key as Node | undefined)?.range;
  if (!keyRange || !lastKey) return undefined;
  const lineStart = text.lastIndexOf('\n', keyRange[0] - 1) + 1;
  const until = (lastRange ?? lastKey)[1];
  const end = Math.max(lastKey[1], node.flow ? until : text.slice(0, until).trimEnd().length);
  return { end, indentation: keyRange[0] - lineStart, isFlow: node.flow === true, isShared };
}
