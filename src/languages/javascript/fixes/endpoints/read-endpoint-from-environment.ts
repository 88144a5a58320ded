import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Endpoint } from '../../../../model/facts/endpoint.js';
import type { Edit, Repair } from '../../../../model/fix.js';
import type { Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { variableFor } from './endpoint-variable.js';
import { readVariable } from './environment-read.js';
import { literalPlace } from './literal-place.js';
import { layoutOf, quoted } from '../text/layout.js';
import { type WrittenBase, writtenBase } from './written-base.js';

/**
 * Puts `process.env.NAME || "<the old literal>"` where a base URL is written. `||`, never `??`: with a variable
 * that is set but blank, SDKs send the request to the public API.
 */
export function readEndpointFromEnvironment(endpoint: Endpoint, context: RepairContext): Repair | undefined {
  const written = writtenBase(endpoint, context);
  const place = written && literalPlace(written.node, context);
  if (!written || !place) return undefined;
  const variable = variableFor(endpoint, context);
  const read = readVariable(variable.name, written.node, context);
  if (!read) return undefined;

  const [before, after] = variable.holdsVersion ? ['(', `).replace(/\\/v\\d+\\/?$/, ${quoted('', layoutOf(context).quote)})`] : ['', ''];
  const edits = writeOver(
    written,
    { before: `${before}${read.text} || `, after },
    variable.holdsVersion ? { ...place, parenthesize: false } : place,
    context,
  );
  return {
    edits: [...read.edits, ...edits],
    applicability: place.applicability === 'unsafe' ? 'unsafe' : read.applicability,
    title: TITLES.readBaseUrl(read.variable),
  };
}

/** What stands around the old base URL. */
interface Around {
  readonly before: string;
  readonly after: string;
}

function writeOver(
  written: WrittenBase,
  { before, after }: Around,
  place: { readonly parenthesize: boolean; readonly isAttribute: boolean },
  context: RepairContext,
): readonly Edit[] {
  const { node, end, base } = written;
  const [start, nodeEnd] = node.range;
  const { text } = context.sourceCode;
  const [open, close] = place.isAttribute ? ['{', '}'] : ['', ''];
  switch (written.form) {
    case 'whole': {
      const [left, right] = place.parenthesize ? ['(', ')'] : ['', ''];
      const space = needsSpace(node, context) && open + left === '' && !before.startsWith('(') ? ' ' : '';
      return [insert(start, space + open + left + before), insert(nodeEnd, after + right + close)];
    }
    case 'prefix': {
      const quote = node.type === 'Literal' ? text.slice(start, start + 1) : layoutOf(context).quote;
      const hole = `\${${before}${node.type === 'Literal' ? quote + base + quote : quoted(base, quote === "'" ? "'" : '"')}${after}}`;
      if (node.type === 'TemplateLiteral') return [{ span: { start: start + 1, end }, text: hole }];
      const path = text
        .slice(end, nodeEnd - 1)
        .replaceAll('`', '\\`')
        .replaceAll('${', '\\${');
      return [{ span: { start, end: nodeEnd }, text: `${open}\`${hole}${path}\`${close}` }];
    }
    case 'template':
      return [insert(start + 1, `\${${before}\``), insert(end, `\`${after}}`)];
  }
}

function insert(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** `return"http://…"`: a keyword that would run into the first name. */
function needsSpace(node: Node, { sourceCode }: RepairContext): boolean {
  return /[\w$]/.test(sourceCode.text.charAt(node.range[0] - 1));
}
