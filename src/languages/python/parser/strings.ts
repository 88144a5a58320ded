import type { Constant, Expression, FormattedValue, JoinedStr } from '../syntax/ast.js';
import { type Cursor, accept, advance, expect, finish, isWord, takeName, tokenText, unexpected } from './cursor.js';
import { SyntaxFailure } from './failure.js';
import { decodeFormatText, decodeText } from './literals.js';
import { type Draft, adopt, adoptAll, createNode } from './node.js';
import { Kind } from './tokens.js';

/** The string at the cursor with those written next to it. `parseValue` reads the expression in a hole of an f-string. */
export function parseStrings(cursor: Cursor, parseValue: (cursor: Cursor) => Expression): Constant | JoinedStr {
  const { start } = cursor;
  const pieces = createPieces(cursor);
  let formatted = false;
  let template = false;
  let bytes: boolean | undefined;
  while (cursor.kind === Kind.String || cursor.kind === Kind.FormatStart) {
    if (cursor.kind === Kind.FormatStart) {
      const prefix = tokenText(cursor);
      formatted = true;
      template ||= /t/i.test(prefix);
      if (bytes) throw new SyntaxFailure('cannot mix bytes and nonbytes literals', start);
      bytes = false;
      advance(cursor);
      parseFormatText(cursor, pieces, { raw: /r/i.test(prefix), template: /t/i.test(prefix), specification: false }, parseValue);
      expect(cursor, Kind.FormatEnd);
    } else bytes = takeString(cursor, pieces, bytes);
  }
  if (formatted) {
    const node = finish<JoinedStr>(cursor, template ? 'TemplateStr' : 'JoinedStr', start);
    node.values = adoptAll(node, pieces.end());
    return node;
  }
  const node = finish<Constant>(cursor, 'Constant', start);
  node.kind = bytes ? 'bytes' : 'str';
  node.value = pieces.text();
  return node;
}

interface Format {
  readonly raw: boolean;
  readonly template: boolean;
  readonly specification: boolean;
}

/** Text and holes in turn; neighbouring texts become one constant. */
interface Pieces {
  addText(value: string, start: number, end: number): void;
  addHole(hole: FormattedValue): void;
  /** The text so far, where there is no hole. */
  text(): string;
  end(): (Constant | FormattedValue)[];
}

function createPieces(cursor: Cursor): Pieces {
  const done: (Constant | FormattedValue)[] = [];
  let pending = '';
  let pendingStart = -1;
  let pendingEnd = 0;

  function flush(): void {
    if (pending !== '') {
      const node = createNode<Constant>(cursor.lines, 'Constant', pendingStart, pendingEnd);
      node.kind = 'str';
      node.value = pending;
      done.push(node);
    }
    pending = '';
    pendingStart = -1;
  }

  return {
    addText(value, start, end) {
      if (pendingStart < 0) pendingStart = start;
      pending += value;
      pendingEnd = end;
    },
    addHole(hole) {
      flush();
      done.push(hole);
    },
    text: () => pending,
    end() {
      flush();
      return done;
    },
  };
}

/** A string without holes; says whether it is of bytes, as all strings side by side have to be or not to be. */
function takeString(cursor: Cursor, pieces: Pieces, others: boolean | undefined): boolean {
  const { start, text } = cursor;
  const end = cursor.tokens.ends[cursor.position] ?? start;
  let quoteAt = start;
  let raw = false;
  let bytes = false;
  for (let code = text.charCodeAt(quoteAt); code !== 34 && code !== 39; code = text.charCodeAt(quoteAt)) {
    if ((code | 32) === 114) raw = true;
    else if ((code | 32) === 98) bytes = true;
    quoteAt += 1;
  }
  if (others !== undefined && others !== bytes) throw new SyntaxFailure('cannot mix bytes and nonbytes literals', start);
  const quote = text.charCodeAt(quoteAt);
  const size = end - quoteAt >= 6 && text.charCodeAt(quoteAt + 1) === quote && text.charCodeAt(quoteAt + 2) === quote ? 3 : 1;
  pieces.addText(decodeText(text.slice(quoteAt + size, end - size), { raw, bytes }), start, end);
  advance(cursor);
  return bytes;
}

function parseFormatText(cursor: Cursor, pieces: Pieces, format: Format, parseValue: (cursor: Cursor) => Expression): void {
  for (;;) {
    if (cursor.kind === Kind.FormatMiddle) {
      const value = decodeFormatText(tokenText(cursor), format.raw, format.specification);
      pieces.addText(value, cursor.start, cursor.tokens.ends[cursor.position] ?? cursor.start);
      advance(cursor);
    } else if (cursor.kind === Kind.LeftBrace) parseHole(cursor, pieces, format, parseValue);
    else return;
  }
}

function parseHole(cursor: Cursor, pieces: Pieces, format: Format, parseValue: (cursor: Cursor) => Expression): void {
  const { start } = cursor;
  advance(cursor);
  const value = parseValue(cursor);
  let conversion: FormattedValue['conversion'] = null;
  const shown = accept(cursor, Kind.Equal);
  // `{x = }` shows its own source, with the blanks around the sign.
  if (shown) pieces.addText(cursor.text.slice(start + 1, cursor.start), start + 1, cursor.start);
  if (accept(cursor, Kind.Exclamation)) {
    if (cursor.start > cursor.lastEnd)
      throw new SyntaxFailure('f-string: conversion type must come right after the exclamation mark', cursor.start);
    if (!isWord(cursor, 's') && !isWord(cursor, 'r') && !isWord(cursor, 'a'))
      throw unexpected(cursor, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
    conversion = takeName(cursor) as 's' | 'r' | 'a';
  }
  const colon = cursor.start;
  let specification: Draft<JoinedStr> | null = null;
  if (accept(cursor, Kind.Colon)) {
    const inner = createPieces(cursor);
    parseFormatText(cursor, inner, { ...format, template: false, specification: true }, parseValue);
    specification = finish<JoinedStr>(cursor, 'JoinedStr', colon);
    specification.values = adoptAll(specification, inner.end());
  }
  if (shown && conversion === null && specification === null) conversion = 'r';
  expect(cursor, Kind.RightBrace, "f-string: expecting '}'");
  const node = finish<FormattedValue>(cursor, format.template ? 'Interpolation' : 'FormattedValue', start);
  node.value = adopt(node, value);
  node.conversion = conversion;
  node.format_spec = specification === null ? null : adopt(node, specification as JoinedStr);
  pieces.addHole(node);
}
