import type * as ast from '../../syntax/ast.js';
import type { Node } from '../../syntax/ast.js';
import { blocksOf, statementAround } from '../../syntax/tree.js';
import type { RepairContext } from '../context.js';

/** Some statements of a block, one after the other. */
export interface Statements {
  readonly block: readonly ast.Statement[];
  /** Indexes of the first and the last. */
  readonly first: number;
  readonly last: number;
}

/** The statement that a node is run by; `undefined` where it has to stay as it is: an `elif`, a class body, a definition's own line. */
export function movableStatement(at: Node, { file }: RepairContext): Statements | undefined {
  const statement = statementAround(at);
  const { parent } = statement ?? {};
  if (!statement || !parent || parent.type === 'ClassDef') return undefined;
  if (statement.type === 'FunctionDef' || statement.type === 'AsyncFunctionDef' || statement.type === 'ClassDef') return undefined;
  if (statement.type === 'If' && file.text.startsWith('elif', statement.range[0])) return undefined;
  const blocks =
    parent.type === 'Module' ||
    parent.type === 'FunctionDef' ||
    parent.type === 'AsyncFunctionDef' ||
    parent.type === 'ExceptHandler' ||
    parent.type === 'match_case'
      ? [parent.body]
      : blocksOf(parent as ast.Statement);
  const block = blocks.find((b) => b.includes(statement));
  const index = block?.indexOf(statement) ?? -1;
  return block && { block, first: index, last: index };
}
