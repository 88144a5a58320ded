import { SyntaxFailure } from './failure.js';
import { KEYWORDS, Kind, type Tokens } from './tokens.js';

export interface Tokenized {
  readonly tokens: Tokens;
  /** Start and end of each comment, `#` included. */
  readonly comments: readonly (readonly [start: number, end: number])[];
  /** Where the words end too early; the last token but one is then `Broken`. */
  readonly failure: SyntaxFailure | undefined;
  /** Some name has letters beyond ASCII, so names are to be normalised as Python does. */
  readonly hasUnicodeNames: boolean;
}

/** CPython's own bounds, which keep the parser's recursion bounded too. */
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;
const TAB_SIZE = 8;

/** Cuts a file into tokens as CPython's tokenizer does, f-strings included. */
export function tokenize(text: string): Tokenized {
  const length = text.length;
  let kinds = new Uint8Array((length >> 2) + 64);
  let starts = new Int32Array(kinds.length);
  let ends = new Int32Array(kinds.length);
  let count = 0;
  const comments: [number, number][] = [];
  const indents: { readonly column: number; readonly alternative: number }[] = [{ column: 0, alternative: 0 }];
  /** Offsets of the brackets that are open. */
  const brackets: number[] = [];
  let hasUnicodeNames = false;
  let failure: SyntaxFailure | undefined;
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  try {
    scanFile();
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    failure = error;
    emit(Kind.Broken, Math.min(error.index, length), length);
  }
  emit(Kind.End, length, length);
  return {
    tokens: { kinds: kinds.subarray(0, count), starts: starts.subarray(0, count), ends: ends.subarray(0, count) },
    comments,
    failure,
    hasUnicodeNames,
  };

  function emit(kind: number, start: number, end: number): void {
    if (count === kinds.length) grow();
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    count += 1;
  }

  function grow(): void {
    const size = kinds.length * 2;
    const [oldKinds, oldStarts, oldEnds] = [kinds, starts, ends];
    kinds = new Uint8Array(size);
    starts = new Int32Array(size);
    ends = new Int32Array(size);
    kinds.set(oldKinds);
    starts.set(oldStarts);
    ends.set(oldEnds);
  }

  function scanFile(): void {
    let lineStart = true;
    for (;;) {
      if (lineStart) {
        lineStart = false;
        scanIndentation();
      }
      skipBlanks();
      const code = text.charCodeAt(at);
      if (at >= length) break;
      if (code === 10 || code === 13) {
        if (brackets.length === 0) {
          if (count > 0 && kinds[count - 1] !== Kind.Newline && kinds[count - 1] !== Kind.Dedent) emit(Kind.Newline, at, at + 1);
          lineStart = true;
        }
        skipBreak();
      } else scanToken(code);
    }
    const open = brackets.at(-1);
    if (open !== undefined) throw new SyntaxFailure(`'${text.charAt(open)}' was never closed`, open);
    if (count > 0 && kinds[count - 1] !== Kind.Newline && kinds[count - 1] !== Kind.Dedent) emit(Kind.Newline, length, length);
    for (let level = indents.length; level > 1; level -= 1) emit(Kind.Dedent, length, length);
  }

  /** Steps over blank and comment lines to the next line of code, and compares its indentation with the lines before. */
  function scanIndentation(): void {
    let column = 0;
    let alternative = 0;
    let continued: { readonly column: number; readonly alternative: number } | undefined;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 32) {
        column += 1;
        alternative += 1;
      } else if (code === 9) {
        column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        alternative += 1;
      } else if (code === 12) {
        column = 0;
        alternative = 0;
      } else if (code === 92 && isBreak(text.charCodeAt(at + 1))) {
        // The indentation before the first backslash is the one that counts.
        continued ??= { column, alternative };
        at += 1;
        skipBreak();
        at -= 1;
      } else if (code === 35) {
        scanComment();
        at -= 1;
      } else if (isBreak(code)) {
        skipBreak();
        at -= 1;
        column = 0;
        alternative = 0;
        continued = undefined;
      } else break;
    }
    if (at >= length) return;
    indentTo(continued?.column ?? column, continued?.alternative ?? alternative);
  }

  function indentTo(column: number, alternative: number): void {
    const current = indents.at(-1) ?? { column: 0, alternative: 0 };
    if (column === current.column) {
      if (alternative !== current.alternative) throw inconsistent();
    } else if (column > current.column) {
      if (alternative <= current.alternative) throw inconsistent();
      if (indents.length >= MAX_INDENTS) throw new SyntaxFailure('too many levels of indentation', at);
      indents.push({ column, alternative });
      emit(Kind.Indent, at, at);
    } else {
      while (column < (indents.at(-1)?.column ?? 0)) {
        indents.pop();
        emit(Kind.Dedent, at, at);
      }
      const reached = indents.at(-1);
      if (reached?.column !== column) throw new SyntaxFailure('unindent does not match any outer indentation level', at);
      if (reached.alternative !== alternative) throw inconsistent();
    }
  }

  function inconsistent(): SyntaxFailure {
    return new SyntaxFailure('inconsistent use of tabs and spaces in indentation', at);
  }

  /** Blanks, comments and joined lines; line breaks too inside brackets. */
  function skipBlanks(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9 || code === 12) at += 1;
      else if (code === 35) scanComment();
      else if (code === 92) joinLine();
      else if (brackets.length > 0 && (code === 10 || code === 13)) at += 1;
      else return;
    }
  }

  function joinLine(): void {
    if (!isBreak(text.charCodeAt(at + 1)))
      throw new SyntaxFailure(
        at + 1 >= length ? 'unexpected end of file after a backslash' : 'unexpected character after line continuation character',
        at,
      );
    at += 1;
    skipBreak();
  }

  function scanComment(): void {
    const start = at;
    while (at < length && !isBreak(text.charCodeAt(at))) at += 1;
    comments.push([start, at]);
  }

  function skipBreak(): void {
    at += text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
  }

  function scanToken(code: number): void {
    if (isNameStart(code)) scanName(code);
    else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) scanNumber();
    else if (code === 34 || code === 39) scanString(at, false, false);
    else scanOperator(code);
  }

  function scanName(first: number): void {
    const start = at;
    let code = first;
    let ascii = true;
    while (isNamePart(code)) {
      if (code >= 128) ascii = false;
      at += 1;
      code = text.charCodeAt(at);
    }
    const size = at - start;
    if ((code === 34 || code === 39) && size <= 2 && STRING_PREFIX.test(text.slice(start, at))) {
      scanString(start, /[ft]/i.test(text.slice(start, at)), /r/i.test(text.slice(start, at)));
      return;
    }
    if (!ascii) checkUnicodeName(start);
    emit(size >= 2 && size <= 8 && first < 122 ? (KEYWORDS.get(text.slice(start, at)) ?? Kind.Name) : Kind.Name, start, at);
  }

  function checkUnicodeName(start: number): void {
    hasUnicodeNames = true;
    const name = text.slice(start, at);
    if (UNICODE_NAME.test(name)) return;
    let index = start;
    for (const character of name) {
      if (!(index === start ? UNICODE_NAME : UNICODE_NAME_PART).test(character)) {
        const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        throw new SyntaxFailure(
          `invalid ${/\p{Z}|\p{C}/u.test(character) ? 'non-printable character' : `character '${character}'`} (U+${code})`,
          index,
        );
      }
      index += character.length;
    }
  }

  function scanNumber(): void {
    const start = at;
    const rest = NUMBER;
    rest.lastIndex = at;
    const match = rest.exec(text);
    at = match ? rest.lastIndex : at + 1;
    const code = text.charCodeAt(at);
    const written = text.slice(start, at);
    if (/^0[0-9_]*[1-9][0-9_]*$/.test(written))
      throw new SyntaxFailure('leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers', start);
    // `1or x` is fine, if deprecated; `1x` is not.
    if (isNamePart(code) && !/^(?:and|else|for|if|in|is|not|or)\b/.test(text.slice(at, at + 5)))
      throw new SyntaxFailure(`invalid ${NUMBER_NAMES[written.charAt(1).toLowerCase()] ?? 'decimal'} literal`, start);
    emit(Kind.Number, start, at);
  }

  /** `at` is on the opening quote. */
  function scanString(start: number, formatted: boolean, raw: boolean): void {
    const quote = text.charCodeAt(at);
    const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
    at += triple ? 3 : 1;
    if (formatted) {
      emit(Kind.FormatStart, start, at);
      scanFormatText(start, quote, triple, raw, false);
      emit(Kind.FormatEnd, at, at + (triple ? 3 : 1));
      at += triple ? 3 : 1;
      return;
    }
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 92) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
      else if (code === quote) {
        if (!triple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote)) {
          at += triple ? 3 : 1;
          emit(Kind.String, start, at);
          return;
        }
      } else if (!triple && isBreak(code)) break;
    }
    throw new SyntaxFailure(`unterminated ${triple ? 'triple-quoted ' : ''}string literal`, start);
  }

  /** The text of an f-string with its holes, up to the closing quotes; of a format specification, up to the closing brace. */
  function scanFormatText(opening: number, quote: number, triple: boolean, raw: boolean, specification: boolean): void {
    let start = at;
    while (at < length) {
      const code = text.charCodeAt(at);
      if (code === quote && (!triple || (text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote))) {
        if (specification) throw new SyntaxFailure("f-string: expecting '}'", at);
        if (at > start) emit(Kind.FormatMiddle, start, at);
        return;
      }
      if (!triple && isBreak(code)) break;
      if (code === 92) {
        const next = text.charCodeAt(at + 1);
        if (!raw && next === 78 && text.charCodeAt(at + 2) === 123) {
          const end = text.indexOf('}', at);
          at = end < 0 ? length : end + 1;
        } else if (next === 123 || next === 125) at += 1;
        else at += next === 13 && text.charCodeAt(at + 2) === 10 ? 3 : 2;
      } else if (code === 123) {
        if (!specification && text.charCodeAt(at + 1) === 123) at += 2;
        else {
          if (at > start) emit(Kind.FormatMiddle, start, at);
          scanHole(opening, quote, triple, raw);
          start = at;
        }
      } else if (code === 125) {
        if (specification) {
          if (at > start) emit(Kind.FormatMiddle, start, at);
          return;
        }
        if (text.charCodeAt(at + 1) !== 125) throw new SyntaxFailure("f-string: single '}' is not allowed", at);
        at += 2;
      } else at += 1;
    }
    throw new SyntaxFailure(`unterminated ${triple ? 'triple-quoted ' : ''}f-string literal`, opening);
  }

  function scanHole(opening: number, quote: number, triple: boolean, raw: boolean): void {
    open(123);
    const depth = brackets.length;
    for (;;) {
      skipBlanks();
      if (at >= length) throw new SyntaxFailure("f-string: expecting '}'", opening);
      const code = text.charCodeAt(at);
      if (brackets.length > depth) scanToken(code);
      else if (code === 125) {
        close(code);
        return;
      } else if (code === 58) {
        emit(Kind.Colon, at, at + 1);
        at += 1;
        scanFormatText(opening, quote, triple, raw, true);
      } else if (code === 33 && text.charCodeAt(at + 1) !== 61) {
        emit(Kind.Exclamation, at, at + 1);
        at += 1;
      } else scanToken(code);
    }
  }

  function open(code: number): void {
    if (brackets.length >= MAX_BRACKETS) throw new SyntaxFailure('too many nested parentheses', at);
    brackets.push(at);
    emit(code === 40 ? Kind.LeftParen : code === 91 ? Kind.LeftBracket : Kind.LeftBrace, at, at + 1);
    at += 1;
  }

  function close(code: number): void {
    const opener = brackets.pop();
    const character = text.charAt(at);
    if (opener === undefined) throw new SyntaxFailure(`unmatched '${character}'`, at);
    const expected = text.charCodeAt(opener);
    if (code !== (expected === 40 ? 41 : expected + 2))
      throw new SyntaxFailure(`closing parenthesis '${character}' does not match opening parenthesis '${text.charAt(opener)}'`, at, {
        since: opener,
      });
    emit(code === 41 ? Kind.RightParen : code === 93 ? Kind.RightBracket : Kind.RightBrace, at, at + 1);
    at += 1;
  }

  function scanOperator(code: number): void {
    const next = text.charCodeAt(at + 1);
    switch (code) {
      case 40: // (
      case 91: // [
      case 123: // {
        open(code);
        return;
      case 41: // )
      case 93: // ]
      case 125: // }
        close(code);
        return;
      case 44: // ,
        take(Kind.Comma, 1);
        return;
      case 58: // :
        if (next === 61) take(Kind.ColonEqual, 2);
        else take(Kind.Colon, 1);
        return;
      case 59: // ;
        take(Kind.Semicolon, 1);
        return;
      case 46: // .
        if (next === 46 && text.charCodeAt(at + 2) === 46) take(Kind.Ellipsis, 3);
        else take(Kind.Dot, 1);
        return;
      case 61: // =
        if (next === 61) take(Kind.Comparison, 2);
        else take(Kind.Equal, 1);
        return;
      case 33: // !
        if (next === 61) take(Kind.Comparison, 2);
        else take(Kind.Exclamation, 1);
        return;
      case 60: // <
      case 62: // >
        if (next === code) takeOrAssign(Kind.Shift, 2);
        else take(Kind.Comparison, next === 61 ? 2 : 1);
        return;
      case 42: // *
        if (next === 42) takeOrAssign(Kind.DoubleStar, 2);
        else takeOrAssign(Kind.Star, 1);
        return;
      case 47: // /
        if (next === 47) takeOrAssign(Kind.Divide, 2);
        else takeOrAssign(Kind.Slash, 1);
        return;
      case 45: // -
        if (next === 62) take(Kind.Arrow, 2);
        else takeOrAssign(Kind.PlusMinus, 1);
        return;
      case 43: // +
        takeOrAssign(Kind.PlusMinus, 1);
        return;
      case 37: // %
        takeOrAssign(Kind.Divide, 1);
        return;
      case 38: // &
        takeOrAssign(Kind.Ampersand, 1);
        return;
      case 124: // |
        takeOrAssign(Kind.Bar, 1);
        return;
      case 94: // ^
        takeOrAssign(Kind.Caret, 1);
        return;
      case 64: // @
        takeOrAssign(Kind.At, 1);
        return;
      case 126: // ~
        take(Kind.Tilde, 1);
        return;
      default:
        throw new SyntaxFailure(
          code < 32 || code === 127
            ? `invalid non-printable character (U+${code.toString(16).toUpperCase().padStart(4, '0')})`
            : 'invalid syntax',
          at,
        );
    }
  }

  function take(kind: number, size: number): void {
    emit(kind, at, at + size);
    at += size;
  }

  /** An operator that makes an assignment with `=` after it. */
  function takeOrAssign(kind: number, size: number): void {
    if (text.charCodeAt(at + size) === 61) take(Kind.AugmentedAssign, size + 1);
    else take(kind, size);
  }
}

const STRING_PREFIX = /^(?:[rubft]|b[r]|r[bft]|[ft]r)$/i;
const UNICODE_NAME = /^[_\p{XID_Start}]\p{XID_Continue}*$/u;
const UNICODE_NAME_PART = /^\p{XID_Continue}$/u;
const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:[0-9](?:_?[0-9])*(?:\.(?:[0-9](?:_?[0-9])*)?)?|\.[0-9](?:_?[0-9])*)(?:[eE][+-]?[0-9](?:_?[0-9])*)?[jJ]?/y;
const NUMBER_NAMES: Readonly<Record<string, string>> = { x: 'hexadecimal', o: 'octal', b: 'binary' };

function isBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 128;
}

function isNamePart(code: number): boolean {
  return isNameStart(code) || isDigit(code);
}
