import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Endpoint } from '../../../../model/facts/endpoint.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { RepairContext } from '../context.js';
import { variableFor } from './endpoint-variable.js';
import { type EnvironmentRead, readVariable } from './environment-read.js';
import { createImports } from '../text/imports.js';
import { type Quote, otherQuote } from '../text/layout.js';
import { canBeComputed, needsParentheses } from './place.js';
import { isFormatted, quoteOf } from './strings.js';
import { type WrittenBase, writtenBase } from './written-base.js';

/**
 * Puts `os.environ.get("NAME") or "<the old literal>"` where a base URL is written. `or`, never a default
 * argument: with a variable that is set but blank, SDKs send the request to the public API.
 */
export function readEndpointFromEnvironment(endpoint: Endpoint, context: RepairContext): Repair | undefined {
  const written = writtenBase(endpoint, context);
  if (!written || !canBeComputed(written.node, context)) return undefined;
  const { name, version } = variableFor(endpoint, context);
  if (version !== '' && written.base.endsWith('/')) return undefined;
  const imports = createImports(context);
  const quote = quoteOf(written.pieces[0]);
  const read = readVariable(name, written.node, written.form === 'inside' ? otherQuote(quote) : quote, imports, context);
  if (!read) return undefined;
  const edits = writeOver(written, read, version, context);
  return (
    edits && {
      edits: [...imports.edits(), ...edits].sort((a, b) => a.span.start - b.span.start),
      applicability: read.applicability,
      title: TITLES.readBaseUrl(name),
    }
  );
}

function writeOver(written: WrittenBase, read: EnvironmentRead, version: string, context: RepairContext): readonly Edit[] | undefined {
  const { form, node, outer, end, pieces, base } = written;
  const { text } = context.file;
  const [start, nodeEnd] = node.range;
  const quote = quoteOf(pieces[0]);
  const close = (q: Quote): string => (version === '' ? '' : `).rstrip(${q}/${q}).removesuffix(${q}${version}${q})`);
  const open = version === '' ? '' : '(';
  switch (form) {
    case 'whole': {
      const [left, right] = version === '' && needsParentheses(node, 'or', context) ? ['(', ')'] : ['', ''];
      return [insert(start, spaceBefore(start, text) + left + open + `${read.text} or `), insert(nodeEnd, close(quote) + right)];
    }
    case 'inside': {
      const [piece] = pieces;
      const inner = otherQuote(quote);
      const rest = text.slice(end, piece.end);
      const written = isFormatted(piece) ? rest : rest.replace(/[{}]/g, (brace) => brace + brace);
      const prefix = isFormatted(piece) ? piece.prefix : 'f';
      const hole = `{${open}${read.text} or ${inner}${base}${inner}${close(inner)}}`;
      return [
        { span: { start: piece.start, end: piece.end }, text: spaceBefore(piece.start, text) + prefix + piece.quotes + hole + written },
      ];
    }
    case 'split': {
      const [left, right] = needsParentheses(outer, '+', context) ? ['(', ')'] : ['', ''];
      const index = pieces.findIndex((p) => end <= p.bodyEnd);
      const piece = pieces[index];
      if (!piece) return undefined;
      const head = insert(start, `${spaceBefore(start, text)}${left}(${read.text} or `);
      const joint = `${close(quote) || ')'} +`;
      const tail = right === '' ? [] : [insert(outer.range[1], right)];
      const before = pieces[index - 1];
      if (before && end <= piece.bodyStart) return [head, insert(before.end, joint), ...tail];
      const restFormatted = isFormatted(piece) && /[{}]/.test(text.slice(end, piece.bodyEnd));
      const prefix = restFormatted ? piece.prefix : piece.prefix.replace(/f/i, '');
      return [head, insert(end, `${piece.quotes}${joint} ${prefix}${piece.quotes}`), ...tail];
    }
  }
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** `return"http://…"`: a keyword that would run into the first name. */
function spaceBefore(offset: number, text: string): string {
  return /\w/.test(text.charAt(offset - 1)) ? ' ' : '';
}
