import { TITLES } from '../../../../engine/fixes/titles.js';
import type { Repair } from '../../../../model/fix.js';
import type { StreamFault } from '../../../../model/problems/stream.js';
import type { Node } from '../../syntax/ast.js';
import { blocksOf } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';
import { indentAt, lineEnd, lineStart } from '../text/layout.js';
import { nodeAt } from '../text/node-at.js';

/** Moves the loop that reads a stream to the end of the `try` block right above it. */
export function moveReadingIntoHandler({ call, at }: StreamFault, context: RepairContext): Repair | undefined {
  const { text } = context.file;
  const loop = nodeAt(at, context);
  const above = loop && statementAbove(loop);
  if ((loop?.type !== 'For' && loop?.type !== 'AsyncFor') || above?.type !== 'Try') return undefined;
  const last = above.body.at(-1);
  if (!last || !above.body.some((s) => s.range[0] <= call.whole.start && call.whole.end <= s.range[1])) return undefined;
  const [start, end] = [lineEnd(text, above.range[1]), lineEnd(text, loop.range[1])];
  const moved = text.slice(start, end);
  const into = lineEnd(text, last.range[1]);
  const base = indentAt(text, above.range[0]);
  // The lines of a long string would change with their indentation; something else may share the lines.
  if (/"""|'''|\\\r?\n/.test(moved) || lineStart(text, last.range[0]) <= above.range[0]) return undefined;
  if (
    !/^[ \t]*(?:#.*)?$/.test(text.slice(loop.range[1], end)) ||
    !/^[ \t]*(?:#.*)?$/.test(text.slice(last.range[1], into)) ||
    !/^[ \t]*(?:#.*)?$/.test(text.slice(above.range[1], start))
  )
    return undefined;
  const inner = indentAt(text, last.range[0]);
  const lines = moved
    .replace(/^(?:\r?\n[ \t]*)+(?=\r?\n)/, '')
    .split(/(?<=\n)/)
    .map((line) => (line.trim() === '' ? line : inner + line.slice(base.length)));
  return {
    edits: [
      { span: { start: into, end: into }, text: lines.join('') },
      { span: { start, end }, text: '' },
    ],
    applicability: 'unsafe',
    title: TITLES.readInside(),
  };
}

function statementAbove(statement: Node): Node | undefined {
  const { parent } = statement;
  if (!parent) return undefined;
  const blocks =
    parent.type === 'Module' || parent.type === 'FunctionDef' || parent.type === 'AsyncFunctionDef' || parent.type === 'ExceptHandler'
      ? [parent.body]
      : blocksOf(parent as never);
  const block: readonly Node[] = blocks.find((each) => (each as readonly Node[]).includes(statement)) ?? [];
  return block[block.indexOf(statement) - 1];
}
