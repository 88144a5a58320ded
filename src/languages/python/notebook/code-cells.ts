import type { Span } from '../../../model/span.js';

/** The source of a code cell: the JSON strings that hold it, in order. */
export interface CellSource {
  /** Where the content of each string stands in the file, without the quotes. Empty for a cell without text. */
  readonly strings: readonly Span[];
  /** What stands between two strings, indentation included; `undefined` where the source is one string. */
  readonly separator: string | undefined;
  /** Whether the cell is tagged as one that fails on purpose. */
  readonly raises: boolean;
}

/**
 * Finds the Python cells of a notebook (nbformat 3 and 4) and where they stand in its text.
 *
 * @returns Nothing for a notebook of another language, and for JSON that is no notebook.
 * @throws {SyntaxError} With `lineNumber` and `column`, which ESLint shows, where the text is no JSON.
 */
export function codeCells(text: string): readonly CellSource[] {
  if (text.trim() === '') return [];
  const notebook = readJson(text);
  const metadata = field(notebook, 'metadata');
  const language =
    string(text, field(field(metadata, 'kernelspec'), 'language')) ?? string(text, field(field(metadata, 'language_info'), 'name'));
  if (language !== undefined && !isPython(language)) return [];
  const worksheets = field(notebook, 'worksheets');
  const cells =
    worksheets?.kind === 'array' ? worksheets.items.flatMap((sheet) => items(field(sheet, 'cells'))) : items(field(notebook, 'cells'));
  return cells
    .filter((cell) => isPythonCell(text, cell))
    .map((cell) => ({ ...source(text, field(cell, 'source') ?? field(cell, 'input')), raises: raises(text, cell) }));
}

function isPythonCell(text: string, cell: JsonNode): boolean {
  if (string(text, field(cell, 'cell_type')) !== 'code') return false;
  // VS Code lets a cell have another language; nbformat 3 had one for every cell.
  const language = string(text, field(field(field(cell, 'metadata'), 'vscode'), 'languageId')) ?? string(text, field(cell, 'language'));
  return language === undefined || isPython(language);
}

function raises(text: string, cell: JsonNode): boolean {
  return items(field(field(cell, 'metadata'), 'tags')).some((tag) => string(text, tag) === 'raises-exception');
}

function isPython(language: string): boolean {
  return /^i?python/i.test(language);
}

function source(text: string, node: JsonNode | undefined): Pick<CellSource, 'strings' | 'separator'> {
  if (node?.kind === 'string') return { strings: [inner(node)], separator: undefined };
  const strings = items(node).filter(({ kind }) => kind === 'string');
  const [first, second] = strings;
  if (!node || !first) return { strings: [], separator: undefined };
  const separator = second ? text.slice(first.end, second.start) : `,${text.slice(node.start + 1, first.start)}`;
  return { strings: strings.map(inner), separator };
}

function inner({ start, end }: JsonNode): Span {
  return { start: start + 1, end: end - 1 };
}

type JsonNode = Span &
  (
    | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, JsonNode> }
    | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'string' | 'other' }
  );

function field(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.fields.get(name) : undefined;
}

function items(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function string(text: string, node: JsonNode | undefined): string | undefined {
  return node?.kind === 'string' ? (JSON.parse(text.slice(node.start, node.end)) as string) : undefined;
}

/** Reads JSON into spans. The insides of strings are left to `JSON.parse`, for the few that are of use. */
function readJson(text: string): JsonNode {
  let at = 0;
  const root = read();
  skipSpace();
  if (at < text.length) fail();
  return root;

  function read(): JsonNode {
    skipSpace();
    const start = at;
    if (text[at] === '"') return readString();
    if (text[at] === '[') {
      const found: JsonNode[] = [];
      readList(']', () => found.push(read()));
      return { kind: 'array', start, end: at, items: found };
    }
    if (text[at] === '{') {
      const fields = new Map<string, JsonNode>();
      readList('}', () => {
        const name = readString();
        skipSpace();
        step(':');
        fields.set(JSON.parse(text.slice(name.start, name.end)) as string, read());
      });
      return { kind: 'object', start, end: at, fields };
    }
    OTHER.lastIndex = at;
    at += OTHER.exec(text)?.[0].length ?? fail();
    return { kind: 'other', start, end: at };
  }

  function readString(): JsonNode {
    const start = at;
    step('"');
    for (at = text.indexOf('"', at); isEscaped(text, at); at = text.indexOf('"', at + 1));
    if (at < 0) {
      at = text.length;
      fail();
    }
    return { kind: 'string', start, end: ++at };
  }

  function readList(close: string, readItem: () => void): void {
    at++;
    skipSpace();
    for (let first = true; text[at] !== close; first = false) {
      if (!first) step(',');
      skipSpace();
      readItem();
      skipSpace();
    }
    at++;
  }

  function step(character: string): void {
    if (text[at] !== character) fail();
    at++;
  }

  function skipSpace(): void {
    while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  }

  function fail(): never {
    const lines = text.slice(0, at).split(/\r\n|\r|\n/);
    const what = at < text.length ? `unexpected ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}` : 'it ends too early';
    throw Object.assign(new SyntaxError(`This notebook is not valid JSON: ${what}.`), {
      lineNumber: lines.length,
      column: (lines.at(-1)?.length ?? 0) + 1,
    });
  }
}

const OTHER = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '\\') before--;
  return at >= 0 && (at - before) % 2 === 0;
}
