import { TITLES } from '../../../../engine/fixes/titles.js';
import type { IgnoredOption } from '../../../../model/problems/client-options.js';
import type { Repair } from '../../../../model/fix.js';
import { propertyName } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { nodeAt } from '../text/node-at.js';

/** Writes an option where the library reads it. */
export function correctOption({ whole, span, meant, remedy, name }: IgnoredOption, context: RepairContext): Repair | undefined {
  if (meant === undefined) return undefined;
  const { sourceCode } = context;
  const node = nodeAt(whole, context);
  // A variable of the environment: other programs that are started may read the old name.
  if (node?.type === 'Identifier' || node?.type === 'Literal')
    return {
      edits: [{ span, text: node.type === 'Literal' ? sourceCode.getText(node).replace(name, meant) : meant }],
      applicability: 'unsafe',
      title: TITLES.set(meant),
    };
  if (node?.type !== 'Property' || node.computed || node.parent.type !== 'ObjectExpression') return undefined;
  const value = sourceCode.getText(node.value);
  const [outer = meant, inner] = meant.split('.');
  const names = node.parent.properties.map((p) => (p.type === 'Property' ? propertyName(p) : undefined));
  switch (remedy) {
    case 'rename': {
      const key = meant.split('.').at(-1) ?? meant;
      if (names.includes(key)) return undefined;
      const edit = node.shorthand ? { span: whole, text: `${key}: ${value}` } : { span, text: key };
      return { edits: [edit], applicability: 'safe', title: TITLES.rename(key) };
    }
    case 'nest': {
      // Its own object would have to be found, or is spread in.
      if (inner === undefined || names.includes(outer) || names.includes(undefined) || sourceCode.getCommentsInside(node).length > 0)
        return undefined;
      return {
        edits: [{ span: whole, text: `${outer}: { ${node.shorthand ? `${inner}: ${value}` : `${inner}: ${value}`} }` }],
        applicability: 'safe',
        title: TITLES.move(meant),
      };
    }
    case 'signal': {
      if (names.includes(outer) || node.method || sourceCode.getCommentsInside(node).length > 0) return undefined;
      return {
        edits: [{ span: whole, text: `${outer}: AbortSignal.timeout(${value})` }],
        applicability: 'unsafe',
        title: TITLES.passAs(outer),
      };
    }
    case 'none':
      return undefined;
  }
}
