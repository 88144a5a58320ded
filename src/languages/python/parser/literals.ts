/** The value of a string's text as Python reads it. In `bytes`, an escape stands for one byte. */
export function decodeText(text: string, { raw, bytes }: { readonly raw: boolean; readonly bytes: boolean }): string {
  const unix = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (raw || !unix.includes('\\')) return unix;
  return unix.replace(bytes ? BYTE_ESCAPE : TEXT_ESCAPE, (escape, hex: string | undefined, octal: string | undefined) => {
    if (hex !== undefined) return codePoint(Number.parseInt(hex.slice(1), 16), escape);
    // CPython keeps nine bits of an octal escape in a string, eight in bytes.
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & (bytes ? 0xff : 0x1ff));
    return SIMPLE_ESCAPES[escape.charAt(1)] ?? (escape.startsWith('\\N') ? UNKNOWN_CHARACTER : escape);
  });
}

/** The text of an f-string outside its holes: doubled braces are single ones. */
export function decodeFormatText(text: string, raw: boolean, specification: boolean): string {
  // A format specification doubles no braces, and holds none.
  if (specification || !/[{}]/.test(text)) return decodeText(text, { raw, bytes: false });
  const pieces = raw ? text.split(/\{\{|\}\}/) : text.split(/(?:\{\{|\}\})(?<!\\N\{\{)/);
  const braces = [...text.matchAll(raw ? /\{\{|\}\}/g : /(?:\{\{|\}\})(?<!\\N\{\{)/g)];
  return pieces.map((piece, index) => decodeText(piece, { raw, bytes: false }) + (braces[index]?.[0].charAt(0) ?? '')).join('');
}

/** The value of a number; of a complex one, its imaginary part. */
export function numberValue(written: string): { readonly kind: 'int' | 'float' | 'complex'; readonly value: number } {
  const text = written.includes('_') ? written.replaceAll('_', '') : written;
  const second = text.charCodeAt(1) | 32;
  if (text.charCodeAt(0) === 48 && (second === 120 || second === 111 || second === 98)) return { kind: 'int', value: Number(text) };
  const last = text.charCodeAt(text.length - 1) | 32;
  if (last === 106) return { kind: 'complex', value: Number(text.slice(0, -1)) };
  return { kind: /[.e]/i.test(text) ? 'float' : 'int', value: Number(text) };
}

/** What a named character becomes: the table of Unicode names is larger than this parser. */
const UNKNOWN_CHARACTER = '\uFFFD';
const TEXT_ESCAPE = /\\(?:(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|([0-7]{1,3})|N\{[^}]*\}|[^])/g;
const BYTE_ESCAPE = /\\(?:(x[0-9a-fA-F]{2})|([0-7]{1,3})|[^])/g;
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function codePoint(code: number, escape: string): string {
  return code > 0x10ffff ? escape : String.fromCodePoint(code);
}
