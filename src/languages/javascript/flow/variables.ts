import { type Node, type Variable, functionAround, readsOf } from '../syntax/tree.js';
import type { CallFrame, FlowContext } from './context.js';
import { ESCAPES, type Path, UNKNOWN, lost } from './paths.js';

/** The value is kept in a variable: it goes wherever the variable is read. */
export function followVariable(
  flow: FlowContext,
  id: Node,
  at: Node,
  frame: CallFrame | undefined,
  follow: (node: Node, frame: CallFrame | undefined) => readonly Path[],
): readonly Path[] {
  if (flow.isSilent && id.type === 'ObjectPattern')
    return flow.tree
      .declaredBy(at)
      .flatMap((part) => readsOf(part))
      .flatMap((read) =>
        read.parent.type === 'AwaitExpression' ? flow.follow.exception(read.parent, frame) : flow.follow.stream(read, frame),
      );
  if (id.type !== 'Identifier') return id.type === 'ObjectPattern' || id.type === 'ArrayPattern' ? ESCAPES : UNKNOWN;
  const variable = flow.tree.variableOf(id);
  if (!variable) return UNKNOWN;
  if (flow.execution.isExported(variable)) return ESCAPES;
  const reads = readsAfter(at, variable);
  if (reads.length === 0) return lost('rejection');
  // Two functions may give each other's variable a new value.
  if (flow.writesInProgress.has(at)) return [];
  flow.writesInProgress.add(at);
  try {
    return reads.flatMap((read) => follow(read, frame));
  } finally {
    flow.writesInProgress.delete(at);
  }
}

/**
 * The reads that can see a written value: those behind it, up to the next write among the same statements, and those of
 * other functions. Reads before it belong to an earlier value, those in `answer = answer.then(…)` too; a loop brings
 * back only what that write sees.
 */
function readsAfter(at: Node, variable: Variable): readonly Node[] {
  const around = functionAround(at);
  const next = nextWrite(at, variable);
  const end = next?.range[1] ?? Infinity;
  return readsOf(variable).filter((read) => functionAround(read) !== around || (read.range[0] >= at.range[1] && read.range[0] < end));
}

/** The next assignment to a variable that certainly runs after a write: a statement of the same block. */
function nextWrite(at: Node, variable: Variable): Node | undefined {
  const list = statementOf(at)?.parent;
  return variable.references
    .filter((reference) => reference.isWriteOnly() || reference.isReadWrite())
    .flatMap(({ identifier }) => {
      const write = (identifier as Node).parent;
      const isPlain =
        write?.type === 'AssignmentExpression' &&
        write.operator === '=' &&
        write.parent.type === 'ExpressionStatement' &&
        write.parent.parent === list;
      return isPlain && write.range[0] >= at.range[1] ? [write] : [];
    })
    .sort((a, b) => a.range[0] - b.range[0])[0];
}

/** The statement that a place is in. */
function statementOf(node: Node): Node | undefined {
  let at: Node | undefined = node;
  while (at && !/Statement$|^VariableDeclaration$/.test(at.type)) at = at.parent;
  return at;
}
