import type { TSESTree } from '@typescript-eslint/utils';
import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Repair } from '../../../../model/fix.js';
import type { StreamFault } from '../../../../model/problems/stream.js';
import { type Node } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, layoutOf, lineStart } from '../text/layout.js';
import { nodeAt } from '../text/node-at.js';

/** Moves the loop that reads a stream to the end of the `try` block right above it. */
export function moveReadingIntoHandler({ call, at }: StreamFault, context: RepairContext): Repair | undefined {
  const { text } = context.sourceCode;
  const loop = nodeAt(at, context);
  const above = loop && statementAbove(loop);
  const node = context.callNode(call);
  if (loop?.type !== 'ForOfStatement' || above?.type !== 'TryStatement' || !above.handler) return undefined;
  const { block } = above;
  const last = block.body.at(-1);
  if (!last || node.range[0] < block.range[0] || node.range[1] > block.range[1]) return undefined;
  // The lines of a template would change with their indentation.
  const moved = text.slice(above.range[1], loop.range[1]);
  if (/`[^`]*\n[^`]*`/.test(moved) || lineStart(text, last.range[0]) <= block.range[0]) return undefined;
  const { indent } = layoutOf(context);
  const brace = lineStart(text, block.range[1] - 1);
  if (brace <= last.range[1] || text.slice(brace, block.range[1] - 1).trim() !== '') return undefined;
  const base = indentAt(text, above.range[0]);
  const lines = moved
    .replace(/^[ \t]*\r?\n/, '')
    .split(/(?<=\n)/)
    .map((line) => (line.trim() === '' ? line : base + indent + line.slice(line.startsWith(base) ? base.length : 0)));
  const { newline } = layoutOf(context);
  return {
    edits: [
      { span: { start: brace, end: brace }, text: lines.join('') + newline },
      { span: { start: above.range[1], end: loop.range[1] }, text: '' },
    ],
    applicability: 'unsafe',
    title: TITLES.readInside(),
  };
}

function statementAbove(statement: Node): TSESTree.Statement | undefined {
  const { parent } = statement;
  const body: readonly Node[] = parent?.type === 'BlockStatement' || parent?.type === 'Program' ? parent.body : [];
  return body[body.indexOf(statement) - 1] as TSESTree.Statement | undefined;
}
